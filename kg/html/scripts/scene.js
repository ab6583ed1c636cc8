// The scene: what is drawn, with its places and looks, as nodes and edges of vis-network.

import { byId } from "./dom.js";
import { levelLayout, ringLayout } from "./layouts.js";
import { coloursOf } from "./look.js";
import { countsOf, data, degree, levels, nodeById, relations, types } from "./model.js";
import { distances } from "./visible.js";
import { figure, label } from "./words.js";

/** The height of a line of a name, over the size of its characters. */
export const LINE_HEIGHT = 1.28;
const UPRIGHT = { enabled: true, type: "cubicBezier", forceDirection: "vertical", roundness: 0.45 };
const CURVED = 500; // more lines than this are straight, which is drawn twice as fast
const PADDING = { x: 22, y: 12 };

/** Return {mode, layout, nodes, edges, bands, key} for what `drawn` returned; `key` changes when the view should be framed anew. */
export function sceneOf(state, picture, passed) {
  const overview = picture.mode === "overview";
  const boxes = overview ? picture.groups.map(groupBox) : picture.nodes.map(nodeBox);
  const lines = overview ? picture.links.map(linkLine) : picture.edges.map(edgeLine);
  const layout = layoutOf(state, picture);
  const { places, bands = [] } = arrange(layout, boxes, lines, state, picture, passed);
  for (const one of boxes) {
    const [x, y] = state.pinned.get(one.id)?.split(",").map(Number) ?? [];
    Object.assign(one, x === undefined ? places.get(one.id) : { x, y, borderWidth: 2.5 });
  }
  bend(lines, layout);
  const names = bands.map((band) => ({ ...band, label: label(levels[band.level]) }));
  const shown = { mode: picture.mode, layout, nodes: boxes, edges: lines, bands: names, key: keyOf(state, layout, picture.mode) };
  return { ...shown, derived: state.derived ? derivedAmong(boxes) : [] };
}

/** The lines that no article states, between what is drawn: [from, to] each. They are painted, and nothing can be asked of them. */
function derivedAmong(boxes) {
  const there = new Set(boxes.map((one) => one.id));
  return (data.derived ?? []).filter(([head, tail]) => there.has(head) && there.has(tail));
}

/** What needs a new frame: another kind of picture, layout, neighbourhood, path or group; not a selection. */
function keyOf(state, layout, mode) {
  return [mode, layout, state.only, state.depth, state.path, state.group].join("|");
}

function layoutOf(state, picture) {
  if (picture.mode === "path") return "path";
  if (state.layout === "around" && picture.mode === "overview") return data.overview ? "levels" : "force";
  return state.layout;
}

function arrange(layout, boxes, lines, state, picture, passed) {
  const { clientWidth: width, clientHeight: height } = byId("graph");
  const overview = picture.mode === "overview";
  if (layout === "path") return pathLayout(boxes);
  if (layout === "levels")
    return overview ? gridLayout(boxes, width < height) : levelLayout(boxes, lines, width, height);
  if (overview && width < height) return textLayout(boxes, width / height);
  if (layout === "around" || (layout === "force" && picture.mode === "only")) {
    const centre = centreOf(state, picture);
    const reached = distances([centre], 99, passed);
    return ringLayout(centre.id, boxes, lines, new Map([...reached].map(([node, steps]) => [node.id, steps])));
  }
  return { places: new Map(boxes.map(({ id, at }) => [id, { x: at.x, y: at.y }])) };
}

/** The overview by level and type: a row for each level, a column for each type; on a phone several short rows. */
function gridLayout(boxes, narrow) {
  const places = new Map();
  const bands = [];
  const column = new Map(data.types.map((type, place) => [type.name, place]));
  const typeOf = ({ id }) => column.get(id.split(".")[2]);
  let top = 0;
  for (const level of levels.keys()) {
    const row = boxes.filter((one) => one.level === level).sort((a, b) => typeOf(a) - typeOf(b));
    if (!row.length) continue;
    row.forEach((one, place) => {
      const [x, y] = narrow ? [place % 6, Math.floor(place / 6)] : [typeOf(one), 0];
      places.set(one.id, { x: x * (narrow ? 104 : 132), y: top + y * 62 });
    });
    const bottom = top + (narrow ? Math.floor((row.length - 1) / 6) * 62 : 0);
    bands.push({ level, top: top - 60, bottom: bottom + 60 });
    top = bottom + 120;
  }
  return { places, bands };
}

