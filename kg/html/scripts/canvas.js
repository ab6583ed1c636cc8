// The drawing: vis-network shows a scene, and what the reader does to it comes back as events.

/* global vis */
import { byId } from "./dom.js";
import { canvasColours } from "./look.js";
import { data } from "./model.js";
import { LINE_HEIGHT } from "./scene.js";
import { word } from "./words.js";

let network = null;
let scene = { nodes: [], edges: [], bands: [], key: "" };
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const LEGIBLE = 5.5; // pixels: where names are smaller than this, only the foremost are written, but larger
const LANDMARK = 12; // pixels: how large
const EDGE = 20; // pixels that stay free around what is framed
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Start the canvas; `on` has handlers: node(id), edge(id), open(id), empty(), moved(id, x, y). */
export function startCanvas(on) {
  const place = byId("graph");
  network = new vis.Network(place, { nodes: nodeSet, edges: edgeSet }, data.options);
  place.setAttribute("tabindex", "0");
  place.setAttribute("role", "application");
  place.querySelector(".vis-network").tabIndex = -1; // one stop for the keyboard, not two
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) on.node(nodes[0]);
    else if (edges.length) on.edge(edges[0]);
    else on.empty();
  });
  network.on("doubleClick", ({ nodes }) => nodes.length && on.open(nodes[0]));
  network.on("dragEnd", ({ nodes }) => {
    if (!nodes.length) return;
    const { x, y } = network.getPosition(nodes[0]);
    on.moved(nodes[0], Math.round(x), Math.round(y));
  });
  for (const [event, cursor] of [
    ["hoverNode", "pointer"],
    ["hoverEdge", "pointer"],
    ["blurNode", ""],
    ["blurEdge", ""],
  ])
    network.on(event, () => (place.style.cursor = cursor));
  network.on("beforeDrawing", drawBands);
  network.on("afterDrawing", drawNames);
  network.once("afterDrawing", () => performance.mark("first-view"));
}

/** Show a scene: what is new is added, what is gone removed; a scene with another key is framed anew. */
export function show(next, selected) {
  const colours = canvasColours();
  byId("graph").setAttribute("aria-label", word("graphHelp"));
  network.setOptions({
    edges: {
      color: { color: colours.line, highlight: colours.accent, hover: colours.ink, inherit: false },
      font: { color: colours.label, strokeColor: colours.paper },
    },
  });
  const anew = next.key !== scene.key;
  scene = { ...next, nodes: [] }; // what is drawn in between has no names
  replace(nodeSet, next.nodes);
  replace(edgeSet, next.edges);
  scene = next;
  highlight(selected);
  if (anew) fit(false);
}

/** Select a node or an edge of the scene, and let what has nothing to do with it step back. */
export function highlight(id) {
  network.unselectAll();
  if (nodeSet.get(id)) network.selectNodes([id], true);
  else if (edgeSet.get(id)) network.setSelection({ nodes: [], edges: [id] });
  stepBack(id);
}

let faded = new Set();

function stepBack(id) {
  const edge = edgeSet.get(id);
  const near = nodeSet.get(id)
    ? new Set([id, ...network.getConnectedNodes(id)])
    : edge
      ? new Set([edge.from, edge.to])
      : null;
  const away = new Set(near ? scene.nodes.filter((node) => !near.has(node.id)).map((node) => node.id) : []);
  const changed = scene.nodes.filter((node) => away.has(node.id) !== faded.has(node.id));
  nodeSet.update(changed.map((node) => ({ id: node.id, opacity: away.has(node.id) ? 0.28 : 1 })));
  faded = away;
}

/** Bring a node, or both ends of an edge, into the middle of what is free of the view. */
export function frame(id) {
  const edge = edgeSet.get(id);
  if (edge) showBox(boundsOf([edge.from, edge.to]), 1, true);
  else if (nodeSet.get(id)) showBox(boundsOf([id]), Math.max(0.9, Math.min(1.3, network.getScale())), true);
}

/** Show all of the scene. */
export function fit(moving = true) {
  if (scene.nodes.length) showBox(boundsOf(scene.nodes.map((node) => node.id)), 1.15, moving);
}

/** Return the rectangle that some nodes take up. */
function boundsOf(ids) {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { x, y } = network.getPosition(id);
    const { width, height } = nodeSet.get(id);
    bounds.left = Math.min(bounds.left, x - width / 2);
    bounds.right = Math.max(bounds.right, x + width / 2);
    bounds.top = Math.min(bounds.top, y - height / 2);
    bounds.bottom = Math.max(bounds.bottom, y + height / 2);
  }
  return bounds;
}

