// The page, put together: what is chosen decides what is seen, and every click chooses.

import { markSelected, showArticle } from "./article.js";
import { showBar, showFigures, showTools } from "./bar.js";
import { fit, frame, highlight, moveTo, onScreen, presentScene, redraw, reveal, show, startCanvas, view } from "./canvas.js";
import { announce, byId } from "./dom.js";
import { showFilters } from "./filters.js";
import { startKeys } from "./keys.js";
import { applyTheme, canvasColours, coloursOf } from "./look.js";
import { add, data, degree, documents, edgeById, nodeById, relations, server, titleOf, types } from "./model.js";
import { showPanel } from "./panel.js";
import { sceneOf } from "./scene.js";
import { find } from "./search.js";
import { relabelSearch, startSearch } from "./searchbox.js";
import { choose, differs, onChoice, state, toggled } from "./state.js";
import { printedEdges, showTable } from "./tables.js";
import { showTimeline } from "./timeline.js";
import { drawn, filtered, leavesOf } from "./visible.js";
import { label, word } from "./words.js";

let passed = filtered(state());
let picture = drawn(state(), passed);
let picking = ""; // id of the node that a path is being drawn from

const acts = {
  /** Select a node or an edge, bring it into the graph where it is not drawn, and into sight: `show` says how. */
  select(id, bringIntoSight = reveal) {
    if (picking && nodeById.has(id)) {
      const path = `${picking},${id}`;
      picking = "";
      if (!path.endsWith(path.split(",")[0])) choose({ path, only: "", group: "", selected: "", view: "graph" });
      else refreshBar();
      return;
    }
    const node = nodeById.get(id) ?? edgeById.get(id)?.head;
    choose({ selected: id, ...(isDrawn(id) ? {} : bringing(node)) });
    bringIntoSight(id);
  },
  /** Open the article of a mention or of a piece of evidence, at its words. */
  read([where, start, stop]) {
    choose({ reading: `${documents[where].id},${start},${stop}` });
  },
  only(node) {
    choose(
      state().only === node.id
        ? { only: "", expanded: new Set() }
        : { only: node.id, path: "", group: "", expanded: new Set(), view: "graph" },
    );
  },
  /** Show all neighbours of a node: those collapsed and hidden too. */
  expand(node) {
    const near = new Set([...node.out.map((edge) => edge.tail.id), ...node.in.map((edge) => edge.head.id)]);
    const hidden = new Set([...state().hidden].filter((id) => !near.has(id)));
    choose({ hidden, expanded: toggled(state().expanded, node.id, true) });
  },
  collapse(node) {
    choose({
      hidden: new Set([...state().hidden, ...leavesOf(node).map((leaf) => leaf.id)]),
      expanded: toggled(state().expanded, node.id, false),
    });
  },
  pin(node) {
    const pinned = new Map(state().pinned);
    const place = presentScene().places[node.id];
    if (pinned.has(node.id) || !place) pinned.delete(node.id);
    else pinned.set(node.id, `${Math.round(place.x)},${Math.round(place.y)}`);
    choose({ pinned });
  },
  path(node) {
    picking = node.id;
    refreshBar();
    announce(word("pathPick"));
    byId("query").focus({ preventScroll: true });
  },
};

function isDrawn(id) {
  return picture.nodes.some((node) => node.id === id) || picture.edges.some((edge) => edge.id === id);
}

/** What brings a node into the graph: its neighbourhood, with filters that would keep it out set aside. */
function bringing(node) {
  const { types: off, hidden } = state();
  const reveal = { types: toggled(off, node.type, false), hidden: toggled(hidden, node.id, false) };
  const there = filtered({ ...state(), ...reveal });
  const wide = there.nodes.includes(node) ? {} : { documents: new Set(), from: "", to: "" };
  const whole = drawn({ ...state(), ...reveal, ...wide }, filtered({ ...state(), ...reveal, ...wide }));
  if (whole.nodes.includes(node)) return { ...reveal, ...wide };
  return { ...reveal, ...wide, only: node.id, depth: 1, path: "", group: "", expanded: new Set() };
}

function refreshBar() {
  showBar(picture, picking, () => {
    picking = "";
    refreshBar();
  });
}

function refreshSide() {
  const { selected, reading } = state();
  byId("side").hidden = !selected && !reading;
  document.body.classList.toggle("reading", Boolean(reading));
  showPanel(acts);
  showArticle((id) => acts.select(id));
}

