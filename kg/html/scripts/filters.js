// The filters: the legend of types is the first of them. Beside each entry stands how much of it the other filters let through.

import { button, byId, element, nameOf, refill } from "./dom.js";
import { data, documents, edges, modalities, nodes, titleOf } from "./model.js";
import { choose, state, toggled } from "./state.js";
import { figure, label, word } from "./words.js";

let documentQuery = "";

/** Show the filters for what `filtered` let through. */
export function showFilters(passed) {
  const place = byId("filters");
  const counts = countsOf(passed);
  const articles = documents.length > 1 ? [articleSection(counts.documents), dateSection()] : [];
  place.setAttribute("aria-label", word("filters"));
  refill(
    place,
    element(
      "button",
      { type: "button", className: "drawer-close", onclick: () => place.classList.remove("open") },
      word("close"),
    ),
    section(
      "types",
      word("types"),
      data.types
        .filter((type) => counts.existing.has(type.name))
        .map((type) => ({
          key: type.name,
          text: label(type),
          title: type[`${state().language}_def`],
          count: counts.types.get(type.name),
          swatch: `var(--type-${type.name})`,
          tint: `var(--tint-${type.name})`,
        })),
    ),
    section(
      "relations",
      word("relations"),
      data.relations
        .filter((relation) => counts.existing.has(relation.name))
        .map((relation) => ({
          key: relation.name,
          text: label(relation),
          title: relation[`${state().language}_def`],
          count: counts.relations.get(relation.name),
        })),
    ),
    section(
      "modalities",
      word("modalities"),
      modalities.map((modality) => ({
        key: modality,
        text: word(modality),
        title: word(`${modality}Long`),
        count: counts.modalities.get(modality),
        dash: modality,
      })),
    ),
    ...(data.derived?.length ? [derivedSection()] : []),
    ...articles,
  );
}

/** Whether to show, too, what no article states but names and places tell. */
function derivedSection() {
  const on = state().derived === "on";
  return element(
    "section",
    { className: "filter", role: "group", aria: { label: word("derived") } },
    element("h2", {}, word("derived")),
    element(
      "div",
      { className: "choice" },
      element(
        "label",
        { title: word("derivedLong") },
        element("input", {
          type: "checkbox",
          checked: on,
          data: { filter: "derived" },
          onchange: () => choose({ derived: on ? "" : "on" }),
        }),
        element("span", { className: "stroke derived" }),
        element("span", { className: "choice-text" }, word("derivedShow")),
      ),
      element("span", { className: "count" }, figure(data.derived.length)),
    ),
  );
}

function section(kind, title, entries) {
  const all = entries.map((entry) => entry.key);
  return element(
    "section",
    { className: "filter", role: "group", aria: { label: title } },
    element(
      "h2",
      {},
      title,
      button(word("all"), () => choose({ [kind]: new Set() }), {
        className: "mini",
        data: { filter: `${kind}-all` },
        aria: { label: `${title}: ${word("all")}` },
      }),
      button(word("none"), () => choose({ [kind]: new Set(all) }), {
        className: "mini",
        data: { filter: `${kind}-none` },
        aria: { label: `${title}: ${word("none")}` },
      }),
    ),
    ...entries.map((entry) => row(kind, entry, all)),
  );
}

function row(kind, entry, all) {
  const on = !state()[kind].has(entry.key);
  return element(
    "div",
    { className: "choice" },
    element(
      "label",
      { title: entry.title ?? "" },
      element("input", {
        type: "checkbox",
        checked: on,
        data: { filter: `${kind}-${entry.key}` },
        onchange: () => choose({ [kind]: toggled(state()[kind], entry.key) }),
      }),
      entry.swatch ? element("span", { className: "swatch", vars: { c: entry.swatch, t: entry.tint } }) : null,
      entry.dash ? element("span", { className: `stroke ${entry.dash}` }) : null,
      entry.name
        ? nameOf(entry.text, { className: "choice-text" })
        : element("span", { className: "choice-text" }, entry.text),
    ),
    button(word("only"), () => choose({ [kind]: new Set(all.filter((key) => key !== entry.key)) }), {
      className: "mini only",
      data: { filter: `${kind}-only-${entry.key}` },
      aria: { label: `${word("only")}: ${entry.text}` },
    }),
    element("span", { className: "count" }, figure(entry.count ?? 0)),
  );
}

/** Of many articles the first hundred that match what is typed into the little box. */
function articleSection(counts) {
  const entries = documents.map((document, index) => ({
    key: document.id,
    name: true,
    text: titleOf(document),
    title: [titleOf(document), document.publisher, document.date].filter(Boolean).join(" · "),
    count: counts.get(index),
  }));
  const matching = entries.filter((entry) => entry.text.includes(documentQuery));
  const part = section("documents", word("documents"), matching.slice(0, 100));
  if (documents.length > 12)
    part.querySelector("h2").after(
      element("input", {
        type: "search",
        className: "narrow",
        value: documentQuery,
        placeholder: word("searchLabel"),
        data: { filter: "documents-query" },
        aria: { label: `${word("documents")}: ${word("searchLabel")}` },
        onchange: (event) => {
          documentQuery = event.target.value;
          choose({});
        },
      }),
    );
  if (matching.length > 100)
    part.append(element("p", { className: "quiet" }, word("shownOf", { m: 100, n: figure(matching.length) })));
  return part;
}

function dateSection() {
  const dates = documents
    .map((document) => document.date)
    .filter(Boolean)
    .sort();
  const input = (key) =>
    element(
      "label",
      {},
      element("span", {}, word(key)),
      element("input", {
        type: "date",
        value: state()[key],
        min: dates[0] ?? "",
        max: dates.at(-1) ?? "",
        data: { filter: `date-${key}` },
        onchange: (event) => choose({ [key]: event.target.value }),
      }),
    );
  return element(
    "section",
    { className: "filter dates", role: "group", aria: { label: word("dates") } },
    element("h2", {}, word("dates")),
    input("from"),
    input("to"),
  );
}

/** Count, for each entry, what would be seen with it: what it filters itself is not counted against it. */
function countsOf(passed) {
  const chosen = state();
  const counts = {
    types: new Map(),
    relations: new Map(),
    modalities: new Map(),
    documents: new Map(),
    existing: new Set(),
  };
  const add = (map, key, more = 1) => map.set(key, (map.get(key) ?? 0) + more);
  const open = passed.documents;
  const everywhere = open.size === documents.length;
  for (const { key, count } of data.overview?.groups ?? []) {
    counts.existing.add(key.split(".")[2]);
    add(counts.types, key.split(".")[2], count);
  }
  for (const node of nodes) {
    counts.existing.add(node.type);
    if (!data.overview && !chosen.hidden.has(node.id) && (everywhere || node.mentions.some(([where]) => open.has(where))))
      add(counts.types, node.type);
    if (!chosen.types.has(node.type))
      for (const where of new Set(node.mentions.map(([document]) => document))) add(counts.documents, where);
  }
  for (const edge of edges) {
    counts.existing.add(edge.type);
    if (chosen.types.has(edge.head.type) || chosen.types.has(edge.tail.type)) continue;
    const here = edge.evidence.filter(([where]) => open.has(where));
    if (here.some(([, , , , modality]) => !chosen.modalities.has(modality))) add(counts.relations, edge.type);
    if (!chosen.relations.has(edge.type))
      for (const modality of new Set(here.map((piece) => piece[4]))) add(counts.modalities, modality);
  }
  return counts;
}
