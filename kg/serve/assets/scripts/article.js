// The page of an article: the words of a statement light up in the text, and its statements where the text is touched.

import { byId } from "../html/scripts/dom.js";
import { startCorrecting } from "./correcting.js";

const text = byId("text");
const items = new Map([...document.querySelectorAll(".statements > li")].map((item) => [item.dataset.number, item]));
let fixed = ""; // the number of the statement that stays lit

/** Light up the words of a statement, or of none. */
function light(number) {
  for (const piece of text.querySelectorAll(".quoted")) piece.classList.remove("quoted");
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  if (!number) return;
  for (const piece of quoted(number)) piece.classList.add("quoted");
  for (const note of text.querySelectorAll(`.note[data-number="${number}"]`)) note.classList.add("here");
  items.get(number)?.classList.add("here");
}

function quoted(number) {
  return text.querySelectorAll(`[data-quotes~="${number}"]`);
}

function keep(number) {
  fixed = number;
  light(number);
}

function intoView(target) {
  target?.scrollIntoView({ block: "center" });
}

for (const [number, item] of items) {
  item.addEventListener("pointerenter", () => light(number));
  item.addEventListener("pointerleave", () => light(fixed));
  item.addEventListener("focusin", () => light(number));
  item.querySelector("[data-to-text]").addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `#${item.id}`);
    keep(number);
    intoView(quoted(number)[0]);
  });
}

text.addEventListener("pointerover", ({ target }) => {
  const note = target.closest(".note");
  if (note) light(note.dataset.number);
});
text.addEventListener("pointerout", ({ target }) => target.closest(".note") && light(fixed));
text.addEventListener("click", (event) => {
  const note = event.target.closest(".note");
  if (!note) return;
  event.preventDefault();
  history.replaceState(null, "", note.hash);
  keep(note.dataset.number);
  const item = items.get(note.dataset.number);
  item.scrollIntoView({ block: "nearest" });
  item.focus({ preventScroll: true });
});

/** What the address names: a statement, whose words are shown, or an entity, whose mentions are. */
function followAddress() {
  const id = decodeURIComponent(location.hash.slice(1)).replace(/^correct-/, "");
  const item = id ? byId(id) : null;
  for (const mention of text.querySelectorAll(".selected")) mention.classList.remove("selected");
  if (item?.dataset.number) {
    keep(item.dataset.number);
    intoView(quoted(item.dataset.number)[0]);
    item.scrollIntoView({ block: "nearest" });
  } else if (id.startsWith("ent-")) {
    const own = text.querySelectorAll(`[data-over~="${CSS.escape(id)}"]`);
    for (const mention of own) mention.classList.add("selected");
    intoView(own[0]);
  }
}

addEventListener("hashchange", followAddress);
followAddress();
startCorrecting(text);
document.documentElement.dataset.ready = "true";
