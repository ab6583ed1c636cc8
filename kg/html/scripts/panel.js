// The panel: one node with all that it does and all that is done to it, or one edge with all its evidence, each with its quote.

import { button, byId, element, nameOf, refill } from "./dom.js";
import {
  countsOf,
  degree,
  documents,
  edgeById,
  levels,
  nodeById,
  quoteOf,
  relations,
  server,
  titleOf,
  types,
  data,
} from "./model.js";
import { choose, state, toggled } from "./state.js";
import { leavesOf } from "./visible.js";
import { figure, inverseLabel, label, word } from "./words.js";

const FIRST = 20;
let shown = "";

/** Show what is selected; `acts` has what the buttons do: select(id), read(evidence), expand(node), only(node), path(node). */
export function showPanel(acts) {
  const id = state().selected;
  const node = nodeById.get(id);
  const edge = edgeById.get(id);
  const panel = byId("panel");
  panel.hidden = !node && !edge;
  panel.setAttribute("aria-label", word("details"));
  const within = panel.contains(document.activeElement);
  refill(panel, ...(node ? nodePanel(node, acts) : edge ? edgePanel(edge, acts) : []));
  if (id === shown) return;
  shown = id;
  panel.scrollTop = 0;
  if (within) (panel.querySelector("h2") ?? byId("graph")).focus({ preventScroll: true });
}

function nodePanel(node, acts) {
  const type = types.get(node.type);
  const where = new Set(node.mentions.map(([document]) => document));
  return [
    heading(
      element(
        "p",
        { className: "kind", title: type[`${state().language}_def`] },
        element("span", {
          className: "swatch",
          vars: { c: `var(--type-${node.type})`, t: `var(--tint-${node.type})` },
        }),
        label(type),
        " · ",
        label(levels[node.level]),
      ),
      nameOf(node.name),
    ),
    node.aliases.length
      ? element(
          "p",
          { className: "aliases" },
          element("span", { className: "quiet" }, `${word("aliases")} `),
          ...node.aliases.flatMap((alias, place) => [place ? "、" : null, nameOf(alias)]),
        )
      : null,
    element(
      "p",
      { className: "quiet" },
      node.count ? word("mentioned", { n: figure(node.count), d: figure(where.size) }) : word("noSelf"),
      " · ",
      word("connects", { n: figure(degree(node)) }),
    ),
    reviewed(node.review),
    actions(node, acts),
    ...directions(node, acts),
    places(node, acts),
  ].filter(Boolean);
}

function heading(kind, ...title) {
  return element(
    "header",
    {},
    button("×", () => choose({ selected: "" }), { className: "close", aria: { label: word("close") } }),
    kind,
    element("h2", { tabIndex: -1 }, ...title),
  );
}

function actions(node, acts) {
  const { pinned, only } = state();
  return element(
    "div",
    { className: "actions" },
    button(word("onlyThis"), () => acts.only(node), { aria: { pressed: only === node.id } }),
    button(word("expand"), () => acts.expand(node)),
    leavesOf(node).length ? button(word("collapse"), () => acts.collapse(node)) : null,
    button(word("hide"), () => choose({ hidden: toggled(state().hidden, node.id, true), selected: "" })),
    button(word(pinned.has(node.id) ? "unpin" : "pin"), () => acts.pin(node), {
      aria: { pressed: pinned.has(node.id) },
    }),
    button(word("path"), () => acts.path(node)),
    server.page ? element("a", { className: "page-link", href: server.page("entity", node.id) }, word("ownPage")) : null,
  );
}

/** The edges of a node by relation: first what it does, then what is done to it. */
function directions(node, acts) {
  const sections = [];
  for (const relation of data.relations) {
    const out = node.out.filter((edge) => edge.type === relation.name);
    if (out.length) sections.push(group(label(relation), "→", out, "tail", acts));
  }
  for (const relation of data.relations) {
    const into = node.in.filter((edge) => edge.type === relation.name);
    if (into.length)
      sections.push(group(relation.symmetric ? label(relation) : inverseLabel(relation), "←", into, "head", acts));
  }
  return sections;
}

function group(title, arrow, list, end, acts) {
  const items = list.map(
    (edge) => () =>
      element(
        "li",
        {},
        element(
          "p",
          { className: "line" },
          nodeLink(edge[end], acts),
          meta(edge),
          button("⋯", () => acts.select(edge.id), {
            className: "mini edge-link",
            title: word("evidenceCount", { n: edge.evidence.length }),
            aria: { label: `${title} ${edge[end].name}: ${word("evidence")}` },
          }),
        ),
        quoteBlock(edge.evidence[0], acts, documents.length > 1),
      ),
  );
  return element(
    "section",
    { className: "relation" },
    element(
      "h3",
      {},
      element("span", { className: "arrow", aria: { hidden: true } }, arrow),
      title,
      " ",
      element("span", { className: "count" }, figure(list.length)),
    ),
    growing(items),
  );
}

