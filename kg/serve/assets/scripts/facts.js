// What the page knows of its article, and how the corrections speak of it: by its words and where they stand.

export const facts = JSON.parse(document.getElementById("article-data").textContent);
export const letters = [...facts.text];
export const entityById = new Map(facts.entities.map((one) => [one.id, one]));

/** Return what a correction says of an entity: the mention that a quote means, as `kg.corrections` chooses it. */
export function endOf({ type, name, mentions }, quote) {
  const inside = mentions.find(([start, stop]) => quote.start <= start && stop <= quote.stop);
  const before = mentions.filter(([start]) => start < quote.start).at(-1);
  const [start, stop] = inside ?? before ?? mentions[0];
  return { start, stop, type, name };
}

/** Return a piece of evidence as the corrections say it. */
export function stated({ head, tail, head_count: heads, tail_count: tails, ...rest }) {
  return {
    ...rest,
    head: endOf(entityById.get(head), rest),
    tail: endOf(entityById.get(tail), rest),
    ...(heads === null ? {} : { head_count: heads }),
    ...(tails === null ? {} : { tail_count: tails }),
  };
}

/** Return who corrects, as this browser remembers; `name` is remembered from now on. */
export function reviewer(name = "") {
  try {
    if (name) localStorage.setItem("kg-reviewer", name);
    return name || (localStorage.getItem("kg-reviewer") ?? "");
  } catch {
    return name; // storage is shut off: asked for each time
  }
}
