// What every page does: the search box answers while one types, and / leads to it.

import { startSearch } from "../html/scripts/searchbox.js";
import { ask } from "./asking.js";
import { word } from "./words.js";

startSearch({
  word,
  find: (query) => (query.trim() ? ask("/api/search", { q: query }) : []),
  about: ({ about }) => about,
  pick: ({ id }) => location.assign(`/entity/${id}`),
});

// In a narrow window the names of the pages are a line that scrolls: the page that is open is in sight.
const here = document.querySelector("#masthead nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - innerWidth / 2;

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  document.getElementById("query").focus();
  event.preventDefault();
});
