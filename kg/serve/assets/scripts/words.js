// The words that scripts say, in the language of the page; they stand in the page itself.

const words = JSON.parse(document.getElementById("words").textContent);

/** Return the word for `key`, its {slots} filled; {s} is the English plural of the number in {n}. */
export function word(key, slots = {}) {
  const all = { s: String(slots.n) === "1" ? "" : "s", ...slots };
  return words[key].replace(/\{(\w+)\}/g, (_, slot) => all[slot] ?? "");
}
