// The banner's tools and the bar above the graph: views, layouts, where one is, and the way back.

import { fit, zoom } from "./canvas.js";
import { announce, button, byId, element, nameOf, refill } from "./dom.js";
import { saveEdges, saveNodes, savePng, saveSvg } from "./exports.js";
import { theme } from "./look.js";
import { data, documents, edges, layouts, nodeById, nodes, server } from "./model.js";
import { choose, state } from "./state.js";
import { groupName } from "./visible.js";
import { figure, word } from "./words.js";

/** Show the figures of the banner: articles, nodes, edges, versions. */
export function showFigures() {
  byId("figures").textContent = [
    word("articles", { n: figure(data.totals?.documents ?? documents.length) }),
    word("nodes", { n: figure(data.totals?.nodes ?? nodes.length) }),
    word("edges", { n: figure(data.totals?.edges ?? edges.length) }),
    word("rules", { v: data.rules.slice(0, 12) }),
    word("program", { v: data.program }),
  ].join(" · ");
}

/** Show the tools of the banner: filters (on a phone), export, language, light and dark. */
export function showTools(passed) {
  const menu = element(
    "details",
    { className: "menu" },
    element("summary", {}, word("export")),
    element(
      "div",
      {
        className: "menu-list",
        onclick: () => {
          menu.open = false;
        },
      },
      button(word("png"), savePng, { data: { export: "png" } }),
      button(word("svg"), saveSvg, { data: { export: "svg" } }),
      button(word("csvNodes"), () => saveNodes(passed()), { data: { export: "nodes" } }),
      button(word("csvEdges"), () => saveEdges(passed()), { data: { export: "edges" } }),
      button(word("print"), () => print(), { data: { export: "print" } }),
      button(word("copyLink"), copyLink, { data: { export: "link" } }),
    ),
  );
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  refill(
    byId("tools"),
    button(word("filters"), () => byId("filters").classList.toggle("open"), {
      id: "filters-button",
      className: "drawer-button",
    }),
    menu,
    ...(server.page ? [] : looks()),
  );
}

/** The switches of language and theme; a server's page has its own. */
function looks() {
  return [
    button(word("language"), () => choose({ language: state().language === "zh" ? "en" : "zh" }), {
      id: "language",
      lang: state().language === "zh" ? "en" : "zh-Hans",
    }),
    button("◐", () => choose({ theme: theme() === "dark" ? "light" : "dark" }), {
      id: "theme",
      title: word("theme"),
      aria: { label: word("theme") },
    }),
  ];
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    announce(word("copied"));
  } catch {
    prompt(word("copyLink"), location.href); // some browsers keep the clipboard from pages of the file system
  }
}

/** Show the bar for the scene: `picking` is the node that a path is being drawn from. */
export function showBar(picture, picking, stop) {
  const { view, layout, hidden } = state();
  const choices = (kind, keys, now) =>
    element(
      "div",
      { className: "choices", role: "group", aria: { label: word(kind) } },
      ...keys.map(([key, text]) =>
        button(text, () => choose({ [kind]: key }), { data: { [kind]: key }, aria: { pressed: now === key } }),
      ),
    );
  refill(
    byId("bar"),
    choices(
      "view",
      [
        ["graph", word("graph")],
        ["nodes", word("nodeTable")],
        ["edges", word("edgeTable")],
      ],
      view,
    ),
    view === "graph"
      ? choices(
          "layout",
          layouts.map((one) => [one, word(one)]),
          layout,
        )
      : "",
    element("div", { className: "crumbs" }, ...crumbs(picture, picking, stop).filter(Boolean)),
    hidden.size
      ? button(word("unhide", { n: hidden.size }), () => choose({ hidden: new Set() }), {
          id: "unhide",
          className: "mini",
        })
      : "",
    view === "graph"
      ? element(
          "div",
          { className: "zoom" },
          button("−", () => zoom(0.75), { aria: { label: word("zoomOut") }, title: word("zoomOut") }),
          button("+", () => zoom(1.33), { aria: { label: word("zoomIn") }, title: word("zoomIn") }),
          button("⤢", () => fit(), { id: "fit", aria: { label: word("fit") }, title: word("fit") }),
        )
      : "",
  );
}

/** Where one is: the overview, a community, a neighbourhood, a path; with the way back. */
function crumbs(picture, picking, stop) {
  const { only, depth, path, group, language, layout } = state();
  const back = button(word("back"), () => choose({ only: "", path: "", group: "", expanded: new Set() }), {
    id: "back",
  });
  if (picking)
    return [
      element("span", { className: "hint" }, word("pathPick")),
      button(word("cancel"), stop, { id: "cancel-path" }),
    ];
  if (path) {
    const [from, to] = path.split(",").map((id) => nodeById.get(id));
    return [
      back,
      element(
        "span",
        {},
        nameOf(from.name),
        " … ",
        nameOf(to.name),
        " · ",
        picture.edges.length ? word("pathLength", { n: picture.nodes.length - 1 }) : word("pathNone"),
      ),
    ];
  }
  if (only)
    return [
      back,
      element("span", {}, nameOf(nodeById.get(only).name)),
      element(
        "span",
        { className: "steps", role: "group", aria: { label: word("depth") } },
        word("depth"),
        ...[1, 2, 3].map((steps) =>
          button(String(steps), () => choose({ depth: steps }), {
            aria: { pressed: depth === steps },
            data: { depth: String(steps) },
          }),
        ),
      ),
    ];
  if (picture.mode === "group") return [back, element("span", {}, nameOf(groupName(group, language))), part(picture)];
  if (picture.mode === "overview")
    return [
      element(
        "span",
        { className: "quiet" },
        word("overviewNote", { n: figure(picture.total), by: word(layout === "levels" || data.overview ? "byLevel" : "byCommunity") }),
      ),
    ];
  return [part(picture), picture.total ? "" : element("span", { className: "quiet" }, word("empty"))];
}

function part(picture) {
  return picture.nodes.length < picture.total
    ? element(
        "span",
        { className: "quiet" },
        word("partNote", { m: figure(picture.nodes.length), n: figure(picture.total) }),
      )
    : "";
}
