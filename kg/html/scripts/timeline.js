// The timeline: the articles in the order of their dates, and how much each adds to what those before it had said.

import { button, byId, element, refill } from "./dom.js";
import { data, documents, edges, nodes, titleOf } from "./model.js";
import { choose, state } from "./state.js";
import { figure, word } from "./words.js";

const MOST_BARS = 120;

/** What each article adds: nodes first mentioned in it and edges first stated in it; articles without a date come last. */
function additions() {
  const when = (index) => documents[index].date ?? "9999";
  const order = [...documents.keys()].toSorted((a, b) => (when(a) < when(b) ? -1 : Number(when(a) > when(b))));
  const rank = new Map(order.map((index, place) => [index, place]));
  const added = order.map((index) => ({ document: documents[index], nodes: 0, edges: 0 }));
  const first = (places) => added[Math.min(...places.map(([where]) => rank.get(where)))];
  for (const node of nodes) if (node.mentions.length) first(node.mentions).nodes += 1;
  for (const edge of edges) first(edge.evidence).edges += 1;
  return added;
}

let bars = null;

/** Articles, or months or years of them where there are too many to tell apart. */
function barsOf() {
  const added = additions();
  for (const length of [undefined, 7, 4]) {
    const grouped = new Map();
    for (const one of added) {
      const key = length === undefined ? one.document.id : (one.document.date ?? "").slice(0, length);
      const bar =
        grouped.get(key) ??
        grouped
          .set(key, {
            ids: [],
            nodes: 0,
            edges: 0,
            title: length === undefined ? titleOf(one.document) : key || word("undated"),
            date: one.document.date,
          })
          .get(key);
      bar.ids.push(one.document.id);
      bar.nodes += one.nodes;
      bar.edges += one.edges;
    }
    if (grouped.size <= MOST_BARS || length === 4) return [...grouped.values()];
  }
  return [];
}

/** Show the timeline where there are several articles; a click shows one of them alone, and opens its text. */
export function showTimeline() {
  const place = byId("timeline");
  place.hidden = documents.length < 2 || Boolean(data.overview);
  if (place.hidden) return;
  bars ??= barsOf();
  const most = Math.max(1, ...bars.map((bar) => bar.nodes + bar.edges));
  const out = state().documents;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", word("timeline"));
  refill(
    place,
    element(
      "p",
      { className: "timeline-key quiet" },
      element("span", {}, word("timeline")),
      element("span", { className: "key nodes" }, word("newNodes")),
      element("span", { className: "key edges" }, word("newEdges")),
    ),
    element("div", { className: "bars" }, ...bars.map((bar, index) => barOf(bar, index, most, out))),
    element(
      "div",
      { className: "years quiet", aria: { hidden: true } },
      ...years().map(([year, count]) => element("span", { vars: { n: count } }, year)),
    ),
  );
}

function barOf(bar, index, most, out) {
  const on = bar.ids.some((id) => !out.has(id));
  const text = `${bar.date ? `${bar.date} ` : ""}${word("adds", { title: bar.title, n: figure(bar.nodes), e: figure(bar.edges) })}`;
  return button(
    [
      element("span", { className: "part edges", vars: { h: `${(bar.edges / most) * 100}%` } }),
      element("span", { className: "part nodes", vars: { h: `${(bar.nodes / most) * 100}%` } }),
    ],
    () => pickBar(bar),
    {
      className: on ? "bar" : "bar off",
      title: text,
      data: { bar: String(index) },
      aria: { label: text, pressed: alone(bar) },
    },
  );
}

function alone(bar) {
  const out = state().documents;
  return out.size > 0 && documents.every((document) => out.has(document.id) !== bar.ids.includes(document.id));
}

function pickBar(bar) {
  if (alone(bar)) {
    choose({ documents: new Set(), reading: "" });
    return;
  }
  const others = documents.map((document) => document.id).filter((id) => !bar.ids.includes(id));
  choose({
    documents: new Set(others),
    reading: bar.ids.length === 1 ? bar.ids[0] : "",
    only: "",
    path: "",
    group: "",
  });
}

/** The years under the bars, each with the number of bars it spans. */
function years() {
  const spans = [];
  for (const bar of bars) {
    const year = bar.date?.slice(0, 4) ?? word("undated");
    if (spans.at(-1)?.[0] === year) spans.at(-1)[1] += 1;
    else spans.push([year, 1]);
  }
  // Years that follow each other too closely to be read are left out.
  let [at, free] = [0, 0];
  return spans.map(([year, count]) => {
    const shown = at >= free;
    if (shown) free = at + bars.length / 24;
    at += count;
    return [shown ? year : "", count];
  });
}
