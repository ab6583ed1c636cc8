// The search box: a combobox, so that keyboards and screen readers know their way. It knows nothing of the page around it.

import { announce, byId, element, nameOf } from "./dom.js";

let results = [];
let active = -1;
let page = null;
let leaving = 0;

/**
 * Build the box in #search, or bring to life the input that stands there. The page around it gives `find(query)`: results as
 * {node, name, fuzzy}, or a promise of them; `pick(node)`: what is done with the reader's choice; `about(result)`: the small
 * words beside it; `word(key, slots)`: the words of the page.
 */
export function startSearch(given) {
  page = given;
  if (!byId("query")) byId("search").append(element("input", { id: "query", type: "search" }));
  const input = byId("query");
  Object.assign(input, { autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  input.setAttribute("role", "combobox");
  for (const [name, value] of Object.entries({ expanded: "false", controls: "results", autocomplete: "list" }))
    input.setAttribute(`aria-${name}`, value);
  input.addEventListener("input", update);
  input.addEventListener("keydown", keys);
  input.addEventListener("focus", () => {
    clearTimeout(leaving); // who comes back at once finds the results
    update();
  });
  input.addEventListener("blur", () => (leaving = setTimeout(close, 150)));
  byId("search").append(element("ul", { id: "results", role: "listbox", hidden: true }));
  relabelSearch();
}

export function relabelSearch() {
  const input = byId("query");
  input.placeholder = page.word("search");
  input.setAttribute("aria-label", page.word("searchLabel"));
  byId("results").setAttribute("aria-label", page.word("searchLabel"));
}

async function update() {
  const typed = byId("query").value;
  const found = await page.find(typed);
  if (typed !== byId("query").value) return; // the reader has typed on
  results = found;
  active = results.length ? 0 : -1;
  const items = results.map((result, place) =>
    element(
      "li",
      {
        id: `result-${place}`,
        role: "option",
        data: { node: result.node.id },
        aria: { selected: place === active },
        onpointerdown: (event) => {
          event.preventDefault();
          pick(place);
        },
      },
      element("span", { className: "swatch", vars: { c: `var(--type-${result.node.type})` } }),
      element(
        "span",
        { className: "result-name" },
        nameOf(result.name),
        result.name === result.node.name ? null : element("small", {}, " = ", nameOf(result.node.name)),
      ),
      element("small", { className: "quiet" }, result.fuzzy ? `${page.word("similar")} · ` : "", page.about(result)),
    ),
  );
  const asked = Boolean(typed.trim());
  if (asked && !items.length)
    items.push(element("li", { className: "quiet", role: "presentation" }, page.word("noResults")));
  byId("results").replaceChildren(...items);
  open(asked && document.activeElement === byId("query"));
  if (asked) announce(page.word("results", { n: results.length }));
}

function keys(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!results.length) return;
    active = (active + (event.key === "ArrowDown" ? 1 : results.length - 1)) % results.length;
    for (const item of byId("results").children)
      item.setAttribute("aria-selected", String(item.id === `result-${active}`));
    byId(`result-${active}`).scrollIntoView({ block: "nearest" });
    byId("query").setAttribute("aria-activedescendant", `result-${active}`);
  } else if (event.key === "Enter" && active >= 0 && !byId("results").hidden) pick(active);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
}

function pick(place) {
  const { node } = results[place];
  close();
  byId("query").value = "";
  page.pick(node);
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
