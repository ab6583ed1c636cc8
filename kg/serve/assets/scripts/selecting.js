// Places in the text: what a reader selects, in code points of the document, as the corrections count.

/** Return {start, stop} of what is selected in the text, or null. */
export function selected(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const [start, stop] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  return start !== null && stop !== null && start < stop ? { start, stop } : null;
}

/** Return the code points before a point of the page's tree, or null where it is in no piece of the text. */
function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (piece && node.nodeType === Node.TEXT_NODE) return Number(piece.dataset.start) + points(node.data.slice(0, offset));
  // Between pieces: the beginning of the next, or the end of the last.
  const next = node.childNodes?.[offset];
  const here = next?.nodeType === Node.ELEMENT_NODE ? (next.closest("[data-start]") ?? next.querySelector("[data-start]")) : null;
  if (here) return Number(here.dataset.start);
  const last = [...(node.querySelectorAll?.("[data-start]") ?? [])].at(-1);
  return last ? Number(last.dataset.start) + points(last.textContent) : null;
}

/** Return the places where some words stand among code points, in order. */
export function placesOf(whole, words) {
  const wanted = [...words];
  const found = [];
  for (let at = 0; wanted.length && at + wanted.length <= whole.length; at += 1)
    if (wanted.every((one, place) => whole[at + place] === one)) found.push({ start: at, stop: at + wanted.length });
  return found;
}

/** Return how many code points a string has. */
export function points(string) {
  return [...string].length;
}

/** Let a selection begin on a link of the text, too: while the button is down it is none. A click still follows it. */
export function selectOverLinks(text) {
  text.addEventListener("pointerdown", ({ target, button, pointerType }) => {
    const link = target.closest("a[href]");
    if (!link || button || pointerType !== "mouse") return;
    const address = link.getAttribute("href");
    link.removeAttribute("href");
    const restore = () => link.setAttribute("href", address);
    for (const event of ["pointerup", "pointercancel"]) addEventListener(event, restore, { once: true, capture: true });
  });
  text.addEventListener("click", (event) => {
    if (selected(text) && event.target.closest("a[href]")) event.preventDefault();
  });
}
