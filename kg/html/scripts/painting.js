// What is painted on the canvas besides the boxes and lines of vis-network: bands, derived lines, names, landmarks.

import { canvasColours } from "./look.js";
import { LINE_HEIGHT } from "./scene.js";

const LEGIBLE = 5.5; // pixels: where names are smaller than this, only the foremost are written, but larger
const LANDMARK = 12; // pixels: how large

/** Draw the bands of an organisation chart behind it, their names at the left edge of the view. */
export function paintBands(context, network, scene) {
  if (!scene.bands.length) return;
  const colours = canvasColours();
  const width = context.canvas.clientWidth;
  const left = network.DOMtoCanvas({ x: 0, y: 0 }).x;
  const right = network.DOMtoCanvas({ x: width, y: 0 }).x;
  const scale = network.getScale();
  context.save();
  scene.bands.forEach(({ top, bottom, label }, place) => {
    if (place % 2 === 0) {
      context.fillStyle = colours.band;
      context.fillRect(left, top, right - left, bottom - top);
    }
    context.fillStyle = colours.bandLabel;
    context.font = `${12 / scale}px ${getComputedStyle(document.body).fontFamily}`;
    context.textBaseline = "top";
    if ((bottom - top) * scale > 22) context.fillText(label, left + 14 / scale, top + 8 / scale);
  });
  context.restore();
}

/** Draw the lines that follow from names and places alone behind everything: fine, dotted, without words. */
export function paintDerived(context, network, scene) {
  if (!scene.derived?.length) return;
  const scale = network.getScale();
  context.save();
  context.strokeStyle = canvasColours().derived;
  context.lineWidth = 1.2 / scale;
  context.setLineDash([1.5 / scale, 4 / scale]);
  context.lineCap = "round";
  context.beginPath();
  for (const [head, tail] of scene.derived) {
    const [from, to] = [network.getPosition(head), network.getPosition(tail)];
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  context.stroke();
  context.restore();
}

/** Write the names into the boxes: vis-network sets lines of Chinese without any space between them. */
export function paintNames(context, network, nodes, faded) {
  const scale = network.getScale();
  const selected = new Set(network.getSelectedNodes());
  const family = getComputedStyle(document.body).fontFamily;
  const inView = nodes.filter(withinView(context, network));
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const node of inView) {
    if (node.size * scale < LEGIBLE) continue;
    const { x, y } = network.getPosition(node.id);
    const font = `${node.weight} ${node.size}px ${family}`;
    if (context.font !== font) context.font = font;
    context.globalAlpha = faded.has(node.id) ? 0.35 : 1;
    context.fillStyle = selected.has(node.id) ? "#ffffff" : node.ink;
    const step = node.size * LINE_HEIGHT;
    node.lines.forEach((line, place) =>
      context.fillText(line, x, y + (place - (node.lines.length - 1) / 2) * step + node.size * 0.06),
    );
  }
  const small = inView.filter((node) => node.size * scale < LEGIBLE && !faded.has(node.id));
  paintLandmarks(context, network, small, family);
  context.restore();
}

/** Return a test whether a node is in the view. */
function withinView(context, network) {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = context.canvas;
  return ({ id, width: wide, height: high }) => {
    const { x, y } = network.getPosition(id);
    return (
      Math.abs(x - centre.x) <= width / scale / 2 + wide / 2 && Math.abs(y - centre.y) <= height / scale / 2 + high / 2
    );
  };
}

/** Name the best connected of the nodes whose own names are too small to read, as a map names cities: as many as have room. */
function paintLandmarks(context, network, small, family) {
  const scale = network.getScale();
  const { paper, ink } = canvasColours();
  const taken = [];
  context.font = `500 ${LANDMARK / scale}px ${family}`;
  context.globalAlpha = 1;
  context.lineJoin = "round";
  context.lineWidth = 4 / scale;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  for (const node of [...small].sort((a, b) => b.weigh - a.weigh).slice(0, 150)) {
    if (node.weigh < 3) break;
    const { x, y } = network.getPosition(node.id);
    const [half, high] = [(node.short.length * LANDMARK) / scale / 2 + 4 / scale, LANDMARK / scale];
    if (taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < high * 1.6))
      continue;
    taken.push({ x, y, half });
    context.strokeText(node.short, x, y);
    context.fillText(node.short, x, y);
  }
}
