// The article beside the graph: its text with every mention and the chosen sentence marked. Graph and text are two views of one thing.

import { button, byId, element, nameOf } from "./dom.js";
import { documents, mentionsIn, server, titleOf, types } from "./model.js";
import { choose, state } from "./state.js";
import { label, word } from "./words.js";

let shown = "";

/** Show the open article, with the sentence of `reading` ("id,start,stop") marked; `select(id)` is called for a clicked mention. */
export function showArticle(select) {
  const [id, start, stop] = state().reading.split(",");
  const place = byId("article");
  place.hidden = !id;
  place.setAttribute("aria-label", word("text"));
  const index = documents.findIndex((document) => document.id === id);
  const key = `${state().reading} ${state().language} ${documents[index]?.text === undefined}`;
  if (id && key !== shown) {
    place.replaceChildren(...articleOf(documents[index], index, Number(start ?? -1), Number(stop ?? -1), select));
    const target = place.querySelector(".sentence");
    if (target) scrollInto(place, target);
    else place.scrollTop = 0;
  }
  shown = id ? key : "";
  markSelected();
}

/** Mark the mentions of the selected node, and bring the first into sight where none is. */
export function markSelected() {
  const place = byId("article");
  const own = [...place.querySelectorAll(".mention")].filter((mark) =>
    mark.dataset.nodes.split(" ").includes(state().selected),
  );
  for (const mark of place.querySelectorAll(".mention.selected")) mark.classList.remove("selected");
  for (const mark of own) mark.classList.add("selected");
  const frame = place.getBoundingClientRect();
  const inSight = (mark) =>
    mark.getBoundingClientRect().bottom > frame.top && mark.getBoundingClientRect().top < frame.bottom;
  if (own.length && !own.some(inSight) && !place.querySelector(".sentence")) scrollInto(place, own[0]);
}

function scrollInto(place, target) {
  place.scrollTop += target.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 3;
}

function articleOf(document, index, start, stop, select) {
  const facts = [document.publisher, document.author, document.date ?? word("undated"), document.source].filter(
    Boolean,
  );
  return [
    element(
      "header",
      {},
      button("×", () => choose({ reading: "" }), { className: "close", aria: { label: word("close") } }),
      element(
        "h2",
        { tabIndex: -1 },
        server.page
          ? element("a", { href: server.page("article", document.id) }, nameOf(titleOf(document)))
          : nameOf(titleOf(document)),
      ),
      element("p", { className: "quiet" }, facts.map((fact, place) => [place ? " · " : null, nameOf(fact)]).flat()),
    ),
    element(
      "div",
      {
        className: "text",
        lang: "zh-Hans",
        onclick: (event) => follow(event, select),
        onkeydown: (event) => event.key === "Enter" && follow(event, select),
      },
      ...(document.text === undefined
        ? ["…"]
        : paragraphs(document.text, pieces(document.text, mentionsIn(index), start, stop))),
    ),
  ];
}

function follow(event, select) {
  const mark = event.target.closest(".mention");
  if (!mark) return;
  event.preventDefault();
  select(mark.dataset.nodes.split(" ")[0]);
}

/**
 * Cut a text at every boundary of a mention or of the sentence, so that nested and overlapping spans can all be shown.
 * Returns [{start, stop, over: nodes from the innermost out, sentence}].
 */
export function pieces(text, mentions, start, stop) {
  const cuts = new Set([0, text.length, ...mentions.flatMap((mention) => [mention.start, mention.stop])]);
  if (start >= 0) cuts.add(start).add(stop);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) cuts.add(at).add(at + 1);
  const edges = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  const result = [];
  let open = [];
  let next = 0;
  for (let place = 0; place + 1 < edges.length; place += 1) {
    const from = edges[place];
    open = open.filter((mention) => mention.stop > from);
    while (next < mentions.length && mentions[next].start <= from) {
      if (mentions[next].stop > from) open.push(mentions[next]);
      next += 1;
    }
    const over = [...open].sort((a, b) => a.stop - a.start - (b.stop - b.start)).map((mention) => mention.node);
    result.push({
      start: from,
      stop: edges[place + 1],
      over,
      first: open.some((mention) => mention.start === from),
      sentence: from >= start && from < stop,
    });
  }
  return result;
}

function paragraphs(text, cut) {
  const made = [element("p")];
  for (const piece of cut) {
    const words = text.slice(piece.start, piece.stop);
    if (words === "\n") made.push(element("p"));
    else made.at(-1).append(mark(words, piece));
  }
  return made.filter((paragraph) => paragraph.textContent.trim());
}

function mark(words, { over, sentence, first }) {
  const className = [over.length ? "mention" : "", over.length > 1 ? "nested" : "", sentence ? "sentence" : ""]
    .filter(Boolean)
    .join(" ");
  if (!className) return words;
  if (!over.length) return element("span", { className }, words);
  const [inner, outer] = over;
  return element(
    "span",
    {
      className,
      role: "link",
      tabIndex: first ? 0 : -1,
      title: over.map((node) => `${node.name}（${label(types.get(node.type))}）`).join(" ⊂ "),
      data: { nodes: over.map((node) => node.id).join(" ") },
      vars: { c: `var(--type-${inner.type})`, o: `var(--type-${(outer ?? inner).type})` },
    },
    words,
  );
}
