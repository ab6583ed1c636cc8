// The words of the page in Chinese and English, and the labels of the schema.

import { data } from "./model.js";
import { state } from "./state.js";

/** Return the page's word for `key`, its {slots} filled; {s} is the English plural of the number in {n}. */
export function word(key, slots = {}) {
  const all = { s: String(slots.n) === "1" ? "" : "s", ...slots };
  return data.words[state().language][key].replace(/\{(\w+)\}/g, (_, slot) => all[slot] ?? "");
}

/** Return a whole number as people write it. */
export function figure(number) {
  return number.toLocaleString("en-US");
}

/** Return the label of a type, relation or level. */
export function label(thing) {
  return thing[state().language];
}

/** Return the label of a relation as its tail sees it. */
export function inverseLabel(relation) {
  return relation[`inverse_${state().language}`];
}
