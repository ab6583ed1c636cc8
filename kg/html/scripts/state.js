// What the reader has chosen, kept in the address after #, so that a link brings another reader to the same sight.

import { data, documents, edgeById, layouts, modalities, nodeById, relations, types } from "./model.js";

const everything = {
  types: [...types.keys()],
  relations: [...relations.keys()],
  modalities,
  get documents() {
    return documents.map((document) => document.id);
  },
};

const initial = {
  view: "graph", // graph, nodes, edges
  layout: data.communities.length ? "force" : "levels", // levels, force, around
  language: data.language ?? "zh",
  theme: data.theme ?? "", // "", light, dark
  types: new Set(), // these four: what is filtered out
  relations: new Set(),
  modalities: new Set(),
  documents: new Set(),
  derived: "", // "on": with the lines that follow from names and places alone
  from: "", // dates, YYYY-MM-DD
  to: "",
  only: "", // id of the node whose neighbourhood is shown alone
  depth: 1,
  group: "", // key of the opened super-node
  path: "", // ids of two nodes, joined by a comma
  expanded: new Set(), // ids of nodes whose neighbours are shown too
  hidden: new Set(), // ids of nodes
  pinned: new Map(), // id of a node → "x,y"
  selected: "", // id of a node or an edge
  reading: "", // id of the open article, with ",start,stop" of the highlighted sentence
};

let current = read(location.hash);
const listeners = [];

/** Return what is chosen now. */
export function state() {
  return current;
}

/** Choose otherwise: the given fields change, listeners hear of it, the address follows. */
export function choose(patch) {
  const before = current;
  current = { ...current, ...patch };
  history.replaceState(null, "", write(current) || "#");
  for (const listener of listeners) listener(current, before);
}

/** Call `listener(now, before)` after each change. */
export function onChoice(listener) {
  listeners.push(listener);
}

/** Tell whether any of the named fields differs. */
export function differs(now, before, ...fields) {
  return fields.some((field) => now[field] !== before[field]);
}

/** Return a copy of a set with `key` in it or not. */
export function toggled(set, key, present = !set.has(key)) {
  const copy = new Set(set);
  if (present) copy.add(key);
  else copy.delete(key);
  return copy;
}

/** Return the part of an address that keeps a state. */
export function write(chosen) {
  const parts = [];
  for (const [key, value] of Object.entries(chosen)) {
    if (value instanceof Set && value.size)
      parts.push([key, everything[key] ? writeFilter(value, everything[key]) : [...value].join("~")]);
    else if (value instanceof Map && value.size)
      parts.push([key, [...value].map(([id, place]) => `${id}@${place}`).join("~")]);
    else if (!(value instanceof Set || value instanceof Map) && value !== initial[key])
      parts.push([key, String(value)]);
  }
  return parts.length
    ? `#${parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&")}`
    : "";
}

/** Return the state that an address keeps; what it does not understand it leaves out. */
export function read(address) {
  const chosen = { ...initial };
  for (const [key, value] of new URLSearchParams(address.replace(/^#/, ""))) {
    if (!(key in initial)) continue;
    if (everything[key]) chosen[key] = readFilter(value, everything[key]);
    else if (initial[key] instanceof Set) chosen[key] = new Set(value.split("~").filter((id) => nodeById.has(id)));
    else if (initial[key] instanceof Map)
      chosen[key] = new Map(
        value
          .split("~")
          .map((pin) => pin.split("@"))
          .filter(([id, place]) => nodeById.has(id) && /^-?\d+,-?\d+$/.test(place)),
      );
    else if (key === "depth") chosen.depth = Math.min(3, Math.max(1, Number.parseInt(value, 10) || 1));
    else chosen[key] = value;
  }
  return sound(chosen);
}

/** Put `initial` where an address names what is not there. */
function sound(chosen) {
  const allowed = {
    view: ["graph", "nodes", "edges"],
    layout: layouts,
    language: ["zh", "en"],
    theme: ["", "light", "dark"],
    derived: ["", "on"],
  };
  for (const [key, values] of Object.entries(allowed)) if (!values.includes(chosen[key])) chosen[key] = initial[key];
  if (!nodeById.has(chosen.only)) chosen.only = "";
  if (!nodeById.has(chosen.selected) && !edgeById.has(chosen.selected)) chosen.selected = "";
  if (!chosen.path.split(",").every((id) => nodeById.has(id))) chosen.path = "";
  if (!everything.documents.includes(chosen.reading.split(",")[0])) chosen.reading = "";
  for (const key of ["from", "to"]) if (!/^\d{4}-\d\d-\d\d$/.test(chosen[key])) chosen[key] = "";
  return chosen;
}

/** Write what is filtered out, or after "only" what is not, whichever is shorter. */
function writeFilter(out, all) {
  const kept = all.filter((key) => !out.has(key));
  return kept.length < out.size ? ["only", ...kept].join("~") : [...out].join("~");
}

function readFilter(value, all) {
  const named = value.split("~");
  if (named[0] !== "only") return new Set(named.filter((key) => all.includes(key)));
  return new Set(all.filter((key) => !named.includes(key)));
}

addEventListener("hashchange", () => choose(read(location.hash)));
