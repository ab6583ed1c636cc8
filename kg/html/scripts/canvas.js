// The drawing: vis-network shows a scene, and what the reader does to it comes back as events.

/* global vis */
import { byId } from "./dom.js";
import { canvasColours } from "./look.js";
import { data } from "./model.js";
import { word } from "./words.js";

let network = null;
let scene = { nodes: [], edges: [], bands: [], key: "" };
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Start the canvas; `on` has handlers: node(id), edge(id), open(id), empty(), moved(id, x, y). */
export function startCanvas(on) {
  const place = byId("graph");
  network = new vis.Network(place, { nodes: nodeSet, edges: edgeSet }, data.options);
  place.setAttribute("tabindex", "0");
  place.setAttribute("role", "application");
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
  for (const [event, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]])
    network.on(event, () => (place.style.cursor = cursor));
  network.on("beforeDrawing", drawBands);
}

/** Show a scene: what is new is added, what is gone removed; a scene with another key is framed anew. */
export function show(next, selected) {
  const colours = canvasColours();
  byId("graph").setAttribute("aria-label", word("graphHelp"));
  network.setOptions({
    nodes: { chosen: { label: chosenLabel } },
    edges: {
      color: { color: colours.line, highlight: colours.accent, hover: colours.ink, inherit: false },
      font: { color: colours.label, strokeColor: colours.paper },
    },
  });
  const anew = next.key !== scene.key;
  scene = next;
  replace(nodeSet, next.nodes);
  replace(edgeSet, next.edges);
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
  const near = nodeSet.get(id) ? new Set([id, ...network.getConnectedNodes(id)]) : edge ? new Set([edge.from, edge.to]) : null;
  const away = new Set(near ? scene.nodes.filter((node) => !near.has(node.id)).map((node) => node.id) : []);
  const changed = scene.nodes.filter((node) => away.has(node.id) !== faded.has(node.id));
  nodeSet.update(changed.map((node) => ({ id: node.id, opacity: away.has(node.id) ? 0.28 : 1 })));
  faded = away;
}

/** Bring a node, or both ends of an edge, into the middle of the view. */
export function frame(id) {
  const edge = edgeSet.get(id);
  if (!edge && !nodeSet.get(id)) return;
  if (edge) network.fit({ nodes: [edge.from, edge.to], maxZoomLevel: 1.1, animation: movement() });
  else network.focus(id, { scale: Math.max(0.9, Math.min(1.3, network.getScale())), animation: movement() });
}

/** Show all of the scene; of one too large to be read so, its upper part at a legible size. */
export function fit(moving = true) {
  if (!scene.nodes.length) return;
  network.fit({ maxZoomLevel: 1.15, minZoomLevel: 0.05, animation: moving ? movement() : false });
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
    const [ahead, aside] = [(x - from.x) * right + (y - from.y) * down, Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right)];
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

/** Return the view: {scale, x, y}; a test reads it. */
export function view() {
  return { scale: network.getScale(), ...network.getViewPosition() };
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

function chosenLabel(values, _id, selected) {
  if (selected) values.color = "#ffffff";
}

function replace(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(items);
  if (set === nodeSet) faded = new Set();
  if (set === nodeSet) set.update(items.filter((item) => item.opacity === undefined).map(({ id }) => ({ id, opacity: 1 })));
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
