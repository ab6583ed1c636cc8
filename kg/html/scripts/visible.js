// What is to be seen: the filters decide what counts, the neighbourhood, path or community in view what is drawn.

import { data, degree, documents, edges, levels, neighbours, nodeById, nodes, types } from "./model.js";

/**
 * Return what passes the filters: {nodes, edges} as arrays, `documents` as a set of indices.
 * An edge passes when one piece of its evidence does; a node when an edge of it or a mention of it does.
 */
export function filtered(state) {
  const open = new Set();
  documents.forEach((document, index) => {
    const early = state.from && !(document.date >= state.from);
    const late = state.to && !(document.date && document.date <= state.to);
    if (!state.documents.has(document.id) && !early && !late) open.add(index);
  });
  const all = open.size === documents.length;
  const passes = (node) => !state.types.has(node.type) && !state.hidden.has(node.id);
  const shown = edges.filter(
    (edge) =>
      !state.relations.has(edge.type) &&
      passes(edge.head) &&
      passes(edge.tail) &&
      edge.evidence.some(([where, , , , modality]) => open.has(where) && !state.modalities.has(modality)),
  );
  const ends = new Set(shown.flatMap((edge) => [edge.head, edge.tail]));
  const kept = nodes.filter(
    (node) => passes(node) && (all || ends.has(node) || node.mentions.some(([where]) => open.has(where))),
  );
  return { nodes: kept, edges: shown, documents: open };
}

/**
 * Return what is drawn of the filtered: {mode, nodes, edges, groups, links, total}.
 * `mode` is "all", "only", "path", "group" or "overview"; an overview has groups and links in place of nodes and edges.
 */
export function drawn(state, passed) {
  if (state.path) return onPath(state, passed);
  if (state.only)
    return within("only", withExpanded(around([nodeById.get(state.only)], state.depth, passed), state, passed), passed);
  if (state.group) {
    const members = passed.nodes.filter((node) => groupOf(node, state.group) === state.group);
    if (members.length) {
      const group = within("group", withExpanded(new Set(members), state, passed), passed);
      return { ...group, total: Math.max(group.total, countOf(state.group)) };
    }
  }
  if (data.overview) return served(state);
  if (passed.nodes.length <= data.drawn) return within("all", new Set(passed.nodes), passed);
  return overview(state, passed);
}

/** Return the keys of the groups that a layout gathers its overview by: communities, or a type at a level. */
export function groupOf(node, layout) {
  return layout.startsWith("l") ? `level.${node.level}.${node.type}` : `community.${node.community}`;
}

/** Return what a group is called: a type at a level, or a community's foremost member. */
export function groupName(key, language) {
  const [kind, first, type] = key.split(".");
  if (kind === "level") return `${levels[first]?.[language] ?? ""} · ${types.get(type)?.[language] ?? ""}`;
  return data.communities[first]?.name ?? "";
}

/** Return the ids on a shortest path between two nodes over the given edges, in order, or null. */
export function shortestPath(from, to, passed) {
  const beside = adjacency(passed);
  const before = new Map([[from, null]]);
  const queue = [from];
  for (const node of queue) {
    if (node === to) {
      const path = [];
      for (let at = to; at; at = before.get(at)) path.unshift(at);
      return path;
    }
    for (const other of beside.get(node) ?? [])
      if (!before.has(other)) {
        before.set(other, node);
        queue.push(other);
      }
  }
  return null;
}

/** Return the distances from the given nodes, up to `depth`, over the filtered edges. */
export function distances(from, depth, passed) {
  const beside = adjacency(passed);
  const found = new Map(from.map((node) => [node, 0]));
  for (const [node, distance] of found)
    if (distance < depth)
      for (const other of beside.get(node) ?? []) if (!found.has(other)) found.set(other, distance + 1);
  return found;
}

/** Return the neighbours of a node that hang on it alone: what collapsing it takes away. */
export function leavesOf(node) {
  return [...new Set(neighbours(node))].filter(
    (other) =>
      other !== node &&
      degree(other) <= other.out.length + other.in.length &&
      neighbours(other).every((end) => end === node || end === other),
  );
}

function adjacency(passed) {
  const beside = new Map();
  const add = (one, other) => (beside.get(one) ?? beside.set(one, []).get(one)).push(other);
  for (const { head, tail } of passed.edges) {
    add(head, tail);
    add(tail, head);
  }
  return beside;
}

function around(from, depth, passed) {
  return new Set(distances(from, depth, passed).keys());
}

function withExpanded(set, state, passed) {
  const opened = [...state.expanded].map((id) => nodeById.get(id)).filter((node) => set.has(node));
  for (const node of around(opened, 1, passed)) set.add(node);
  return set;
}

function onPath(state, passed) {
  const [from, to] = state.path.split(",").map((id) => nodeById.get(id));
  const path = shortestPath(from, to, passed) ?? [from, to];
  const next = new Map(path.slice(1).map((node, place) => [path[place], node]));
  const steps = passed.edges.filter(({ head, tail }) => next.get(head) === tail || next.get(tail) === head);
  return { mode: "path", nodes: path, edges: steps, groups: [], links: [], total: path.length };
}

/** Return these nodes, the best connected where they are too many to draw, and the edges among them. */
function within(mode, set, passed) {
  let chosen = [...set];
  if (chosen.length > data.drawn)
    chosen = chosen.sort((a, b) => degree(b) - degree(a) || a.index - b.index).slice(0, data.drawn);
  chosen.sort((a, b) => a.index - b.index);
  const inside = new Set(chosen);
  const among = passed.edges.filter(({ head, tail }) => inside.has(head) && inside.has(tail));
  return { mode, nodes: chosen, edges: among, groups: [], links: [], total: set.size };
}

function overview(state, passed) {
  const by = state.layout === "levels" ? "level" : "community";
  const groups = new Map();
  for (const node of passed.nodes) {
    const key = groupOf(node, by);
    (groups.get(key) ?? groups.set(key, { key, count: 0 }).get(key)).count += 1;
  }
  const links = new Map();
  for (const { head, tail } of passed.edges) {
    const [from, to] = [groupOf(head, by), groupOf(tail, by)];
    if (from === to) continue;
    const key = `${from}>${to}`;
    (links.get(key) ?? links.set(key, { key, from, to, count: 0 }).get(key)).count += 1;
  }
  return {
    mode: "overview",
    nodes: [],
    edges: [],
    groups: [...groups.values()],
    links: [...links.values()],
    total: passed.nodes.length,
  };
}

/** The overview of a graph that is with a server: types by level, with the filter of types alone. */
function served(state) {
  const groups = data.overview.groups.filter(({ key }) => !state.types.has(key.split(".")[2]));
  const keys = new Set(groups.map(({ key }) => key));
  return {
    mode: "overview",
    nodes: [],
    edges: [],
    groups,
    links: data.overview.links.filter(({ from, to }) => keys.has(from) && keys.has(to)),
    total: groups.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Return how many nodes a group has, those that are still with the server too. */
function countOf(key) {
  return data.overview?.groups.find((group) => group.key === key)?.count ?? 0;
}
