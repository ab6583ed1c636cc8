// The SPARQL page: the editor, the questions with their forms, and the results as a table, a graph or as they came.

import { announce, byId, element } from "../html/scripts/dom.js";
import { Yasqe, Yasr } from "../vendor/yasgui.min.js";
import { Graph } from "./resultgraph.js";
import { word } from "./words.js";

const { prefixes, terms, questions } = JSON.parse(byId("query-data").textContent);
const ENDPOINT = "/sparql";
const TABLE = { "Simple view": "simpleView", Ellipse: "shortened", "Page size:": "pageSize" }; // the table's labels

Graph.label = word("graph");
Yasr.registerPlugin("graph", Graph);
Yasqe.registerAutocompleter(
  {
    name: "kg",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => /^[a-z]\w*:/i.test(wordAt(yasqe).string),
    preProcessToken: (yasqe, token) => ({ ...token, ...wordAt(yasqe) }),
    get: (_, { string }) => matching(string).map(({ name }) => name),
    postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, displayText: described(hint.text) })),
  },
  false,
);

const editor = new Yasqe(byId("editor"), {
  persistenceId: null,
  consumeShareLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "auto",
  autocompleters: ["variables", "kg"],
  requestConfig: { endpoint: ENDPOINT, method: "POST", acceptHeaderGraph: "text/turtle" },
});
const field = editor.getInputField();
field.setAttribute("aria-label", word("queryLabel"));
// Tab leaves the editor: a keyboard must not be caught in it. Lines are indented with Ctrl-] and Ctrl-[.
editor.setOption("extraKeys", {
  ...editor.getOption("extraKeys"),
  Tab: false,
  "Shift-Tab": false,
  "Ctrl-]": "indentMore",
  "Ctrl-[": "indentLess",
  "Ctrl-Enter": run,
  "Cmd-Enter": run,
});

Yasr.plugins.table.defaults.tableConfig.language.info = word("shown", { a: "_START_", b: "_END_", n: "_TOTAL_" });
const results = new Yasr(byId("results-view"), {
  persistenceId: null,
  prefixes,
  plugins: {
    table: { enabled: true, dynamicConfig: { compact: true, pageSize: 50 } },
    graph: { enabled: true },
    boolean: { enabled: true },
    response: { enabled: true },
    error: { enabled: true },
  },
  pluginOrder: ["table", "graph", "response"],
  defaultPlugin: "table",
});

for (const [view, label] of [
  ["table", word("table")],
  ["graph", word("graph")],
  ["response", word("raw")],
]) {
  const choice = byId("results-view").querySelector(`.select_${view}`);
  choice.querySelector("span:last-child").textContent = label;
  choice.setAttribute("aria-label", label);
  choice.title = label;
}

// The table's own controls speak the language of the page.
results.on("drawn", () => {
  for (const label of byId("results-view").querySelectorAll(".tableControls .label, .pageSizerLabel")) {
    const key = TABLE[label.textContent.trim()];
    if (key) label.textContent = `${word(key)} `;
  }
  byId("results-view").querySelector(".tableSizer")?.setAttribute("aria-label", word("pageSize"));
  const filter = byId("results-view").querySelector("input.tableFilter");
  if (filter) {
    filter.placeholder = word("filter");
    filter.setAttribute("aria-label", word("filter"));
  }
});

/** Return the prefixed name that ends at the cursor, as a token of its line. */
function wordAt(yasqe) {
  const { line, ch } = yasqe.getDoc().getCursor();
  const before = yasqe.getDoc().getLine(line).slice(0, ch);
  const string = /[A-Za-z][\w-]*:[\w-]*$/.exec(before)?.[0] ?? "";
  return { string, start: ch - string.length, end: ch, from: { line, ch: ch - string.length }, to: { line, ch } };
}

/** Return the terms that begin so, or whose label holds what follows the prefix. */
function matching(typed) {
  const [prefix, rest] = typed.split(":");
  const wanted = rest.toLowerCase();
  const own = terms.filter(({ name }) => name.startsWith(`${prefix}:`));
  const begins = own.filter(({ name }) => name.slice(prefix.length + 1).toLowerCase().startsWith(wanted));
  const holds = own.filter((term) => !begins.includes(term) && term.label.toLowerCase().includes(wanted));
  return [...begins, ...holds].slice(0, 60);
}

function described(name) {
  const label = terms.find((term) => term.name === name)?.label;
  return label ? `${name}  ${label}` : name;
}

