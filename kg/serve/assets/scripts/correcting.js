// Correcting an article: what it states is right, wrong or other than read; what it names is called or meant otherwise.

import { announce, button, byId, element, nameOf, refill } from "../html/scripts/dom.js";
import { ask, tell } from "./asking.js";
import { entityById, facts, letters, reviewer, stated } from "./facts.js";
import { askName, entityForm, statementForm } from "./forms.js";
import { selectOverLinks, selected } from "./selecting.js";
import { word } from "./words.js";

const ADDRESS = "/api/corrections";

let made = []; // the corrections of this article, in order

/** Send corrections, one after the other, and show what holds now. */
async function correct(...said) {
  for (const one of said) show(await tell(ADDRESS, { document: facts.document, by: reviewer(), ...one }));
  say(word("saved"));
}

function say(text) {
  announce(text);
  const note = element("p", { className: "toast" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 4000);
}

async function attempt(act) {
  try {
    await act();
  } catch (error) {
    byId("apply").disabled = false;
    say(word("failed", { reason: error.message }));
  }
}

/** Show the corrections that an answer tells of. */
function show({ corrections, pending }) {
  made = corrections
    .filter(({ state }) => state !== "retracted")
    .map(({ record, ...about }) => ({ ...record, ...about }));
  for (const item of document.querySelectorAll(".statements > li")) showVerdict(item);
  showOthers();
  byId("apply").hidden = !pending;
}

/** Write the exports anew with what was corrected, and show the page again when the server has taken them over. */
async function apply() {
  byId("apply").disabled = true;
  say(word("applying"));
  const before = await edition();
  await tell(`${ADDRESS}/apply`, {});
  for (let second = 0; second < 300 && (await edition()) === before; second += 1)
    await new Promise((done) => setTimeout(done, 1000));
  location.reload();
}

/** Return which exports the server shows. */
async function edition() {
  const answer = await fetch(location.pathname, {
    method: "HEAD",
    headers: { accept: "text/html" },
    cache: "no-store",
  });
  return answer.headers.get("kg-edition");
}

/** What was said last of each place where a statement stands, and still holds. */
function verdictsOf(id) {
  const same = (one, other) =>
    one.type === other.type &&
    one.start === other.start &&
    one.stop === other.stop &&
    one.head.name === other.head.name &&
    one.tail.name === other.tail.name;
  return facts.statements[id]
    .map(stated)
    .map((own) => made.findLast(({ statement, instead }) => [statement, instead].some((one) => one && same(one, own))))
    .filter(Boolean);
}

/** What was said last of a statement and still holds. */
function verdictOf(id) {
  const verdicts = verdictsOf(id);
  return made.findLast((one) => verdicts.includes(one));
}

/** Take back what was said of a statement. */
function takeBack(id) {
  const said = new Set(verdictsOf(id).map((verdict) => verdict.id));
  return correct(...[...said].map((retracts) => ({ action: "retract", retracts })));
}

/** Put the buttons beside a statement; they stay, so that who presses one by key stays where they are. */
function addVerdict(item) {
  const mark = (action, text, act) =>
    button(text, act, {
      className: "judge",
      title: word(action),
      aria: { label: `${item.dataset.number}: ${word(action)}`, pressed: false },
      data: { judge: action },
    });
  item.append(
    element(
      "div",
      { className: "verdict" },
      mark("right", "✓", () => attempt(() => judge(item.id, "right"))),
      mark("wrong", "✗", () => attempt(() => judge(item.id, "wrong"))),
      mark("edit", "✎", () => editStatement(item.id)),
      element("span", { className: "said" }),
    ),
  );
}

function showVerdict(item) {
  const verdict = verdictOf(item.id);
  const place = item.querySelector(".verdict");
  const said = place.lastElementChild;
  const leaves = said.contains(document.activeElement);
  item.dataset.verdict = verdict?.action ?? "";
  for (const mark of place.querySelectorAll(":scope > [data-judge]"))
    mark.ariaPressed = String(mark.dataset.judge === verdict?.action);
  said.replaceChildren();
  if (verdict)
    said.append(
      element("span", { className: "small quiet" }, `${word(`said-${verdict.action}`)} · ${word(verdict.pending ? "pending" : "applied")}`),
      " ",
      button(word("undo"), () => attempt(() => withReviewer(() => takeBack(item.id))), {
        className: "mini",
        data: { judge: "undo" },
      }),
    );
  if (leaves) place.firstElementChild.focus();
}

/** Say of all evidence of a statement in this article that it is right or wrong; said once more, it is taken back. */
async function judge(id, action) {
  const before = verdictOf(id);
  await withReviewer(() =>
    before?.action === action
      ? takeBack(id)
      : correct(...facts.statements[id].map((piece) => ({ action, statement: stated(piece) }))),
  );
}

/** Ask for the reviewer's name where it is not known yet, then act. */
async function withReviewer(act) {
  if (reviewer() || (await askName())) await act();
}

function editStatement(id) {
  const piece = facts.statements[id][0];
  statementForm({
    title: word("edit"),
    given: piece,
    save: (instead, note) => correct({ action: "edit", statement: stated(piece), instead, ...note }),
  });
}

function addStatement(quote) {
  statementForm({
    title: word("add"),
    given: { ...quote, quote: letters.slice(quote.start, quote.stop).join("") },
    save: (statement, note) => correct({ action: "add", statement, ...note }),
  });
}

/** Corrections that speak of no statement that is shown: what was added, and what was said of entities. */
function showOthers() {
  const shown = new Set(Object.keys(facts.statements).flatMap((id) => verdictsOf(id).map((verdict) => verdict.id)));
  const list = byId("corrections-made");
  const leaves = list.contains(document.activeElement);
  const undo = ({ id }) => attempt(() => withReviewer(() => correct({ action: "retract", retracts: id })));
  refill(
    list,
    ...made
      .filter(({ id }) => !shown.has(id))
      .map((one) =>
        element(
          "li",
          {},
          element("span", { className: "small quiet" }, word(`said-${one.action}`), " "),
          nameOf(summary(one)),
          element("span", { className: "small quiet", title: one.why }, " ", word(one.pending ? "pending" : one.state)),
          " ",
          button(word("undo"), () => undo(one), {
            className: "mini",
            aria: { label: `${word("undo")}: ${word(`said-${one.action}`)} ${summary(one)}` },
          }),
        ),
      ),
  );
  if (leaves && !list.contains(document.activeElement)) byId("add-statement").focus();
}

function summary({ statement, instead, entity, entities, name, type }) {
  const told = instead ?? statement;
  const label = (list, key) => list.find((one) => one.name === key)?.label ?? key;
  if (told) return `${told.head.name} ${label(facts.relations, told.type)} ${told.tail.name}`;
  if (entities) return entities.map((one) => one.name).join(" = ");
  const renamed = name && name !== entity.name ? ` → ${name}` : "";
  return `${entity.name}${renamed}${type ? `（${label(facts.types, type)}）` : ""}`;
}

/** Begin: verdicts beside the statements, a button at what is selected, one at each entity. */
export function startCorrecting(text) {
  if (document.body.dataset.correctable === undefined) return;
  selectOverLinks(text);
  document.querySelectorAll(".statements > li").forEach(addVerdict);
  for (const item of document.querySelectorAll("#entities-in-it [data-entity]"))
    item.append(
      button("✎", () => entityForm(entityById.get(item.dataset.entity), correct), {
        className: "judge",
        title: word("changeEntity"),
        aria: { label: `${entityById.get(item.dataset.entity).name}: ${word("changeEntity")}` },
      }),
    );
  const adding = button(word("add"), () => addStatement(selected(text) ?? last), { id: "add-here", className: "main", hidden: true });
  let last = null;
  document.body.append(adding);
  document.addEventListener("selectionchange", () => {
    const here = selected(text);
    adding.hidden = !here;
    if (!here) return;
    last = here;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    adding.style.left = `${Math.min(innerWidth - 130, Math.max(8, box.left))}px`;
    adding.style.top = `${Math.min(innerHeight - 44, box.bottom + 8)}px`;
  });
  adding.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  byId("add-statement").addEventListener("click", () => addStatement(selected(text) ?? { start: 0, stop: 0 }));
  byId("apply").addEventListener("click", () => attempt(apply));
  attempt(async () => show(await ask(ADDRESS, { document: facts.document })));
  const wanted = location.hash.startsWith("#correct-") && entityById.get(location.hash.slice(9));
  if (wanted) {
    // The reader comes from its page, to correct it, and does so once, however often this page is loaded.
    history.replaceState(null, "", location.hash.replace("#correct-", "#"));
    entityForm(wanted, correct);
  }
}
