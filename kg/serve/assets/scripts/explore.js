// The explorer: the scripts of graph.html, fed by the server with what the reader comes to see.

import { ask } from "./asking.js";
import { word } from "./words.js";

const root = document.documentElement;
const have = new Set(); // what has been asked for, by its question

/** Return the questions whose answers a state needs. */
function questionsOf({ only, depth, selected, expanded, group, path, reading }) {
  const nodes = [only && Number(depth) === 1 ? only : "", ...(expanded ?? []), selected].filter((id) =>
    id?.startsWith("ent-"),
  );
  return [
    ...nodes.map((id) => ({ near: id })),
    only && Number(depth) > 1 ? { near: only, depth } : null,
    path ? { path } : null,
    group?.startsWith("level.") ? { group } : null,
    reading ? { article: reading.split(",")[0] } : null,
  ].filter(Boolean);
}

/** Promise the parts of the graph that a state needs and that were not asked for yet. */
async function needs(state) {
  const wanted = questionsOf(state).filter((question) => {
    const key = JSON.stringify(question);
    return !have.has(key) && (question.article || !whole) && have.add(key);
  });
  return Promise.all(wanted.map((question) => ask("/api/part", question)));
}

let whole = false;

async function start() {
  const data = await ask("/api/graph");
  whole = !data.overview;
  data.theme = root.dataset.theme;
  document.getElementById("data").textContent = JSON.stringify(data);
  const { add, server } = await import("../html/scripts/model.js");
  Object.assign(server, {
    needs,
    near: (id) => ask("/api/part", { near: id }),
    find: async (query) => (query.trim() ? ask("/api/search", { q: query }) : []),
    page: (kind, id) => `/${kind}/${id}`,
  });
  // What the address speaks of must be here before it is read: the scripts put aside what they do not know.
  const chosen = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const expanded = chosen.expanded?.split("~") ?? [];
  const asked = await Promise.allSettled([needs({ depth: 1, ...chosen, expanded })]);
  for (const { value } of asked) (value ?? []).forEach(add);
  await import("../html/scripts/main.js");
  addEventListener("kg-theme", () => globalThis.kg.choose({ theme: root.dataset.theme }));
}

// The address changes under our feet (a link, the reader's own hand): begin again with what it says.
addEventListener("hashchange", (event) => {
  event.stopImmediatePropagation();
  location.reload();
});

// The way past the masthead leads into the graph, and leaves the address as it is.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("graph").focus();
});

document.getElementById("stage").dataset.note = word("explorerLoading");
start().then(
  () => delete document.getElementById("stage").dataset.note,
  (error) => {
    document.getElementById("stage").dataset.note = word("explorerFailed", { reason: error.message });
  },
);
