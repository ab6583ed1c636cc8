// The data of the page: what stands in its JSON, and what a server sends later, with everything found by id and each node's edges at hand.

export const data = JSON.parse(document.getElementById("data").textContent);

export const types = new Map(data.types.map((type) => [type.name, type]));
export const relations = new Map(data.relations.map((relation) => [relation.name, relation]));
export const nodes = [];
export const edges = [];
export const documents = [];
export const levels = data.levels;
export const modalities = ["asserted", "required"];
export const layouts = data.overview ? ["levels", "around"] : ["levels", "force", "around"];

export const nodeById = new Map();
export const edgeById = new Map();
const documentPlaces = new Map();
let mentionsByDocument = null;

/**
 * What a server's page knows besides: `needs(state)` promises the parts of the graph that a state shows and that are not here
 * yet; `find(query)` promises search results; `near(id)` promises a node with its neighbours; `page(kind, id)` is
 * the address of an entity's or article's own page. A page from the file system holds the whole graph and knows none.
 */
export const server = {};

/** Take in a part of a graph: {nodes, edges, documents}; what is known already learns what is new. */
export function add(part) {
  const places = part.documents.map(documentPlace);
  const moved = ([where, ...rest]) => [places[where], ...rest];
  for (const node of part.nodes) {
    node.mentions = node.mentions.map(moved);
    const known = nodeById.get(node.id);
    if (known) learn(known, node);
    else {
      Object.assign(node, { index: nodes.length, type: node.group, out: [], in: [] });
      nodes.push(node);
      nodeById.set(node.id, node);
    }
  }
  for (const edge of part.edges) {
    if (edgeById.has(edge.id)) continue;
    const [head, tail] = [nodeById.get(edge.from), nodeById.get(edge.to)];
    Object.assign(edge, { evidence: edge.evidence.map(moved), index: edges.length, head, tail });
    edges.push(edge);
    edgeById.set(edge.id, edge);
    head.out.push(edge);
    tail.in.push(edge);
  }
  mentionsByDocument = null;
}

function documentPlace(document) {
  const place = documentPlaces.get(document.id);
  if (place === undefined) {
    documentPlaces.set(document.id, documents.length);
    return documents.push(document) - 1;
  }
  documents[place].text ??= document.text;
  return place;
}

/** Add the mentions of a node that are not known yet. */
function learn(node, { mentions }) {
  const known = new Set(node.mentions.map(String));
  node.mentions.push(...mentions.filter((mention) => !known.has(String(mention))));
}

add(data);

/** Return how many edges a node has, those that are still with the server too. */
export function degree(node) {
  return node.degree ?? node.out.length + node.in.length;
}

/** Return the nodes that share an edge with `node`. */
export function neighbours(node) {
  return [...node.out.map((edge) => edge.tail), ...node.in.map((edge) => edge.head)];
}

/** Return the words of a piece of evidence. */
export function quoteOf([document, start, stop, , , , , quote]) {
  return quote ?? documents[document].text.slice(start, stop);
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
