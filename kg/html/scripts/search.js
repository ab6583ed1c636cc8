// Search by characters, full pinyin, initials or a mixture; every reading of every character is tried.

import { data, degree, nodes } from "./model.js";

const readings = new Map(Object.entries(data.readings).map(([character, spelled]) => [character, spelled.split(" ")]));

/** What a name is compared as: width, case and the like do not matter. */
export function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

let index = null;

function entries() {
  index ??= nodes.flatMap((node) =>
    [node.name, ...node.aliases].map((name) => ({ node, name, characters: [...folded(name)].slice(0, 200) })),
  );
  return index;
}

/**
 * Return the nodes that a query finds, best first, as {node, name, fuzzy}: strict matches, and only where there are few,
 * those that come close (a letter wrong, characters left out).
 */
export function find(query, limit = 30) {
  const wanted = folded(query).replace(/[\s'’]+/g, "");
  if (!wanted) return [];
  const best = new Map();
  const offer = (entry, score, fuzzy) => {
    const known = best.get(entry.node);
    if (!known || score < known.score) best.set(entry.node, { node: entry.node, name: entry.name, score, fuzzy });
  };
  for (const entry of entries()) {
    const score = strictScore(wanted, entry.characters);
    if (score !== null) offer(entry, score, false);
  }
  if (best.size < 5 && [...wanted].length > 1) {
    const slips = slipsOf(wanted);
    for (const entry of entries()) {
      const score = best.has(entry.node) ? null : fuzzyScore(wanted, slips, entry.characters);
      if (score !== null) offer(entry, 100 + score, true);
    }
  }
  return [...best.values()]
    .sort(
      (a, b) =>
        a.score - b.score ||
        degree(b.node) - degree(a.node) ||
        a.name.length - b.name.length ||
        a.node.index - b.node.index,
    )
    .slice(0, limit);
}

/** 0 the very name, 1 its beginning, 2 inside it, 3 to 5 the same by pinyin; null where it is not found. */
function strictScore(wanted, characters) {
  for (const [rank, match] of [
    [0, literalFrom],
    [3, spelledFrom],
  ])
    for (let start = 0; start < characters.length; start += 1) {
      const stop = match(wanted, 0, characters, start);
      if (stop !== null) return rank + (start ? 2 : stop < characters.length ? 1 : 0);
    }
  return null;
}

/** Return where in the name the query ends, when its characters stand there from `start` on; else null. */
function literalFrom(wanted, at, characters, start) {
  let place = start;
  for (let next = at; next < wanted.length; place += 1) {
    const character = characters[place];
    if (character === undefined || !wanted.startsWith(character, next)) return null;
    next += character.length;
  }
  return place;
}

/**
 * Return where in the name the query ends, when it spells the name from `start` on; else null. Each character may be
 * itself, one of its readings, the initial of one, or, where the query ends, the beginning of one.
 */
function spelledFrom(wanted, at, characters, start) {
  if (at === wanted.length) return start;
  const character = characters[start];
  if (character === undefined) return null;
  const on = (length) => spelledFrom(wanted, at + length, characters, start + 1);
  if (wanted.startsWith(character, at)) {
    const stop = on(character.length);
    if (stop !== null) return stop;
  }
  const known = readings.get(character);
  // Quotation marks, brackets and the like need not be typed.
  if (!known) return at && !/[a-z0-9]/.test(character) ? on(0) : null;
  for (const reading of known) {
    if (reading[0] !== wanted[at]) continue;
    if (wanted.length - at < reading.length && reading.startsWith(wanted.slice(at))) return start + 1;
    const stop = (wanted.startsWith(reading, at) ? on(reading.length) : null) ?? on(1);
    if (stop !== null) return stop;
  }
  return null;
}

/** Return how far a name is from a query: characters in order with gaps, or pinyin with one slip; null where far. */
function fuzzyScore(wanted, slips, characters) {
  let place = 0;
  let gaps = 0;
  for (const letter of wanted) {
    const next = characters.indexOf(letter, place);
    if (next < 0) return misspelled(slips, characters);
    gaps += next - place;
    place = next + 1;
  }
  return Math.min(50, gaps);
}

/** Return what was meant if one letter of pinyin was typed too many, or two were exchanged. */
function slipsOf(wanted) {
  if (!/^[a-z]{4,20}$/.test(wanted)) return [];
  const places = [...wanted].keys();
  return [
    ...new Set(
      [...places].flatMap((at) => [
        wanted.slice(0, at) + wanted.slice(at + 1),
        wanted.slice(0, at) + (wanted[at + 1] ?? "") + wanted[at] + wanted.slice(at + 2),
      ]),
    ),
  ];
}

function misspelled(slips, characters) {
  for (let start = 0; start < characters.length; start += 1) {
    const known = readings.get(characters[start]);
    if (!known) continue;
    for (const slip of slips)
      if (known.some((reading) => reading[0] === slip[0]) && spelledFrom(slip, 0, characters, start) !== null)
        return 60 + start;
  }
  return null;
}
