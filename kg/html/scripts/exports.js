// What is seen, to take along: a picture, a drawing, tables.

import { canvasElement, presentScene } from "./canvas.js";
import { canvasColours } from "./look.js";
import { data, documents, quoteOf, titleOf } from "./model.js";
import { LINE_HEIGHT } from "./scene.js";

const XML = "http://www.w3.org/2000/svg";
const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

/** Offer some content as a file. */
function save(content, type, extension) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${data.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph"}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Save the graph as it stands on the screen, on paper. */
export function savePng() {
  const source = canvasElement();
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [source.width, source.height];
  const context = copy.getContext("2d");
  context.fillStyle = canvasColours().paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0);
  copy.toBlob((blob) => save(blob, "image/png", "png"), "image/png");
}

export function saveSvg() {
  save(new XMLSerializer().serializeToString(svgOf(presentScene())), "image/svg+xml", "svg");
}

/** Return a scene as an SVG element: bands, edges with labels, boxes with names. */
export function svgOf(scene) {
  const colours = canvasColours();
  const boxes = scene.nodes.map((node) => ({ ...node, ...scene.places[node.id] }));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2)) - 70;
  const right = Math.max(...boxes.map((box) => box.x + box.width / 2)) + 40;
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2)) - 40;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height / 2)) + 40;
  const marker = shape(
    "marker",
    {
      id: "arrow",
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto-start-reverse",
    },
    shape("path", { d: "M0,1 L8,4 L0,7 z", fill: colours.line }),
  );
  return shape(
    "svg",
    {
      xmlns: XML,
      viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
      width: right - left,
      height: bottom - top,
      "font-family": FONT,
    },
    shape("title", {}, data.title),
    shape("defs", {}, marker),
    shape("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: colours.paper }),
    ...scene.bands.map((band, place) => svgBand(band, place, left, right - left, colours)),
    ...scene.edges
      .filter(({ from, to }) => byId.has(from) && byId.has(to))
      .map((edge) => svgEdge(edge, byId.get(edge.from), byId.get(edge.to), colours)),
    ...boxes.map((box) => svgBox(box)),
  );
}

function svgBand({ top, bottom, label }, place, left, width, colours) {
  const shade = { x: left, y: top, width, height: bottom - top, fill: place % 2 ? "none" : colours.band };
  return shape(
    "g",
    {},
    shape("rect", shade),
    shape("text", { x: left + 10, y: top + 18, "font-size": 12, fill: colours.bandLabel }, label),
  );
}

function svgEdge(edge, from, to, colours) {
  const { path, label } = edge.smooth?.type === "cubicBezier" ? upright(from, to) : bent(edge, from, to);
  const line = { d: path, fill: "none", stroke: colours.line, "stroke-width": edge.width };
  if (edge.dashes) line["stroke-dasharray"] = edge.dashes.join(" ");
  if (edge.arrows) line["marker-end"] = "url(#arrow)";
  const halo = { stroke: colours.paper, "stroke-width": 4, "paint-order": "stroke" };
  const text = {
    ...label,
    "font-size": 11,
    "text-anchor": "middle",
    "dominant-baseline": "middle",
    fill: colours.label,
  };
  return shape("g", {}, shape("path", line), shape("text", { ...text, ...halo }, edge.label));
}

/** Return the path of an edge of a chart: it leaves upwards or downwards and arrives so. */
function upright(from, to) {
  const down = to.y > from.y ? 1 : -1;
  const start = { x: from.x, y: from.y + (down * from.height) / 2 };
  const stop = { x: to.x, y: to.y - (down * to.height) / 2 };
  const pull = (stop.y - start.y) * 0.45;
  return {
    path: `M${start.x},${start.y} C${start.x},${start.y + pull} ${stop.x},${stop.y - pull} ${stop.x},${stop.y}`,
    label: { x: (start.x + stop.x) / 2, y: (start.y + stop.y) / 2 },
  };
}

/** Return the path of an edge that is straight, or bent away from others between the same boxes. */
function bent(edge, from, to) {
  const bend = (edge.smooth?.roundness ?? 0) * (edge.smooth?.type === "curvedCW" ? -1 : 1);
  const control = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bend,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bend,
  };
  const [start, stop] = [border(from, control), border(to, control)];
  return {
    path: `M${start.x},${start.y} Q${control.x},${control.y} ${stop.x},${stop.y}`,
    label: { x: (start.x + 2 * control.x + stop.x) / 4, y: (start.y + 2 * control.y + stop.y) / 4 },
  };
}

/** Return where the line from a box's centre towards a point leaves the box. */
function border(box, { x, y }) {
  const [dx, dy] = [x - box.x, y - box.y];
  const share = Math.min(1, 1 / Math.max(Math.abs(dx) / (box.width / 2), Math.abs(dy) / (box.height / 2), 1e-9));
  return { x: Math.round(box.x + dx * share), y: Math.round(box.y + dy * share) };
}

function svgBox(box) {
  const step = box.size * LINE_HEIGHT;
  return shape(
    "g",
    {},
    shape("rect", {
      x: box.x - box.width / 2,
      y: box.y - box.height / 2,
      width: box.width,
      height: box.height,
      rx: 5,
      fill: box.color.background,
      stroke: box.color.border,
      "stroke-width": box.borderWidth,
    }),
    ...box.lines.map((line, place) =>
      shape(
        "text",
        {
          x: box.x,
          y: box.y + (place - (box.lines.length - 1) / 2) * step,
          "font-size": box.size,
          "font-weight": box.weight,
          "text-anchor": "middle",
          "dominant-baseline": "central",
          fill: box.ink,
        },
        line,
      ),
    ),
  );
}

function shape(tag, attributes, ...children) {
  const node = document.createElementNS(XML, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export function saveNodes(passed) {
  save(
    csv(
      ["id", "type", "name", "aliases", "mentions"],
      passed.nodes.map((node) => [node.id, node.type, node.name, node.aliases.join("|"), node.count]),
    ),
    "text/csv;charset=utf-8",
    "nodes.csv",
  );
}

export function saveEdges(passed) {
  save(
    csv(
      ["id", "head", "relation", "tail", "head_count", "tail_count", "modality", "quote", "article", "date"],
      passed.edges.flatMap((edge) =>
        edge.evidence.map((piece) => [
          edge.id,
          edge.head.name,
          edge.type,
          edge.tail.name,
          piece[5] ?? "",
          piece[6] ?? "",
          piece[4],
          quoteOf(piece),
          titleOf(documents[piece[0]]),
          documents[piece[0]].date ?? "",
        ]),
      ),
    ),
    "text/csv;charset=utf-8",
    "edges.csv",
  );
}

/** Return rows as CSV with a byte-order mark; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csv(header, rows) {
  const cell = (value) => {
    const text = typeof value === "number" ? String(value) : value.replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
