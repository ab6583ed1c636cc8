// Search by characters, full pinyin, initials or a mixture; every reading of every character is tried.

import { data, degree, nodes } from "./model.js";

const readings = new Map(Object.entries(data.readings).map(([character, spelled]) => [character, spelled.split(" ")]));

/** What a name is compared as: width, case and the like do not matter. */
export function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

let index = null;

function entries() {
  index ??= nodes.flatMap((node) => [node.name, ...node.aliases].map((name) => ({ node, name, characters: [...folded(name)].slice(0, 200) })));
  return index;
}

/**
 * Return the nodes that a query finds, best first, as {node, name, fuzzy}: strict matches, and only where there are few,
 * those that come close (a letter wrong, characters left out).
 */
export function find(query, limit = 30) {
  const wanted = [...folded(query).replace(/[\s'’]+/g, "")];
  if (!wanted.length) return [];
  const best = new Map();
  const offer = (entry, score, fuzzy) => {
    const known = best.get(entry.node);
    if (!known || score < known.score) best.set(entry.node, { node: entry.node, name: entry.name, score, fuzzy });
  };
  for (const entry of entries()) {
    const score = strictScore(wanted, entry.characters);
    if (score !== null) offer(entry, score, false);
  }
  if (best.size < 5 && wanted.length > 1)
    for (const entry of entries()) {
      const score = best.has(entry.node) ? null : fuzzyScore(wanted, entry.characters);
      if (score !== null) offer(entry, 100 + score, true);
    }
  return [...best.values()]
    .sort((a, b) => a.score - b.score || degree(b.node) - degree(a.node) || a.name.length - b.name.length || a.node.index - b.node.index)
    .slice(0, limit);
}

/** 0 the very name, 1 its beginning, 2 inside it, 3 to 5 the same by pinyin; null where it is not found. */
function strictScore(wanted, characters) {
  for (const byPinyin of [0, 3])
    for (let start = 0; start < characters.length; start += 1) {
      const stop = byPinyin ? spelledFrom(wanted, 0, characters, start) : literalFrom(wanted, characters, start);
      if (stop === null) continue;
      if (start === 0) return byPinyin + (stop === characters.length ? 0 : 1);
      return byPinyin + 2;
    }
  return null;
}

function literalFrom(wanted, characters, start) {
  for (let place = 0; place < wanted.length; place += 1) if (wanted[place] !== characters[start + place]) return null;
  return start + wanted.length;
}

/** Return where the name is when all of the query is spelled out from `start`, or null. Each character is itself, a reading, its beginning (at the end) or its initial. */
function spelledFrom(wanted, at, characters, start) {
  if (at === wanted.length) return start;
  if (start === characters.length) return null;
  const character = characters[start];
  if (character === wanted[at]) {
    const stop = spelledFrom(wanted, at + 1, characters, start + 1);
    if (stop !== null) return stop;
  }
  const rest = wanted.slice(at).join("");
  for (const reading of readings.get(character) ?? []) {
    if (reading.startsWith(rest)) return start + 1;
    if (rest.startsWith(reading)) {
      const stop = spelledFrom(wanted, at + reading.length, characters, start + 1);
      if (stop !== null) return stop;
    }
    if (reading[0] === wanted[at]) {
      const stop = spelledFrom(wanted, at + 1, characters, start + 1);
      if (stop !== null) return stop;
    }
  }
  // Quotation marks, brackets and the like need not be typed.
  return at && !readings.has(character) && !/[a-z0-9]/.test(character) ? spelledFrom(wanted, at, characters, start + 1) : null;
}

/** Return how far a name is from a query: characters in order with gaps, or pinyin with one letter wrong; null where far. */
function fuzzyScore(wanted, characters) {
  let place = 0;
  let gaps = 0;
  for (const letter of wanted) {
    const next = characters.indexOf(letter, place);
    if (next < 0) return misspelled(wanted, characters);
    gaps += next - place;
    place = next + 1;
  }
  return Math.min(50, gaps);
}

/** Pinyin, four letters or more, with one letter wrong, missing or too many. */
function misspelled(wanted, characters) {
  if (wanted.length < 4 || !wanted.every((letter) => /[a-z]/.test(letter))) return null;
  for (let place = 0; place < wanted.length; place += 1) {
    const without = wanted.toSpliced(place, 1);
    const swapped = wanted.toSpliced(place, 2, ...wanted.slice(place, place + 2).reverse());
    for (let start = 0; start < characters.length; start += 1)
      if (spelledFrom(without, 0, characters, start) !== null || spelledFrom(swapped, 0, characters, start) !== null) return 60 + start;
  }
  return null;
}
