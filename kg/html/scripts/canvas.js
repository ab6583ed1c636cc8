// The drawing: vis-network shows a scene, and what the reader does to it comes back as events.

/* global vis */
import { byId } from "./dom.js";
import { canvasColours } from "./look.js";
import { data } from "./model.js";
import { paintBands, paintDerived, paintNames } from "./painting.js";
import { word } from "./words.js";

let network = null;
let scene = { nodes: [], edges: [], bands: [], key: "" };
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const EDGE = 20; // pixels that stay free around what is framed
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Start the canvas; `on` has handlers: node(id), edge(id), open(id), empty(), moved(id, x, y). */
export function startCanvas(on) {
  const graph = surface();
  network = new vis.Network(graph, { nodes: nodeSet, edges: edgeSet }, data.options);
  graph.setAttribute("tabindex", "0");
  graph.setAttribute("role", "application");
  graph.querySelector(".vis-network").tabIndex = -1; // one stop for the keyboard, not two
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
    network.on(event, () => (graph.style.cursor = cursor));
  network.on("beforeDrawing", (context) => {
    paintBands(context, network, scene);
    paintDerived(context, network, scene);
  });
  network.on("afterDrawing", (context) => paintNames(context, network, scene.nodes, faded));
  network.once("afterDrawing", () => performance.mark("first-view"));
}

/** Show a scene: what is new is added, what is gone removed; a scene with another key is framed anew. */
export function show(next, selected) {
  const colours = canvasColours();
  surface().setAttribute("aria-label", word("graphHelp"));
  network.setOptions({
    edges: {
      color: { color: colours.line, highlight: colours.accent, hover: colours.ink, inherit: false },
      font: { color: colours.label, strokeColor: colours.paper },
    },
  });
  const anew = next.key !== scene.key;
  scene = { ...next, nodes: [], derived: [] }; // what is drawn in between has no names
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
  const node = nodeSet.get(id);
  const near = node
    ? network.getConnectedNodes(id).concat(network.getConnectedEdges(id))
    : edge
      ? [edge.from, edge.to]
      : [];
  const kept = new Set([id, ...near]);
  const now = new Set(
    node || edge ? [...nodeSet.getIds(), ...edgeSet.getIds()].filter((other) => !kept.has(other)) : [],
  );
  const changed = (one) => now.has(one.id) !== faded.has(one.id);
  const colours = canvasColours();
  nodeSet.update(scene.nodes.filter(changed).map((node) => ({ id: node.id, opacity: now.has(node.id) ? 0.28 : 1 })));
  edgeSet.update(
    scene.edges.filter(changed).map((line) => ({
      id: line.id,
      color: now.has(line.id) ? { color: colours.faint } : { color: colours.line, opacity: line.color.opacity },
      font: { color: now.has(line.id) ? colours.faint : colours.label },
    })),
  );
  faded = now;
}

/** Bring what is not in sight, or too small to be read, into the middle of the view. */
export function reveal(id) {
  const ends = edgeSet.get(id) ? [edgeSet.get(id).from, edgeSet.get(id).to] : [id];
  const { left, right, top, bottom } = surface().getBoundingClientRect();
  const inSight = (end) => {
    if (!nodeSet.get(end)) return true;
    const { x, y } = onScreen(end);
    return x > left + 40 && x < right - 40 && y > top + 20 && y < Math.min(bottom, sheetTop()) - 20;
  };
  if (network.getScale() < 0.5 || !ends.every(inSight)) frame(id);
}

/** Return where a phone's sheet begins that lies over the view, or the end of the view. */
function sheetTop() {
  const { top, bottom } = surface().getBoundingClientRect();
  const side = byId("side");
  const over = !side.hidden && matchMedia("(width <= 760px)").matches;
  return over ? Math.max(top + 60, Math.min(bottom, side.getBoundingClientRect().top)) : bottom;
}

function surface() {
  return byId("graph");
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
  const view = surface().getBoundingClientRect();
  const covered = view.bottom - sheetTop();
  const gutter = scene.bands.length ? (view.width > 760 ? 74 : 52) : 0;
  const free = { width: view.width - gutter - 2 * EDGE, height: view.height - covered - 2 * EDGE };
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
  return surface().querySelector("canvas");
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
  const { left, top } = surface().getBoundingClientRect();
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