/** Show a rectangle of the scene as large as fits, but not larger than `most`, beside the names of the bands and above a phone's sheet. */
function showBox({ left, right, top, bottom }, most, moving) {
  const place = byId("graph").getBoundingClientRect();
  const sheet = byId("side").hidden
    ? place.bottom
    : Math.min(place.bottom, Math.max(place.top + 60, byId("side").getBoundingClientRect().top));
  const below = sheet > place.top + 60 ? Math.max(0, place.bottom - sheet) : 0;
  const covered = matchMedia("(width <= 760px)").matches ? below : 0;
  const gutter = scene.bands.length ? (place.width > 760 ? 74 : 52) : 0;
  const free = { width: place.width - gutter - 2 * EDGE, height: place.height - covered - 2 * EDGE };
  const scale = Math.max(0.05, Math.min(most, free.width / (right - left), free.height / (bottom - top)));
  const position = { x: (left + right) / 2 - gutter / 2 / scale, y: (top + bottom) / 2 + covered / 2 / scale };
  network.moveTo({ position, scale, animation: moving ? movement() : false });
}

export function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: movement() });
}

/** Return the node of the scene that lies nearest to another in a direction: [1, 0] is right, [0, -1] up. */
export function towards(id, [right, down]) {
  const places = network.getPositions();
  const from = places[id] ?? network.getViewPosition();
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [other, { x, y }] of Object.entries(places)) {
    const [ahead, aside] = [
      (x - from.x) * right + (y - from.y) * down,
      Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right),
    ];
    if (other === id || ahead <= 0 || aside > ahead * 2.5) continue;
    if (ahead + aside * 2 < least) [best, least] = [other, ahead + aside * 2];
  }
  return best;
}

/** Return the scene as it is now, with the places of its nodes as they were dragged. */
export function presentScene() {
  return { ...scene, places: network.getPositions() };
}

/** Return the canvas element, drawn. */
export function canvasElement() {
  network.redraw();
  return byId("graph").querySelector("canvas");
}

export function redraw() {
  network.setSize("100%", "100%");
  network.redraw();
}

/** Return the view: {scale, x, y}. */
export function view() {
  return { scale: network.getScale(), ...network.getViewPosition() };
}

/** Move the view to {x, y} at once. */
export function moveTo(position) {
  network.moveTo({ position, animation: false });
}

/** Return where a node stands on the screen, in CSS pixels of the page. */
export function onScreen(id) {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const { left, top } = byId("graph").getBoundingClientRect();
  return { x: x + left, y: y + top };
}

function movement() {
  return still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}

function replace(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(items);
  if (set === nodeSet) faded = new Set();
}

/** Draw the bands of an organisation chart behind it, their names at the left edge of the view. */
function drawBands(context) {
  if (!scene.bands.length) return;
  const colours = canvasColours();
  const { width } = byId("graph").getBoundingClientRect();
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

/** Write the names into the boxes: vis-network sets lines of Chinese without any space between them. */
function drawNames(context) {
  const scale = network.getScale();
  const selected = new Set(network.getSelectedNodes());
  const family = getComputedStyle(document.body).fontFamily;
  const inView = scene.nodes.filter(withinView());
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
  drawLandmarks(
    context,
    inView.filter((node) => node.size * scale < LEGIBLE && !faded.has(node.id)),
    scale,
    family,
  );
  context.restore();
}

/** Return a test whether a node is in the view. */
function withinView() {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const { width, height } = byId("graph").getBoundingClientRect();
  return ({ id, width: wide, height: high }) => {
    const { x, y } = network.getPosition(id);
    return (
      Math.abs(x - centre.x) <= width / scale / 2 + wide / 2 && Math.abs(y - centre.y) <= height / scale / 2 + high / 2
    );
  };
}

/** Name the best connected of the nodes whose own names are too small to read, as a map names cities: as many as have room. */
function drawLandmarks(context, small, scale, family) {
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
    const name = node.lines.length > 1 ? `${node.lines[0]}…` : node.lines[0];
    const { x, y } = network.getPosition(node.id);
    const [half, high] = [(name.length * LANDMARK) / scale / 2 + 4 / scale, LANDMARK / scale];
    if (taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < high * 1.6))
      continue;
    taken.push({ x, y, half });
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  }
}
