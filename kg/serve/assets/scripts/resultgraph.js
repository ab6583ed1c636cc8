// Results as a graph: triples of CONSTRUCT and DESCRIBE, or the entities of each row of a SELECT joined in their order.

/* global vis */
import { element } from "../html/scripts/dom.js";
import { ask } from "./asking.js";
import { word } from "./words.js";

const MOST = 300;

export class Graph {
  priority = 5;
  label = word("graph");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return edgesOf(this.yasr).length > 0;
  }

  getIcon() {
    return element("span", { className: "graph-icon", aria: { hidden: true } });
  }

  async draw() {
    const edges = edgesOf(this.yasr).slice(0, MOST * 2);
    const ends = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].slice(0, MOST);
    const known = await namesOf(ends, this.yasr.getPrefixes().id);
    const place = element("div", { className: "result-graph", role: "img", aria: { label: word("graphNote", { n: ends.length }) } });
    this.yasr.resultsEl.append(element("p", { className: "quiet small" }, word("graphNote", { n: ends.length })), place);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const nodes = ends.map((id) => {
      const { name, type } = known.get(id) ?? { name: short(id, this.yasr.getPrefixes()) };
      return {
        id,
        label: name.length > 18 ? `${name.slice(0, 17)}…` : name,
        title: name,
        color: {
          background: resolved(type ? `var(--tint-${type})` : "var(--raised)", place),
          border: resolved(type ? `var(--type-${type})` : "var(--line-strong)", place),
        },
      };
    });
    this.network = new vis.Network(
      place,
      { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges.map((edge, id) => ({ id, ...edge }))) },
      {
        physics: { stabilization: { iterations: 200 }, solver: "forceAtlas2Based" },
        layout: { randomSeed: 1, improvedLayout: false },
        nodes: { shape: "box", margin: 7, font: { color: colour("--ink"), size: 14 }, shapeProperties: { borderRadius: 5 } },
        edges: {
          arrows: { to: { enabled: true, scaleFactor: 0.5 } },
          color: { color: colour("--line-strong") },
          font: { size: 11, color: colour("--quiet"), strokeColor: colour("--paper"), strokeWidth: 4 },
        },
      },
    );
    this.network.once("stabilizationIterationsDone", () => this.network.setOptions({ physics: false }));
    this.network.on("doubleClick", ({ nodes: [id] }) => {
      const own = id && known.get(id);
      if (own) location.assign(`/entity/${own.id}`);
    });
  }

  destroy() {
    this.network?.destroy();
  }
}

/** Return {from, to, label} for each triple between two things, or each neighbouring pair of things in a row. */
function edgesOf({ results, config }) {
  const statements = results?.getStatements?.() ?? [];
  if (statements.length)
    return statements
      .filter(({ object, predicate }) => object.termType === "NamedNode" && !predicate.value.endsWith("#type"))
      .map(({ subject, predicate, object }) => ({
        from: subject.value,
        to: object.value,
        label: short(predicate.value, config.prefixes),
      }));
  const seen = new Set();
  return (results?.getBindings?.() ?? []).slice(0, MOST * 2).flatMap((row) => {
    const things = results
      .getVariables()
      .map((name) => row[name])
      .filter((value) => value?.type === "uri");
    return things.slice(1).flatMap((to, place) => {
      const [from, key] = [things[place].value, `${things[place].value} ${to.value}`];
      if (seen.has(key) || from === to.value) return [];
      seen.add(key);
      return [{ from, to: to.value, label: "" }];
    });
  });
}

async function namesOf(addresses, base) {
  const ids = addresses.filter((address) => address.startsWith(base)).map((address) => address.slice(base.length));
  const entities = ids.filter((id) => id.startsWith("ent-")).slice(0, 200);
  if (!entities.length) return new Map();
  const found = await ask("/api/names", { ids: entities.join(",") });
  return new Map(found.map((one) => [base + one.id, one]));
}

function short(address, prefixes) {
  const [prefix, start] = Object.entries(prefixes).find(([, iri]) => address.startsWith(iri)) ?? [];
  return prefix ? `${prefix}:${address.slice(start.length)}` : address;
}

/** Return what a colour of the styles comes to, for the canvas. */
function resolved(colour, place) {
  const probe = element("span", {});
  probe.style.color = colour;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const [red, green, blue] = color.startsWith("color(srgb")
    ? color.match(/[\d.]+/g).map((share) => Math.round(Number(share) * 255))
    : color.match(/\d+/g).map(Number);
  return `rgb(${red},${green},${blue})`;
}