/** A list that shows its first entries, and more at a click. */
function growing(items) {
  const list = element("ul", {}, ...items.slice(0, FIRST).map((make) => make()));
  let shown = FIRST;
  const more = () => {
    list.append(...items.slice(shown, shown + 100).map((make) => make()));
    shown += 100;
    if (shown < items.length) next.textContent = word("more", { n: figure(items.length - shown) });
    else next.remove();
  };
  const next = button(word("more", { n: figure(items.length - FIRST) }), more, { className: "more" });
  return items.length > FIRST ? element("div", {}, list, next) : list;
}

function nodeLink(node, acts) {
  return button(nameOf(node.name), () => acts.select(node.id), {
    className: "node-link",
    data: { node: node.id },
    vars: { c: `var(--type-${node.type})` },
  });
}

function meta({ head_count: head, tail_count: tail, modality }) {
  return element(
    "span",
    { className: "meta" },
    countsOf(head, tail),
    modality === "required"
      ? element("span", { className: "required-mark", title: word("requiredLong") }, word("required"))
      : null,
  );
}

/** A quote, which opens its article when clicked. */
export function quoteBlock(piece, acts, named) {
  const document = documents[piece[0]];
  return element(
    "blockquote",
    {},
    button(element("q", { lang: "zh-Hans", dir: "auto" }, quoteOf(piece)), () => acts.read(piece), {
      className: "quote",
      title: word("openArticle"),
    }),
    named
      ? element("cite", {}, nameOf(titleOf(document)), document.date ? element("time", {}, ` ${document.date}`) : null)
      : null,
  );
}

function edgePanel(edge, acts) {
  const relation = relations.get(edge.type);
  return [
    heading(
      element(
        "p",
        { className: "kind", title: relation[`${state().language}_def`] },
        element("span", { className: `stroke ${edge.modality}` }),
        label(relation),
        " · ",
        word(edge.modality),
      ),
      element(
        "span",
        { className: "statement" },
        nodeLink(edge.head, acts),
        element(
          "span",
          { className: "verb" },
          label(relation),
          " ",
          element("span", { aria: { hidden: true } }, relation.symmetric ? "—" : "→"),
        ),
        nodeLink(edge.tail, acts),
      ),
    ),
    edge.head_count !== null || edge.tail_count !== null
      ? element(
          "p",
          {},
          edge.head_count !== null ? `${word("headCount")} ${edge.head_count}; ` : "",
          edge.tail_count !== null ? `${word("tailCount")} ${edge.tail_count}` : "",
        )
      : null,
    element(
      "section",
      { className: "relation" },
      element("h3", {}, word("evidenceCount", { n: edge.evidence.length })),
      growing(
        edge.evidence.map(
          (piece) => () =>
            element(
              "li",
              {},
              quoteBlock(piece, acts, true),
              element(
                "p",
                { className: "quiet small" },
                [word(piece[4]), countsOf(piece[5], piece[6]), `${word("rule")} ${piece[3]}`]
                  .filter(Boolean)
                  .join(" · "),
              ),
              reviewed(piece[8]),
            ),
        ),
      ),
    ),
  ].filter(Boolean);
}

/** Who has checked something, and what they said; nothing where nobody has. */
function reviewed(review) {
  if (!review) return null;
  const [verdict, by, day] = review;
  return element("p", { className: "quiet small reviewed" }, "✓ ", word(verdict, { by, day }));
}

/** The articles that name a node. */
function places(node, acts) {
  const first = new Map();
  const times = new Map();
  for (const mention of node.mentions) {
    if (!first.has(mention[0])) first.set(mention[0], mention);
    times.set(mention[0], (times.get(mention[0]) ?? 0) + 1);
  }
  if (!first.size) return null;
  const items = [...first].map(
    ([where, mention]) =>
      () =>
        element(
          "li",
          {},
          button(nameOf(titleOf(documents[where])), () => acts.read(mention), { className: "article-link" }),
          element("span", { className: "count" }, ` ${figure(times.get(where))}`),
        ),
  );
  return element(
    "section",
    { className: "relation" },
    element("h3", {}, word("inArticles"), " ", element("span", { className: "count" }, figure(first.size))),
    growing(items),
  );
}
