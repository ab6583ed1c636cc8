// Colours: each type's own from the schema, as tints that go with light and dark, for the canvas and for the styles.

import { data } from "./model.js";
import { state } from "./state.js";

const PAPER = { light: [251, 250, 247], dark: [23, 25, 29] };
const INK = { light: [32, 30, 28], dark: [232, 230, 225] };

/** Return "light" or "dark", as chosen or as the system has it. */
export function theme() {
  return state().theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Set the theme on the page, and each type's colours as custom properties for the styles. */
export function applyTheme() {
  const root = document.documentElement;
  root.dataset.theme = theme();
  for (const type of data.types) {
    const { strong, tint } = coloursOf(type.colour);
    root.style.setProperty(`--type-${type.name}`, strong);
    root.style.setProperty(`--tint-${type.name}`, tint);
  }
}

const made = new Map();

/** Return the colours that a type's colour makes in the present theme: tint (boxes), strong (borders, marks), ink and full. */
export function coloursOf(colour) {
  const name = theme();
  const key = `${name}${colour}`;
  if (!made.has(key)) {
    const base = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    const dark = name === "dark";
    made.set(key, {
      tint: css(mix(base, PAPER[name], dark ? 0.38 : 0.1)),
      strong: css(dark ? mix(base, [255, 255, 255], 0.5) : base),
      edge: css(mix(dark ? mix(base, [255, 255, 255], 0.5) : base, PAPER[name], dark ? 0.55 : 0.5)),
      full: colour,
      ink: css(INK[name]),
    });
  }
  return made.get(key);
}

/** Return the colours of the canvas that belong to no type. */
export function canvasColours() {
  const name = theme();
  const dark = name === "dark";
  return {
    paper: css(PAPER[name]),
    ink: css(INK[name]),
    line: dark ? "#5b6069" : "#b9b3a8",
    faint: dark ? "#3a3e45" : "#e3ded5",
    label: dark ? "#b4b0a8" : "#6b665e",
    band: dark ? "rgba(255,255,255,0.028)" : "rgba(80,60,30,0.032)",
    bandLabel: dark ? "#98948c" : "#706a60",
    derived: dark ? "#6f9bd1" : "#3b6ea5",
    accent: dark ? "#ff9e8c" : "#a8281c",
  };
}

/** Return `share` of one colour in another. */
function mix(one, other, share) {
  return one.map((value, place) => Math.round(value * share + other[place] * (1 - share)));
}

function css([red, green, blue]) {
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