/** Declare the prefixes that a query uses, so that it says the same to any other endpoint. */
function declared(text) {
  const code = text.replace(/#[^\n]*|"(?:[^"\\\n]|\\.)*"|<[^>\s]*>/g, " ");
  const there = new Set([...text.matchAll(/^\s*PREFIX\s+([\w-]*):/gim)].map(([, prefix]) => prefix));
  const used = [...new Set([...code.matchAll(/(?<![\w?$:-])([A-Za-z][\w-]*):/g)].map(([, prefix]) => prefix))];
  const missing = used.filter((prefix) => prefixes[prefix] && !there.has(prefix));
  const lines = missing.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("");
  const head = /^(?:#[^\n]*\n)*/.exec(text)[0];
  return head + lines + text.slice(head.length);
}

async function run() {
  const text = declared(editor.getValue());
  if (text !== editor.getValue()) editor.setValue(text);
  history.replaceState(null, "", address());
  byId("took").textContent = word("running");
  byId("run").disabled = true;
  const started = performance.now();
  try {
    await editor.query();
  } catch {
    // The view of results has shown what went wrong.
  }
  byId("run").disabled = false;
  if (byId("took").textContent === word("running")) show(null, performance.now() - started);
}

editor.on("queryResponse", (_, response, duration) => {
  results.setResponse(response, duration);
  show(results.results, duration);
  // The server says where it cut an answer off.
  if (response.headers?.get("kg-note"))
    byId("took").textContent += ` ${word("cutOff", { n: Number(response.headers.get("kg-count")).toLocaleString("en-US") })}`;
});

function show(answer, milliseconds) {
  const ms = Math.round(milliseconds);
  const triples = answer?.getStatements?.()?.length;
  const rows = triples ? undefined : answer?.getBindings?.()?.length;
  const failed = !answer || answer.getError?.();
  byId("csv").disabled = !answer?.getBindings?.();
  byId("took").textContent = failed
    ? ""
    : rows !== undefined
      ? word("took", { n: rows, ms })
      : answer.getBoolean?.() !== undefined
        ? word("tookBoolean", { ms })
        : word("tookTriples", { n: triples ?? 0, ms });
  announce(byId("took").textContent);
}

/** Where one finds this page with this query again. */
function address() {
  return `${location.pathname}#query=${encodeURIComponent(editor.getValue())}`;
}

byId("run").addEventListener("click", run);
byId("share").addEventListener("click", async () => {
  history.replaceState(null, "", address());
  try {
    await navigator.clipboard.writeText(location.href);
    byId("took").textContent = word("copied");
  } catch {
    prompt(word("share"), location.href); // a browser may keep the clipboard from pages
  }
});
byId("csv").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([results.results.asCsv()], { type: "text/csv;charset=utf-8" }));
  element("a", { href: url, download: "query.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
});

/** Entities of the graph have pages here: their links lead to them and not to the address that names them everywhere. */
for (const event of ["pointerover", "focusin"])
  byId("results-view").addEventListener(event, ({ target }) => {
    const link = target.closest?.("a.iri");
    if (link?.href.startsWith(prefixes.id)) link.href = `/id/${link.href.slice(prefixes.id.length)}`;
  });

// The questions: a form for each, whose values are written into the query.
function chosen() {
  return questions[byId("questions").value];
}

function showForm() {
  byId("about").textContent = chosen().about;
  byId("parameters").replaceChildren(
    ...chosen().parameters.map(({ name, label, default: value }) =>
      element("label", {}, label, element("input", { name, value, type: "text", autocomplete: "off" })),
    ),
  );
}

function filled() {
  return chosen().parameters.reduce((text, { name }) => {
    const value = byId("parameters").querySelector(`[name="${name}"]`).value;
    const quoted = value.replace(/[\\"]/g, "\\$&").replace(/[\n\r\t]/g, " ");
    return text.replace(new RegExp(`(VALUES \\?${name} \\{ ")[^"]*(")`), (_, before, after) => before + quoted + after);
  }, chosen().text);
}

byId("questions").addEventListener("change", () => {
  showForm();
  editor.setValue(declared(filled()));
});
byId("question").addEventListener("submit", (event) => {
  event.preventDefault();
  editor.setValue(declared(filled()));
  run();
});

showForm();
const shared = new URLSearchParams(location.hash.slice(1)).get("query");
editor.setValue(shared ?? declared(filled()));
if (shared ?? new URLSearchParams(location.search).has("question")) run();
document.documentElement.dataset.ready = "true";
