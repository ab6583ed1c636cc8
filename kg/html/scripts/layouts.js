// The two layouts that depend on what is shown: rows of levels, and rings around one node.

const GAP_X = 24;
const GAP_Y = 40;
const BAND_GAP = 52;
const ALONE = 4; // the rank of nodes without edges, after all others

/**
 * Place nodes as an organisation chart: a band for each level, in it rows of those who act above those acted upon.
 * Takes nodes as {id, level, width, height} and edges as {from, to}; returns {places: Map(id → {x, y}), bands}.
 * Rows are as long as lets the whole be seen largest in a window of the given width and height.
 */
export function levelLayout(nodes, edges, width, height) {
  const above = new Map(nodes.map((node) => [node.id, []]));
  const below = new Map(nodes.map((node) => [node.id, []]));
  for (const { from, to } of edges)
    if (from !== to && below.has(from) && below.has(to)) {
      below.get(from).push(to);
      above.get(to).push(from);
    }
  const ranks = ranksWithin(nodes, above, below);
  let [rows, best, longest] = [[], 0, 0];
  for (let limit = 400; limit < 60_000; limit *= 1.1) {
    const tried = rowsOf(nodes, ranks, limit);
    const size = sizeOf(tried);
    const scale = Math.min(width / size.width, height / size.height);
    if (scale > best) [rows, best, longest] = [tried, scale, size.width];
  }
  arrangeRows(rows, above, below, longest);
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
  for (const { id } of nodes) if (!below.get(id).length && !above.get(id).length) ranks.set(id, ALONE);
  return ranks;
}

/** Return the rows from the top down, each {level, nodes}, none much longer than `limit`. */
function rowsOf(nodes, ranks, limit) {
  const groups = new Map();
  for (const node of nodes) {
    const key = node.level * 10 + ranks.get(node.id);
    (groups.get(key) ?? groups.set(key, []).get(key)).push(node);
  }
  const rows = [];
  for (const key of [...groups.keys()].sort((a, b) => a - b)) {
    const group = groups.get(key);
    const level = Math.floor(key / 10);
    const rest =
      key % 10 === ALONE
        ? intoGaps(
            group,
            rows.filter((row) => row.level === level),
            limit,
          )
        : group;
    const number = Math.ceil(lengthOf(rest) / limit);
    for (let row = 0; row < number; row += 1)
      rows.push({ level, nodes: rest.filter((_, place) => place % number === row) });
  }
  return rows;
}

/** Put nodes that stand alone at the ends of their level's rows while there is room; return those that are left. */
function intoGaps(group, rows, limit) {
  return group.filter((node) => {
    const shortest = rows.reduce(
      (least, row) => (least && lengthOf(least.nodes) <= lengthOf(row.nodes) ? least : row),
      null,
    );
    if (!shortest || lengthOf(shortest.nodes) + GAP_X + node.width > limit) return true;
    shortest.nodes.push(node);
    return false;
  });
}

function lengthOf(nodes) {
  return nodes.reduce((sum, node) => sum + node.width + GAP_X, -GAP_X);
}

/** Return the width and height of the rows together. */
function sizeOf(rows) {
  const width = Math.max(...rows.map((row) => lengthOf(row.nodes)));
  const height = rows.reduce((sum, row) => sum + Math.max(...row.nodes.map((node) => node.height)) + GAP_Y, 0);
  return { width, height: height + new Set(rows.map((row) => row.level)).size * (BAND_GAP - GAP_Y) };
}

/** Give each node of the rows its `x`: near the middle of its neighbours, so that few edges cross and most are short. */
function arrangeRows(rows, above, below, longest) {
  const x = new Map();
  for (const row of rows) {
    let left = -lengthOf(row.nodes) / 2;
    for (const node of row.nodes) {
      x.set(node.id, left + node.width / 2);
      left += node.width + GAP_X;
    }
  }
  for (let round = 0; round < 12; round += 1)
    for (const row of round % 2 ? [...rows].reverse() : rows) {
      const aim = new Map(
        row.nodes.map(({ id }) => [
          id,
          mean(
            [...above.get(id), ...below.get(id)].map((other) => x.get(other)),
            x.get(id),
          ),
        ]),
      );
      row.nodes.sort((a, b) => aim.get(a.id) - aim.get(b.id));
      spread(row.nodes, aim, longest, x);
    }
  for (const row of rows) for (const node of row.nodes) node.x = Math.round(x.get(node.id));
}

function mean(values, otherwise) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : otherwise;
}

/** Put the nodes of a row as near to their aims as their widths and the length of the longest row allow. */
function spread(nodes, aim, longest, x) {
  let edge = Number.NEGATIVE_INFINITY;
  let shift = 0;
  for (const node of nodes) {
    const place = Math.max(aim.get(node.id), edge + node.width / 2);
    x.set(node.id, place);
    edge = place + node.width / 2 + GAP_X;
    shift += (aim.get(node.id) - place) / nodes.length;
  }
  let limit = longest / 2;
  for (const node of [...nodes].reverse()) {
    x.set(node.id, Math.min(x.get(node.id) + shift, limit - node.width / 2));
    limit = x.get(node.id) - node.width / 2 - GAP_X;
  }
  limit = -longest / 2;
  for (const node of nodes) {
    x.set(node.id, Math.max(x.get(node.id), limit + node.width / 2));
    limit = x.get(node.id) + node.width / 2 + GAP_X;
  }
}

/** Give the rows their heights, and each level its band. */
function settle(rows) {
  const places = new Map();
  const bands = [];
  let y = 0;
  for (const row of rows) {
    const height = Math.max(...row.nodes.map((node) => node.height));
    if (bands.at(-1)?.level !== row.level) {
      if (bands.length) y += BAND_GAP - GAP_Y;
      bands.push({ level: row.level, top: y - BAND_GAP / 2, bottom: 0 });
    }
    for (const node of row.nodes) places.set(node.id, { x: node.x, y: Math.round(y + height / 2) });
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
    const aim = new Map(
      ring.map((node) => [node.id, angles.get(beside.get(node.id).find((id) => angles.has(id)) ?? centre) ?? 0]),
    );
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