function refreshView() {
  const { view: chosen, selected } = state();
  byId("graph").hidden = chosen !== "graph";
  byId("table").hidden = chosen === "graph";
  if (chosen === "graph") show(sceneOf(state(), picture, passed), selected);
  else showTable(passed, acts);
}

function refreshWords() {
  document.documentElement.lang = state().language === "zh" ? "zh-Hans" : "en";
  showFigures();
  showTools(() => passed);
  relabelSearch();
}

/** Take in what a server's page needs for what is chosen and does not have yet, and show all of it anew. */
async function reach(now) {
  const parts = (await server.needs?.(now)) ?? [];
  if (!parts.length) return;
  const before = picture.nodes.length;
  parts.forEach(add);
  passed = filtered(state());
  picture = drawn(state(), passed);
  refreshBar();
  showFilters(passed);
  refreshSide();
  refreshView();
  if (state().view === "graph" && picture.nodes.length > 1.5 * before) fit();
}

const FILTERS = ["types", "relations", "modalities", "documents", "from", "to", "hidden"];
const PICTURE = [...FILTERS, "only", "depth", "group", "path", "expanded", "layout", "derived"];

onChoice((now, before) => {
  const words = differs(now, before, "language");
  if (differs(now, before, "theme")) applyTheme();
  if (words) refreshWords();
  if (differs(now, before, ...FILTERS)) passed = filtered(now);
  const redrawn = differs(now, before, ...PICTURE);
  if (redrawn) picture = drawn(now, passed);
  if (words || redrawn || differs(now, before, "view")) refreshBar();
  if (words || differs(now, before, ...FILTERS, "derived")) {
    showFilters(passed);
    showTimeline();
  }
  if (words || differs(now, before, "selected", "reading", "pinned", "only", "depth", "hidden")) refreshSide();
  const around = now.layout === "around" && differs(now, before, "selected") && !now.only;
  if (words || redrawn || around || differs(now, before, "view", "theme", "pinned")) refreshView();
  else if (differs(now, before, "selected")) {
    if (now.view === "graph") highlight(now.selected);
    else refreshView();
  }
  if (differs(now, before, "selected")) {
    markSelected();
    say(now.selected);
  }
  reach(now);
});

function say(id) {
  const node = nodeById.get(id);
  const edge = edgeById.get(id);
  if (node) announce(word("selectedNode", { name: node.name, type: label(types.get(node.type)), n: degree(node) }));
  if (edge)
    announce(
      word("selectedEdge", { head: edge.head.name, relation: label(relations.get(edge.type)), tail: edge.tail.name }),
    );
}

function openGroup(id) {
  choose({ group: id, only: "", path: "", expanded: new Set() });
}

applyTheme();
startSearch({
  find: server.find ?? find,
  word,
  about: ({ node: { type, mentions = [] } }) =>
    [
      label(types.get(type)),
      documents.length > 1 && mentions.length ? titleOf(documents[mentions[0][0]]).slice(0, 12) : "",
    ]
      .filter(Boolean)
      .join(" · "),
  async pick(node) {
    if (!nodeById.has(node.id)) {
      add(await server.near(node.id));
      passed = filtered(state());
    }
    acts.select(node.id, frame);
  },
});
refreshWords();
startCanvas({
  node: (id) => (nodeById.has(id) ? acts.select(id) : openGroup(id)),
  edge: (id) => edgeById.has(id) && choose({ selected: id }),
  open: (id) => nodeById.has(id) && acts.expand(nodeById.get(id)),
  empty: () => choose({ selected: "" }),
  moved: (id, x, y) => nodeById.has(id) && choose({ pinned: new Map(state().pinned).set(id, `${x},${y}`) }),
});
startKeys(acts);
refreshBar();
showFilters(passed);
showTimeline();
refreshSide();
refreshView();
reach(state());
if (state().selected && !state().only && !state().path) frame(state().selected);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  applyTheme();
  refreshView();
});
// Paper is light, whatever the screen is.
let screenTheme = null;
addEventListener("beforeprint", () => {
  screenTheme ??= state().theme;
  choose({ theme: "light" });
  byId("printed").replaceChildren(printedEdges(passed));
  redraw();
});
addEventListener("afterprint", () => {
  choose({ theme: screenTheme ?? state().theme });
  screenTheme = null;
});

/** Where things stand, for tests and for the browser's console. */
globalThis.kg = {
  data,
  state,
  choose,
  view,
  moveTo,
  onScreen,
  scene: presentScene,
  passed: () => passed,
  picture: () => picture,
  colours: () => ({ canvas: canvasColours(), types: data.types.map((type) => coloursOf(type.colour)) }),
};
document.documentElement.dataset.ready = "true";
