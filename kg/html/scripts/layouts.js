// The two layouts that depend on what is shown: rows of levels, and rings around one node.

const GAP_X = 26;
const GAP_Y = 46;
const BAND_GAP = 54;

/**
 * Place nodes as an organisation chart: a band for each level, in it rows of those who act above those acted upon.
 * Takes nodes as {id, level, width, height} and edges as {from, to}; returns {places: Map(id → {x, y}), bands}.
 */
export function levelLayout(nodes, edges, aspect = 1.7) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const above = new Map(nodes.map((node) => [node.id, []]));
  const below = new Map(nodes.map((node) => [node.id, []]));
  for (const { from, to } of edges)
    if (from !== to && byId.has(from) && byId.has(to)) {
      below.get(from).push(to);
      above.get(to).push(from);
    }
  const ranks = ranksWithin(nodes, above, below);
  const rows = rowsOf(nodes, ranks, aspect);
  order(rows, above, below);
  return settle(rows);
}

/** Return each node's rank within its level: 0 for those nobody of the level acts upon, then one more at each step, up to 3. */
function ranksWithin(nodes, above, below) {
  const level = new Map(nodes.map((node) => [node.id, node.level]));
  const weight = (id) => below.get(id).length - above.get(id).length;
  const ranks = new Map();
  for (const { id } of [...nodes].sort((a, b) => weight(b.id) - weight(a.id))) {
    const over = above.get(id).filter((other) => level.get(other) === level.get(id) && ranks.has(other));
    ranks.set(id, over.length ? Math.min(3, 1 + Math.max(...over.map((other) => ranks.get(other)))) : 0);
  }
  for (const { id } of nodes) if (!below.get(id).length && !above.get(id).length) ranks.set(id, 4); // alone: last
  return ranks;
}

/** Return the rows from the top down, each {level, nodes}, none much wider than the whole should be. */
function rowsOf(nodes, ranks, aspect) {
  let area = 0;
  let widest = 0;
  for (const { width, height } of nodes) {
    area += (width + GAP_X) * (height + GAP_Y);
    widest = Math.max(widest, width);
  }
  const limit = Math.max(widest, Math.sqrt(area * aspect) * 1.12, 760);
  const groups = new Map();
  for (const node of nodes) {
    const key = node.level * 10 + ranks.get(node.id);
    (groups.get(key) ?? groups.set(key, []).get(key)).push(node);
  }
  const rows = [];
  for (const key of [...groups.keys()].sort((a, b) => a - b)) {
    const group = groups.get(key);
    const total = group.reduce((sum, node) => sum + node.width + GAP_X, 0);
    const number = Math.ceil(total / limit);
    for (let row = 0; row < number; row += 1) rows.push({ level: Math.floor(key / 10), nodes: group.filter((_, place) => place % number === row) });
  }
  return rows;
}

/** Order the nodes of the rows so that fewer edges cross: by the middle of their neighbours, down and up again. */
function order(rows, above, below) {
  const x = new Map();
  const spread = (row) => {
    const total = row.nodes.reduce((sum, node) => sum + node.width + GAP_X, -GAP_X);
    let left = -total / 2;
    for (const node of row.nodes) {
      x.set(node.id, left + node.width / 2);
      left += node.width + GAP_X;
    }
  };
  rows.forEach(spread);
  for (let round = 0; round < 8; round += 1)
    for (const row of round % 2 ? [...rows].reverse() : rows) {
      const aim = new Map(
        row.nodes.map((node) => {
          const near = [...above.get(node.id), ...below.get(node.id)];
          return [node.id, near.length ? near.reduce((sum, id) => sum + x.get(id), 0) / near.length : x.get(node.id)];
        }),
      );
      row.nodes.sort((a, b) => aim.get(a.id) - aim.get(b.id));
      spread(row);
    }
}

/** Give the rows their places, and each level its band. */
function settle(rows) {
  const places = new Map();
  const bands = [];
  let y = 0;
  for (const row of rows) {
    const height = Math.max(...row.nodes.map((node) => node.height));
    const last = bands.at(-1);
    if (last?.level !== row.level) {
      if (last) y += BAND_GAP - GAP_Y;
      bands.push({ level: row.level, top: y - BAND_GAP / 2, bottom: 0 });
    }
    let left = -row.nodes.reduce((sum, node) => sum + node.width + GAP_X, -GAP_X) / 2;
    for (const node of row.nodes) {
      places.set(node.id, { x: Math.round(left + node.width / 2), y: Math.round(y + height / 2) });
      left += node.width + GAP_X;
    }
    bands.at(-1).bottom = y + height + BAND_GAP / 2;
    y += height + GAP_Y;
  }
  return { places, bands };
}

/**
 * Place nodes in rings around one: the first ring its neighbours, the next theirs, the last those it does not reach.
 * Takes nodes as above, `distance` as Map(id → steps); returns {places}.
 */
export function ringLayout(centre, nodes, edges, distance) {
  const beside = new Map(nodes.map((node) => [node.id, []]));
  for (const { from, to } of edges) {
    beside.get(from)?.push(to);
    beside.get(to)?.push(from);
  }
  const rings = [];
  const beyond = 1 + Math.max(0, ...distance.values());
  for (const node of nodes) (rings[distance.get(node.id) ?? beyond] ??= []).push(node);
  const angles = new Map([[centre, 0]]);
  const places = new Map([[centre, { x: 0, y: 0 }]]);
  let radius = 0;
  rings.forEach((ring, steps) => {
    if (!steps) return;
    // Those with the same neighbour further in stand side by side.
    const aim = new Map(ring.map((node) => [node.id, angles.get(beside.get(node.id).find((id) => angles.has(id)) ?? centre) ?? 0]));
    ring.sort((a, b) => aim.get(a.id) - aim.get(b.id));
    const around = ring.reduce((sum, node) => sum + Math.max(node.width * 0.75, node.height) + GAP_X, 0);
    radius = Math.max(radius + 150, around / (2 * Math.PI));
    const start = new Map();
    let used = 0;
    for (const node of ring) {
      const share = Math.max(node.width * 0.75, node.height) + GAP_X;
      const angle = ((used + share / 2) / around) * 2 * Math.PI - Math.PI / 2;
      used += share;
      start.set(node.id, angle);
      places.set(node.id, { x: Math.round(radius * 1.35 * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
    }
    for (const [id, angle] of start) angles.set(id, angle);
  });
  return { places };
}
