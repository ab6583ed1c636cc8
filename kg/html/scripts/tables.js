// The tables: the same nodes and edges to read, sort and search, for screen readers and for those who would rather.

import { button, byId, element, nameOf, refill } from "./dom.js";
import { countsOf, documents, levels, quoteOf, relations, titleOf, types } from "./model.js";
import { state } from "./state.js";
import { figure, label, word } from "./words.js";

const PAGE = 100;
let query = "";
let page = 0;
let sorted = { view: "", column: "", down: false };

const collator = new Intl.Collator("zh-Hans-u-co-pinyin");

/** The columns of each table: what a cell sorts and filters by (`value`), and what it shows where that differs (`cell`). */
const columns = {
  nodes: [
    { key: "name", value: (node) => node.name, cell: (node, acts) => nodeCell(node, acts) },
    { key: "type", value: (node) => label(types.get(node.type)), cell: (node) => typeCell(node) },
    { key: "level", value: (node) => node.level, cell: (node) => label(levels[node.level]) },
    { key: "aliases", value: (node) => node.aliases.join("、"), cell: (node) => nameOf(node.aliases.join("、")) },
    { key: "mentions", value: (node) => node.count, number: true },
    { key: "outgoing", value: (node) => node.out.length, number: true },
    { key: "incoming", value: (node) => node.in.length, number: true },
    { key: "article", value: (node) => articlesOf(node), cell: (node) => nameOf(articlesOf(node)) },
  ],
  edges: [
    { key: "head", value: (edge) => edge.head.name, cell: (edge, acts) => nodeCell(edge.head, acts) },
    {
      key: "relation",
      value: (edge) => label(relations.get(edge.type)),
      cell: (edge, acts) =>
        button(label(relations.get(edge.type)), () => acts.select(edge.id), {
          className: "cell-link",
          data: { edge: edge.id },
        }),
    },
    { key: "tail", value: (edge) => edge.tail.name, cell: (edge, acts) => nodeCell(edge.tail, acts) },
    { key: "headCount", value: (edge) => edge.head_count ?? "", number: true },
    { key: "tailCount", value: (edge) => edge.tail_count ?? "", number: true },
    { key: "modality", value: (edge) => word(edge.modality) },
    { key: "quote", value: (edge) => quoteOf(edge.evidence[0]), cell: (edge, acts) => quoteCell(edge, acts) },
    {
      key: "article",
      value: (edge) => titleOf(documents[edge.evidence[0][0]]),
      cell: (edge) => nameOf(titleOf(documents[edge.evidence[0][0]])),
    },
    { key: "date", value: (edge) => documents[edge.evidence[0][0]].date ?? "" },
  ],
};

/** The columns of a view: an only article need not be named in each row. */
function columnsOf(view) {
  return documents.length > 1 ? columns[view] : columns[view].filter(({ key }) => key !== "article" && key !== "date");
}

/** Show the table of the chosen view, of what the filters let through. */
export function showTable(passed, acts) {
  const { view, selected } = state();
  const place = byId("table");
  if (sorted.view !== view) {
    sorted = { view, column: "", down: false };
    page = 0;
  }
  const shown = columnsOf(view);
  const rows = ordered(matching(passed[view], shown), shown);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  page = Math.min(page, pages - 1);
  const again = () => showTable(passed, acts);
  refill(
    place,
    element(
      "div",
      { className: "table-bar" },
      element("input", {
        id: "table-query",
        type: "search",
        value: query,
        placeholder: word("filterTable"),
        aria: { label: word("filterTable") },
        oninput: (event) => {
          query = event.target.value;
          page = 0;
          again();
        },
      }),
      element("span", { className: "quiet", role: "status" }, word("rows", { n: figure(rows.length) })),
      pages > 1
        ? element(
            "span",
            { className: "pager" },
            button(
              "‹",
              () => {
                page -= 1;
                again();
              },
              { id: "page-back", disabled: page === 0, aria: { label: word("previous") } },
            ),
            word("page", { p: page + 1, n: pages }),
            button(
              "›",
              () => {
                page += 1;
                again();
              },
              { id: "page-on", disabled: page === pages - 1, aria: { label: word("next") } },
            ),
          )
        : null,
    ),
    element(
      "div",
      {
        className: "table-frame",
        tabIndex: 0,
        role: "region",
        aria: { label: word(view === "nodes" ? "nodeTable" : "edgeTable") },
      },
      element(
        "table",
        { className: view },
        element("thead", {}, element("tr", {}, ...shown.map((column) => headerCell(column, again)))),
        element(
          "tbody",
          {},
          ...rows.slice(page * PAGE, (page + 1) * PAGE).map((item) => bodyRow(item, view, selected, acts)),
        ),
      ),
    ),
  );
}

