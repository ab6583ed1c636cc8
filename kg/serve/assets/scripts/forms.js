// The forms of corrections: a statement with its two ends, an entity, and who says so. Each is a dialog: Escape closes it.

import { element } from "../html/scripts/dom.js";
import { endOf, entityById, facts, letters, reviewer } from "./facts.js";
import { placesOf } from "./selecting.js";
import { word } from "./words.js";

const NEW = "new";

/** Show a form as a dialog; `send(values)` acts on it, and what it throws is shown in the form. */
function dialog(title, fields, send) {
  const fault = element("p", { className: "fault", role: "alert" });
  const form = element(
    "form",
    { method: "dialog" },
    element("h2", { id: "dialog-title" }, title),
    ...fields,
    field(word("who"), element("input", { name: "by", value: reviewer(), required: true, maxLength: 200, autocomplete: "name" })),
    fault,
    element(
      "p",
      { className: "tools-line" },
      element("button", { type: "submit", className: "main" }, word("save")),
      element("button", { type: "button", onclick: () => shown.close() }, word("cancel")),
    ),
  );
  const shown = element("dialog", { className: "correction", aria: { labelledby: "dialog-title" } }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    reviewer(values.by.trim());
    fault.textContent = "";
    try {
      await send(values, values.note?.trim() ? { note: values.note.trim() } : {});
      shown.close();
    } catch (error) {
      fault.textContent = word("failed", { reason: error.message });
    }
  });
  shown.addEventListener("close", () => shown.remove());
  document.body.append(shown);
  shown.showModal();
  return form;
}

/** Where a person may say why. */
function noteField() {
  return field(word("note"), element("input", { name: "note", maxLength: 500, autocomplete: "off" }));
}

function field(label, control, properties = {}) {
  return element("label", { className: "field", ...properties }, element("span", {}, label), control);
}

function options(list, chosen) {
  return list.map(({ name, label }) => element("option", { value: name, selected: name === chosen }, label));
}

/** Ask who corrects; promises whether there was an answer. */
export function askName() {
  return new Promise((done) => {
    const form = dialog(word("who"), [], async () => done(true));
    form.closest("dialog").addEventListener("close", () => done(false));
  });
}

/** Ask for a statement: `given` fills the form, `save(statement)` gets it as the corrections say it. */
export function statementForm({ title, given, save }) {
  const quote = element("textarea", { name: "quote", rows: 3, required: true, lang: "zh-Hans" });
  quote.value = given.quote ?? "";
  const relation = element("select", { name: "type", required: true }, ...options(facts.relations, given.type));
  const ends = { head: endField("head", given), tail: endField("tail", given) };
  const form = dialog(
    title,
    [
      field(word("quote"), quote),
      ends.head,
      field(word("relation"), relation),
      ends.tail,
      element(
        "div",
        { className: "row" },
        field(word("headCount"), element("input", { name: "head_count", type: "number", min: 0, value: given.head_count ?? "" })),
        field(word("tailCount"), element("input", { name: "tail_count", type: "number", min: 0, value: given.tail_count ?? "" })),
        field(
          word("modality"),
          element(
            "select",
            { name: "modality" },
            ...["asserted", "required"].map((one) =>
              element("option", { value: one, selected: one === given.modality, title: word(`${one}Long`) }, word(one)),
            ),
          ),
        ),
      ),
      noteField(),
    ],
    async (values, note) => {
      const place = placeOf(values.quote, given);
      const statement = {
        type: values.type,
        head: chosenEnd("head", values, place),
        tail: chosenEnd("tail", values, place),
        ...place,
        quote: values.quote,
        modality: values.modality,
      };
      if (values.head_count !== "") statement.head_count = Number(values.head_count);
      if (values.tail_count !== "") statement.tail_count = Number(values.tail_count);
      await save(statement, note);
    },
  );
  // Only relations that the schema allows between two such things.
  const narrow = () => {
    const [head, tail] = ["head", "tail"].map((end) => typeAt(form, end));
    for (const option of relation.options) {
      const rule = facts.relations.find(({ name }) => name === option.value);
      option.disabled = !rule.heads.includes(head) || !rule.tails.includes(tail);
    }
    if (relation.selectedOptions[0]?.disabled)
      relation.value = [...relation.options].find((option) => !option.disabled)?.value ?? "";
  };
  form.addEventListener("change", narrow);
  narrow();
}

/** Return where a quote stands: where it was given, else the first place of its words. */
function placeOf(quote, given) {
  const places = placesOf(letters, quote);
  const found = places.find(({ start }) => start === given.start) ?? places[0];
  if (!found) throw new Error(word("notInText"));
  return found;
}

