// The scene: what is drawn, with its places and looks, as nodes and edges of vis-network.

import { levelLayout, ringLayout } from "./layouts.js";
import { canvasColours, coloursOf } from "./look.js";
import { countsOf, data, degree, levels, nodeById, relations, types } from "./model.js";
import { distances, groupName } from "./visible.js";
import { figure, label, word } from "./words.js";

const LINE = 17;
const PADDING = { x: 22, y: 14 };

/** Return {mode, layout, nodes, edges, bands, key} for what `drawn` returned; `key` changes when the view should be framed anew. */
export function sceneOf(state, picture, passed) {
  const overview = picture.mode === "overview";
  const boxes = overview ? picture.groups.map((group) => groupBox(group, state)) : picture.nodes.map(nodeBox);
  const lines = overview ? picture.links.map(linkLine) : picture.edges.map((edge) => edgeLine(edge));
  const layout = layoutOf(state, picture);
  const { places, bands = [] } = arrange(layout, boxes, lines, state, picture, passed);
  for (const box of boxes) {
    const [x, y] = state.pinned.get(box.id)?.split(",").map(Number) ?? [];
    Object.assign(box, x === undefined ? places.get(box.id) : { x, y, borderWidth: 3 });
  }
  bend(lines, layout);
  const names = bands.map((band) => ({ ...band, label: label(levels[band.level]) }));
  return { mode: picture.mode, layout, nodes: boxes, edges: lines, bands: names, key: keyOf(state, layout) };
}

/** What needs a new frame: another layout, neighbourhood, path or group; not a filter or a selection. */
function keyOf(state, layout) {
  return [layout, state.only, state.depth, state.path, state.group].join("|");
}

function layoutOf(state, picture) {
  if (picture.mode === "path") return "path";
  if (state.layout === "around" && picture.mode === "overview") return "force";
  return state.layout;
}

function arrange(layout, boxes, lines, state, picture, passed) {
  if (layout === "path") return pathLayout(boxes);
  if (layout === "levels") return levelLayout(boxes, lines);
  if (layout === "around" || (layout === "force" && picture.mode === "only")) {
    const centre = centreOf(state, picture);
    const reached = distances([centre], 99, passed);
    return ringLayout(centre.id, boxes, lines, new Map([...reached].map(([node, steps]) => [node.id, steps])));
  }
  return { places: new Map(boxes.map(({ id, at }) => [id, { x: at.x, y: at.y }])) };
}

/** The node that the rings run around: the one shown alone, the selected one, or the best connected. */
function centreOf(state, picture) {
  const wanted = nodeById.get(state.only) ?? nodeById.get(state.selected);
  if (wanted && picture.nodes.includes(wanted)) return wanted;
  return picture.nodes.reduce((best, node) => (degree(node) > degree(best) ? node : best), picture.nodes[0]);
}

/** A path reads from left to right, in lines of six. */
function pathLayout(boxes) {
  return { places: new Map(boxes.map(({ id }, place) => [id, { x: (place % 6) * 260, y: Math.floor(place / 6) * 150 }])) };
}

function nodeBox(node) {
  const colours = coloursOf(types.get(node.type).colour);
  const size = measured(node.label, 14);
  return {
    id: node.id,
    label: node.label,
    level: node.level,
    at: { x: node.x, y: node.y },
    ...size,
    borderWidth: 1,
    color: boxColours(colours),
    font: { color: colours.ink, size: 14 },
  };
}

function groupBox(group, state) {
  const [kind, first, second] = group.key.split(".");
  const best = group.members.reduce((top, node) => (degree(node) > degree(top) ? node : top));
  const colours = coloursOf(types.get(kind === "level" ? second : best.type).colour);
  const size = Math.min(26, 13 + Math.round(Math.sqrt(group.members.length) / 2));
  const title = kind === "level" ? types.get(second)[state.language] : shortened(groupName(group.key, state.language));
  const text = `${title}\n${figure(group.members.length)}`;
  return {
    id: group.key,
    label: text,
    level: kind === "level" ? Number(first) : 0,
    at: kind === "level" ? null : data.communities[first],
    ...measured(text, size),
    borderWidth: 1,
    color: boxColours(colours),
    font: { color: colours.ink, size },
  };
}

/** Return a name that fits one line of a box. */
function shortened(name) {
  const characters = [...name];
  return characters.length > 12 ? `${characters.slice(0, 11).join("")}…` : name;
}

function boxColours(colours) {
  return {
    background: colours.tint,
    border: colours.edge,
    highlight: { background: colours.full, border: colours.strong },
    hover: { background: colours.tint, border: colours.strong },
  };
}

function edgeLine(edge) {
  const relation = relations.get(edge.type);
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    arrows: edge.arrows,
    label: [label(relation), countsOf(edge.head_count, edge.tail_count)].filter(Boolean).join(" "),
    dashes: edge.modality === "required" ? [5, 4] : false,
    width: 1,
  };
}

function linkLine(link) {
  return { id: link.key, from: link.from, to: link.to, arrows: "to", label: figure(link.count), width: Math.min(6, 0.7 + Math.log2(link.count)) };
}

/** Bend the edges that join the same two nodes, each more than the last, so that all are seen. */
function bend(lines, layout) {
  const together = new Map();
  for (const line of lines) {
    const key = line.from < line.to ? `${line.from} ${line.to}` : `${line.to} ${line.from}`;
    (together.get(key) ?? together.set(key, []).get(key)).push(line);
  }
  for (const [, same] of together)
    same.forEach((line, place) => {
      if (same.length === 1) {
        line.smooth = layout === "levels" ? { enabled: true, type: "cubicBezier", forceDirection: "vertical", roundness: 0.45 } : false;
        return;
      }
      // Spread evenly to both sides; an edge that runs the other way bends the other way.
      const side = (place - (same.length - 1) / 2) * (line.from < line.to ? 1 : -1);
      const roundness = Math.min(0.85, Math.abs(side) * 0.28);
      line.smooth = side ? { enabled: true, type: side > 0 ? "curvedCW" : "curvedCCW", roundness } : false;
    });
}

let pen = null;
const sizes = new Map();

/** Return the width and height of a label's box. */
function measured(text, size) {
  const key = `${size} ${text}`;
  if (!sizes.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
    const lines = text.split("\n");
    const widest = Math.max(...lines.map((line) => pen.measureText(line).width));
    sizes.set(key, { width: Math.ceil(widest) + PADDING.x, height: Math.round((lines.length * LINE * size) / 14) + PADDING.y });
  }
  return sizes.get(key);
}