function headerCell(column, again) {
  const here = sorted.column === column.key;
  return element(
    "th",
    {
      scope: "col",
      className: column.number ? "number" : "",
      aria: { sort: here ? (sorted.down ? "descending" : "ascending") : "none" },
    },
    button(
      element("span", {}, word(column.key), here ? (sorted.down ? " ↓" : " ↑") : ""),
      () => {
        sorted = { ...sorted, column: column.key, down: here ? !sorted.down : Boolean(column.number) };
        page = 0;
        again();
      },
      { id: `sort-${column.key}`, title: word("sort", { column: word(column.key) }) },
    ),
  );
}

function bodyRow(item, view, selected, acts) {
  return element(
    "tr",
    { className: item.id === selected ? "selected" : "" },
    ...columnsOf(view).map((column, place) =>
      element(
        place ? "td" : "th",
        { className: `${column.number ? "number" : ""} column-${column.key}`, ...(place ? {} : { scope: "row" }) },
        column.cell ? column.cell(item, acts) : String(column.value(item)),
      ),
    ),
  );
}

function matching(items, fields) {
  const wanted = query.trim().normalize("NFKC").toLowerCase();
  if (!wanted) return [...items];
  return items.filter((item) =>
    fields.some((column) =>
      String(column.key === "level" ? label(levels[item.level]) : column.value(item))
        .normalize("NFKC")
        .toLowerCase()
        .includes(wanted),
    ),
  );
}

function ordered(items, fields) {
  const column = fields.find(({ key }) => key === sorted.column);
  if (!column) return items;
  const keyed = items.map((item) => [column.value(item), item]);
  const sign = sorted.down ? -1 : 1;
  keyed.sort(
    ([a], [b]) =>
      sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b))),
  );
  return keyed.map(([, item]) => item);
}

function articlesOf(node) {
  return [...new Set(node.mentions.map(([where]) => titleOf(documents[where])))].join("；");
}

function nodeCell(node, acts) {
  return button(nameOf(node.name), () => acts.select(node.id), { className: "cell-link", data: { node: node.id } });
}

function typeCell(node) {
  return element(
    "span",
    { className: "typed" },
    element("span", { className: "swatch", vars: { c: `var(--type-${node.type})`, t: `var(--tint-${node.type})` } }),
    label(types.get(node.type)),
  );
}

function quoteCell(edge, acts) {
  return button(element("q", { lang: "zh-Hans" }, quoteOf(edge.evidence[0])), () => acts.read(edge.evidence[0]), {
    className: "quote",
    title: word("openArticle"),
  });
}

/** Return the table of edges that follows the graph on paper. */
export function printedEdges(passed) {
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, ...["head", "relation", "tail", "quote"].map((key) => element("th", {}, word(key)))),
    ),
    element(
      "tbody",
      {},
      ...passed.edges
        .slice(0, 2000)
        .map((edge) =>
          element(
            "tr",
            {},
            element("td", {}, nameOf(edge.head.name)),
            element("td", {}, `${label(relations.get(edge.type))} ${countsOf(edge.head_count, edge.tail_count)}`),
            element("td", {}, nameOf(edge.tail.name)),
            element("td", {}, element("q", { lang: "zh-Hans" }, quoteOf(edge.evidence[0]))),
          ),
        ),
    ),
  );
}
