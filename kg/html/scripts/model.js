// The data of the page: what stands in its JSON, with everything found by id and each node's edges at hand.

export const data = JSON.parse(document.getElementById("data").textContent);

export const types = new Map(data.types.map((type) => [type.name, type]));
export const relations = new Map(data.relations.map((relation) => [relation.name, relation]));
export const nodes = data.nodes;
export const edges = data.edges;
export const documents = data.documents;
export const levels = data.levels;
export const modalities = ["asserted", "required"];

export const nodeById = new Map(nodes.map((node) => [node.id, node]));
export const edgeById = new Map(edges.map((edge) => [edge.id, edge]));

nodes.forEach((node, index) => Object.assign(node, { index, type: node.group, out: [], in: [] }));
edges.forEach((edge, index) => {
  Object.assign(edge, { index, head: nodeById.get(edge.from), tail: nodeById.get(edge.to) });
  edge.head.out.push(edge);
  edge.tail.in.push(edge);
});

/** Return how many edges a node has. */
export function degree(node) {
  return node.out.length + node.in.length;
}

/** Return the nodes that share an edge with `node`. */
export function neighbours(node) {
  return [...node.out.map((edge) => edge.tail), ...node.in.map((edge) => edge.head)];
}

/** Return the words of a piece of evidence. */
export function quoteOf([document, start, stop]) {
  return documents[document].text.slice(start, stop);
}

/** Return what an article is called. */
export function titleOf(document) {
  return document.title || document.name;
}

/** Return "44 → 21", "→ 21" or "" for the counts of an edge or of a piece of its evidence. */
export function countsOf(head, tail) {
  if (head === null && tail === null) return "";
  return `${head ?? ""} → ${tail ?? ""}`.trim();
}

let mentionsByDocument = null;

/** Return the mentions of an article as {node, start, stop}, in text order. */
export function mentionsIn(document) {
  if (!mentionsByDocument) {
    mentionsByDocument = documents.map(() => []);
    for (const node of nodes)
      for (const [where, start, stop] of node.mentions) mentionsByDocument[where].push({ node, start, stop });
    for (const list of mentionsByDocument) list.sort((a, b) => a.start - b.start || b.stop - a.stop);
  }
  return mentionsByDocument[document];
}