/** An overview on a phone: box after box, line after line, as in a text. */
function textLayout(boxes, aspect) {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + 20) * (height + 24), 0);
  const longest = Math.max(Math.sqrt(area * aspect), ...boxes.map((one) => one.width));
  const places = new Map();
  let [x, y, high] = [0, 0, 0];
  for (const one of boxes.toSorted((a, b) => b.weigh - a.weigh)) {
    if (x && x + one.width > longest) [x, y, high] = [0, y + high + 24, 0];
    places.set(one.id, { x: Math.round(x + one.width / 2), y: Math.round(y + one.height / 2) });
    [x, high] = [x + one.width + 20, Math.max(high, one.height)];
  }
  return { places };
}

/** The node that the rings run around: the one shown alone, the selected one, or the best connected. */
function centreOf(state, picture) {
  const wanted = nodeById.get(state.only) ?? nodeById.get(state.selected);
  if (wanted && picture.nodes.includes(wanted)) return wanted;
  return picture.nodes.reduce((best, node) => (degree(node) > degree(best) ? node : best), picture.nodes[0]);
}

/** A path reads from left to right, in lines of five. */
function pathLayout(boxes) {
  const places = new Map();
  let x = 0;
  boxes.forEach((one, place) => {
    if (place % 5 === 0) x = 0;
    places.set(one.id, { x: Math.round(x + one.width / 2), y: Math.floor(place / 5) * 150 });
    x += one.width + 150;
  });
  return { places };
}

function nodeBox(node) {
  const colours = coloursOf(types.get(node.type).colour);
  return {
    id: node.id,
    level: node.level,
    weigh: degree(node),
    short: shortened(node.name),
    at: { x: node.x, y: node.y },
    ...box(node.label.split("\n"), 14, 400, colours),
  };
}

function groupBox(group) {
  const [kind, first, second] = group.key.split(".");
  const community = kind === "community" ? data.communities[first] : null;
  const title = community ? community.name : label(types.get(second));
  const colours = coloursOf(types.get(community ? community.type : second).colour);
  const size = community ? community.size : Math.min(24, 13 + Math.round(Math.sqrt(group.count) / 3));
  const level = community ? 0 : Number(first);
  return {
    id: group.key,
    level,
    weigh: group.count,
    short: title,
    at: community,
    ...box([title, figure(group.count)], size, 500, colours),
  };
}

/** Return a box for vis-network, which draws it empty, and the lines that are written into it. */
function box(lines, size, weight, colours) {
  const { width, height } = measured(lines, size, weight);
  return {
    lines,
    size,
    weight,
    ink: colours.ink,
    width,
    height,
    label: " ",
    widthConstraint: width,
    heightConstraint: height,
    borderWidth: 1,
    opacity: 1,
    color: {
      background: colours.tint,
      border: colours.edge,
      highlight: { background: colours.full, border: colours.strong },
      hover: { background: colours.tint, border: colours.strong },
    },
  };
}

/** Return a name that fits one line of a box. */
function shortened(name) {
  const characters = [...name];
  return characters.length > 12 ? `${characters.slice(0, 11).join("")}…` : name;
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
    color: { opacity: 1 },
  };
}

function linkLine(link) {
  return {
    id: link.key,
    from: link.from,
    to: link.to,
    arrows: "to",
    label: link.count < 5 ? "" : figure(link.count),
    width: Math.min(4, 0.7 + Math.log2(link.count) / 2),
    color: { opacity: Math.min(0.9, 0.12 + Math.log2(link.count) / 10) },
  };
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
        line.smooth = layout === "levels" && lines.length <= CURVED ? UPRIGHT : false;
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

/** Return the width and height of the box of a name. */
function measured(lines, size, weight) {
  const key = `${size} ${weight} ${lines.join("\n")}`;
  if (!sizes.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    const widest = Math.max(...lines.map((line) => pen.measureText(line).width));
    sizes.set(key, {
      width: Math.ceil(widest) + PADDING.x,
      height: Math.round(lines.length * LINE_HEIGHT * size) + PADDING.y,
    });
  }
  return sizes.get(key);
}