/** An end of a statement: one of the article's entities, those in the quote first, or a new one. */
function endField(end, given) {
  const inside = (one) => one.mentions.some(([start, stop]) => start < (given.stop ?? 0) && stop > (given.start ?? 0));
  const listed = facts.entities.toSorted((a, b) => Number(inside(b)) - Number(inside(a)));
  const label = (one) => `${one.name}（${facts.types.find(({ name }) => name === one.type)?.label ?? one.type}）`;
  const select = element(
    "select",
    { name: end, required: true, lang: "zh-Hans" },
    ...listed.map((one, place) =>
      element("option", { value: one.id, selected: given[end] ? one.id === given[end] : place === (end === "tail" ? 1 : 0) }, label(one)),
    ),
    element("option", { value: NEW, selected: !listed.length }, `${word("newEntity")}…`),
  );
  const fresh = element(
    "div",
    { className: "row", hidden: select.value !== NEW },
    field(word("name"), element("input", { name: `${end}_name`, maxLength: 200, lang: "zh-Hans", autocomplete: "off" })),
    field(word("type"), element("select", { name: `${end}_type` }, ...options(facts.types, "Department"))),
  );
  select.addEventListener("change", () => {
    fresh.hidden = select.value !== NEW;
  });
  return element("div", {}, field(word(end), select), fresh);
}

function typeAt(form, end) {
  const { value } = form.elements[end];
  return value === NEW ? form.elements[`${end}_type`].value : entityById.get(value).type;
}

function chosenEnd(end, values, quote) {
  if (values[end] !== NEW) return endOf(entityById.get(values[end]), quote);
  const name = values[`${end}_name`].trim();
  const places = placesOf(letters, name);
  const place = places.find(({ start, stop }) => quote.start <= start && stop <= quote.stop) ?? places[0];
  if (!place) throw new Error(word("notInText"));
  return { ...place, type: values[`${end}_type`], name };
}

/** Ask what an entity is, is called, and which mentions mean it; `save(correction)` gets it. */
export function entityForm(entity, save) {
  const [start, stop] = entity.mentions[0];
  const own = { start, stop, type: entity.type, name: entity.name };
  const others = facts.entities.filter(({ id }) => id !== entity.id);
  const ways = ["entity-edit", "merge", "split", "entity-wrong"];
  const parts = {
    "entity-edit": [
      field(word("name"), element("input", { name: "name", value: entity.name, maxLength: 200, lang: "zh-Hans", autocomplete: "off" })),
      field(word("type"), element("select", { name: "type" }, ...options(facts.types, entity.type))),
    ],
    merge: [
      field(
        word("mergeInto"),
        element("select", { name: "other", lang: "zh-Hans" }, ...others.map(({ id, name }) => element("option", { value: id }, name))),
      ),
    ],
    split: [
      element(
        "fieldset",
        {},
        element("legend", {}, word("splitLead")),
        ...entity.mentions.map(([from, to], place) =>
          element(
            "label",
            { className: "mention-choice" },
            element("input", { type: "checkbox", name: `mention-${place}` }),
            element("span", {}, around(from, to)),
          ),
        ),
      ),
      field(word("splitName"), element("input", { name: "split_name", maxLength: 200, lang: "zh-Hans", autocomplete: "off" })),
      field(word("type"), element("select", { name: "split_type" }, ...options(facts.types, entity.type))),
    ],
    "entity-wrong": [element("p", { className: "quiet" }, word("entityWrongLead"))],
  };
  const way = element("select", { name: "action" }, ...ways.map((one) => element("option", { value: one }, word(`do-${one}`))));
  const groups = ways.map((one) => element("div", { hidden: one !== way.value, data: { way: one } }, ...parts[one]));
  way.addEventListener("change", () => {
    for (const group of groups) group.hidden = group.dataset.way !== way.value;
  });
  dialog(entity.name, [field(word("correction"), way), ...groups, noteField()], async (values, note) => {
    const said = {
      "entity-edit": () => ({ entity: own, name: values.name.trim(), type: values.type }),
      merge: () => {
        const other = entityById.get(values.other);
        return { entities: [endOf(other, own), own] };
      },
      split: () => ({
        entity: own,
        mentions: entity.mentions.filter((_, place) => values[`mention-${place}`]),
        name: values.split_name.trim(),
        type: values.split_type,
      }),
      "entity-wrong": () => ({ entity: own }),
    }[values.action]();
    await save({ action: values.action, ...said, ...note });
  });
}

/** A mention with some words around it. */
function around(start, stop) {
  const words = (from, to) => letters.slice(Math.max(0, from), to).join("").replaceAll("\n", " ");
  return element(
    "bdi",
    { lang: "zh-Hans" },
    `…${words(start - 12, start)}`,
    element("mark", {}, words(start, stop)),
    `${words(stop, stop + 12)}…`,
  );
}
