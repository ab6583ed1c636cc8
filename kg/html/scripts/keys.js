// The keyboard: / goes to the search box from anywhere; the graph has keys of its own while it has the focus.

import { fit, towards, zoom } from "./canvas.js";
import { byId } from "./dom.js";
import { nodeById } from "./model.js";
import { choose, state, toggled } from "./state.js";

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Start to listen; `acts` are those of the panel. */
export function startKeys(acts) {
  const withNode = (act) => () => nodeById.has(state().selected) && act(nodeById.get(state().selected));
  const keys = {
    "+": () => zoom(1.33),
    "=": () => zoom(1.33),
    "-": () => zoom(0.75),
    0: () => fit(),
    e: withNode(acts.expand),
    c: withNode(acts.collapse),
    h: withNode((node) => choose({ hidden: toggled(state().hidden, node.id, true), selected: "" })),
    p: withNode(acts.pin),
    o: withNode(acts.only),
    Enter: () => byId("panel").querySelector("h2")?.focus(),
    Escape: () => choose(state().selected ? { selected: "" } : { only: "", path: "", group: "" }),
  };
  byId("graph").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = ARROWS[event.key] ? towards(state().selected, ARROWS[event.key]) : null;
    if (next && nodeById.has(next)) acts.select(next);
    else if (next) choose({ selected: "", group: next });
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input, select, textarea");
    if (event.key === "/" && !typing) byId("query").focus();
    else if (event.key === "Escape" && byId("side").contains(event.target)) {
      choose(byId("article").contains(event.target) ? { reading: "" } : { selected: "" });
      byId("graph").focus();
    } else return;
    event.preventDefault();
  });
}
