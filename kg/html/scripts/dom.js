// Making elements. Text is always set as text: nothing on this page is ever parsed as HTML.

/** Return a new element: properties set, `on…` listeners added, `data`, `aria` and `vars` spread, children appended. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "aria")
      for (const [name, v] of Object.entries(value)) node.setAttribute(`aria-${name}`, String(v));
    else if (key === "vars") for (const [name, v] of Object.entries(value)) node.style.setProperty(`--${name}`, v);
    else if (key in node && key !== "role") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return a button that shows `text` and calls `action`. */
export function button(text, action, properties = {}) {
  return element("button", { type: "button", onclick: action, ...properties }, text);
}

/** Return a name from an article: isolated, so that right-to-left marks in it stay its own affair. */
export function nameOf(text, properties = {}) {
  return element("bdi", { lang: "zh-Hans", ...properties }, text);
}

/** Return the element of the page with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Tell screen readers something. */
export function announce(text) {
  byId("announcer").textContent = text;
}

/** Put other children in the place of an element's own; what had the focus keeps it, or what came in its stead. */
export function refill(place, ...children) {
  const active = place.contains(document.activeElement) ? document.activeElement : null;
  const [number, scrolled] = [reachable(place).indexOf(active), place.scrollTop];
  place.replaceChildren(...children);
  place.scrollTop = scrolled;
  if (!active || active === place) return;
  const now = reachable(place);
  const next = now.find((other) => alike(active, other)) ?? now[number];
  next?.focus({ preventScroll: true });
  if (next?.type === "search") next.setSelectionRange(next.value.length, next.value.length);
}

function reachable(place) {
  return [...place.querySelectorAll("button, input, summary, [tabindex]")];
}

function alike(one, other) {
  const keys = ({ tagName, id, dataset, textContent }) => JSON.stringify([tagName, id, { ...dataset }, textContent]);
  return keys(one) === keys(other);
}
