// The search box: a combobox, so that keyboards and screen readers know their way.

import { announce, byId, element, nameOf } from "./dom.js";
import { titleOf, types, documents } from "./model.js";
import { find } from "./search.js";
import { label, word } from "./words.js";

let results = [];
let active = -1;
let choose = null;

/** Build the box; `pick(node)` is called with what the reader chooses. */
export function startSearch(pick) {
  choose = pick;
  const input = element("input", {
    id: "query",
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
    enterKeyHint: "search",
    aria: { expanded: "false", controls: "results", autocomplete: "list" },
    oninput: update,
    onkeydown: keys,
    onfocus: update,
    onblur: () => setTimeout(close, 150),
  });
  byId("search").append(input, element("ul", { id: "results", role: "listbox", hidden: true }));
  relabelSearch();
}

export function relabelSearch() {
  const input = byId("query");
  input.placeholder = word("search");
  input.setAttribute("aria-label", word("searchLabel"));
  byId("results").setAttribute("aria-label", word("searchLabel"));
}

function update() {
  results = find(byId("query").value);
  active = results.length ? 0 : -1;
  const items = results.map(({ node, name, fuzzy }, place) =>
    element(
      "li",
      {
        id: `result-${place}`,
        role: "option",
        data: { node: node.id },
        aria: { selected: place === active },
        onpointerdown: (event) => {
          event.preventDefault();
          pick(place);
        },
      },
      element("span", { className: "swatch", vars: { c: `var(--type-${node.type})` } }),
      element(
        "span",
        { className: "result-name" },
        nameOf(name),
        name === node.name ? null : element("small", {}, " = ", nameOf(node.name)),
      ),
      element(
        "small",
        { className: "quiet" },
        fuzzy ? `${word("similar")} · ` : "",
        label(types.get(node.type)),
        documents.length > 1 && node.mentions.length
          ? ` · ${titleOf(documents[node.mentions[0][0]]).slice(0, 12)}`
          : "",
      ),
    ),
  );
  const typed = byId("query").value.trim();
  if (typed && !items.length)
    items.push(element("li", { className: "quiet", role: "presentation" }, word("noResults")));
  byId("results").replaceChildren(...items);
  open(Boolean(typed));
  if (typed) announce(word("results", { n: results.length }));
}

function keys(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!results.length) return;
    active = (active + (event.key === "ArrowDown" ? 1 : results.length - 1)) % results.length;
    for (const item of byId("results").children)
      item.setAttribute("aria-selected", String(item.id === `result-${active}`));
    byId(`result-${active}`).scrollIntoView({ block: "nearest" });
    byId("query").setAttribute("aria-activedescendant", `result-${active}`);
  } else if (event.key === "Enter" && active >= 0) pick(active);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
}

function pick(place) {
  const { node } = results[place];
  close();
  byId("query").value = "";
  choose(node);
}

function open(wanted) {
  byId("results").hidden = !wanted;
  byId("query").setAttribute("aria-expanded", String(wanted));
  if (wanted && active >= 0) byId("query").setAttribute("aria-activedescendant", `result-${active}`);
  else byId("query").removeAttribute("aria-activedescendant");
}

function close() {
  open(false);
}
