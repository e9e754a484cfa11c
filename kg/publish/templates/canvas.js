// The network of vis-network with our look: selection, dimming, labels and marks. Positions come with the data.
const holder = document.getElementById("canvas");
const shown = { nodes: new Set(), edges: new Set(), statements: new Set() };
const upright = holder.clientHeight > holder.clientWidth; // the layout is broad: a phone shows it on its side
const points = new vis.DataSet(
  [...nodes.values()].map(({ id, x, y, shape, size }) => ({ id, shape, size, x: upright ? y : x, y: upright ? 1.25 * x : y })),
);
const strokes = new vis.DataSet(
  [...edges.values()].map(({ id, from, to, arrows, smooth }) => ({ id, from, to, arrows, smooth })),
);
const pointView = new vis.DataView(points, { filter: (item) => shown.nodes.has(item.id) });
const strokeView = new vis.DataView(strokes, { filter: (item) => shown.edges.has(item.id) });
const network = new vis.Network(holder, { nodes: pointView, edges: strokeView }, settings);

const visible = (edge) => edge.statements.map((id) => statements.get(id)).filter((each) => shown.statements.has(each));

// What stands out: the selection and what it touches; null when nothing is selected.
const near = () => {
  const chosen = state.selected;
  if (!chosen) return null;
  const found = new Set();
  const at = chosen.type === "statement" ? place(chosen.id) : chosen.id;
  const addEdge = (edge) => [edge.id, edge.from, edge.to].forEach((id) => found.add(id));
  if (edges.has(at)) addEdge(edges.get(at));
  if (nodes.has(at)) {
    found.add(at);
    (edgesAt.get(at) ?? []).filter((edge) => shown.edges.has(edge.id)).forEach(addEdge);
  }
  for (const id of [...found]) {
    // A relation shows its arguments whenever it shows.
    if (nodes.get(id)?.kind === RELATION) edgesAt.get(id).filter((edge) => edge.from === id || relationEdge(edge, id)).forEach(addEdge);
  }
  return found;
};
const relationEdge = (edge, relation) => edge.statements.some((id) => relationOf.get(id) === relation);

let bright = null;
let grown = 1; // marks do not shrink with the picture below a size that can be seen and hit
const radius = (node) => node.size * grown;
const grow = () => {
  const wanted = Math.min(Math.max(0.45 / network.getScale(), 1), 2.5);
  if (Math.abs(wanted / grown - 1) < 0.12 && wanted !== 1) return;
  if (wanted === grown) return;
  grown = wanted;
  points.update([...shown.nodes].map((id) => ({ id, size: radius(nodes.get(id)) })));
};
network.on("zoom", grow);
network.on("animationFinished", grow);

const paintNode = (node) => {
  const { id, kind } = node;
  const fade = bright && !bright.has(id);
  const chosen = state.selected?.id === id;
  const colour = css(`--kind-${styled(kind)}`);
  const ring = kind === RELATION ? colour : css("--ground");
  const look = { background: kind === RELATION ? css("--ground") : colour, border: chosen ? css("--ink") : ring };
  return { id, size: radius(node), opacity: fade ? 0.18 : 1, color: { ...look, highlight: look, hover: { ...look, border: css("--ink") } } };
};
const paintEdge = (edge) => {
  const said = visible(edge);
  const solid = said.some(asserted);
  const refused = !solid && said.some(denied);
  const tone = css(refused ? "--denied" : solid ? "--edge" : "--edge-soft");
  const fade = bright && !bright.has(edge.id);
  const color = { color: tone, highlight: tone, hover: tone, opacity: fade ? 0.15 : 1 };
  const width = Math.min(1.6 + 0.6 * (new Set(said.map((each) => each.article)).size - 1), 3.5);
  return { id: edge.id, color, width: bright && !fade ? width + 0.8 : width, dashes: solid ? false : [6, 5] };
};
const paint = () => {
  bright = near();
  points.update([...shown.nodes].map((id) => paintNode(nodes.get(id))));
  strokes.update([...shown.edges].map((id) => paintEdge(edges.get(id))));
};

// A point on an edge as it is drawn, bent or straight; 0.5 is its middle.
const along = (id, part) => {
  const drawn = network.body.edges[id];
  return drawn?.connected ? drawn.edgeType.getPoint(part) : null;
};

const HUBS = 12; // the best-connected always show their name, over other marks if need be
const drawLabels = (context) => {
  const scale = network.getScale();
  const positions = network.getPositions();
  placed.length = 0;
  const [start, end] = [{ x: 0, y: 0 }, { x: holder.clientWidth, y: holder.clientHeight }].map((at) => network.DOMtoCanvas(at));
  Object.assign(sight, { left: start.x, top: start.y, right: end.x, bottom: end.y });
  const spots = [...shown.nodes].map((id) => ({ node: nodes.get(id), ...positions[id] }));
  for (const { node, x, y } of spots) {
    const reach = radius(node) + 1;
    placed.push({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
  }
  const struck = denials(spots, scale).map((spot) => ({ ...spot, fade: bright && !bright.has(spot.id) }));
  for (const { x, y } of struck) placed.push({ left: x - 6 / scale, right: x + 6 / scale, top: y - 6 / scale, bottom: y + 6 / scale });
  const urgent = (id) => id === state.selected?.id || id === state.hovered;
  const weight = (id) => (urgent(id) ? 0 : bright?.has(id) ? 1 : 2);
  const entities = spots.filter(({ node }) => node.kind !== RELATION);
  entities.sort((a, b) => weight(a.node.id) - weight(b.node.id) || a.node.rank - b.node.rank);
  for (const { node, x, y } of entities) {
    const fade = bright && !bright.has(node.id) && !urgent(node.id);
    const target = { type: "node", id: node.id };
    put(context, scale, { label: nodeName(node.id), x, y, away: radius(node), kind: "node", colour: css("--ink"), must: urgent(node.id) || node.rank < HUBS, fade, target });
  }
  for (const { node, x, y } of spots.filter((spot) => spot.node.kind === RELATION)) {
    const fade = bright && !bright.has(node.id);
    const target = { type: "node", id: node.id };
    put(context, scale, { label: nodeName(node.id), x, y, away: radius(node), kind: "edge", colour: css("--ink-soft"), must: urgent(node.id), fade, target });
  }
  drawEdges(context, scale, urgent);
  struck.forEach((spot) => strike(context, scale, spot));
};
const talkative = (scale) => shown.edges.size <= FEW || scale >= NEAR;
const drawEdges = (context, scale, urgent) => {
  const touched = (edge) => urgent(edge.id) || [edge.from, edge.to].includes(state.hovered);
  const list = [...shown.edges].map((id) => edges.get(id)).filter((edge) => edgeName(edge));
  const speaking = list.filter((edge) => touched(edge) || (bright ? bright.has(edge.id) : talkative(scale)));
  speaking.sort((a, b) => touched(b) - touched(a));
  for (const edge of speaking) {
    const refused = visible(edge).some(denied);
    const points = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65].map((part) => along(edge.id, part)).filter(Boolean);
    const colour = css(refused ? "--denied" : "--ink-soft");
    put(context, scale, { label: edgeName(edge), points, away: refused ? 6 / scale : 0, kind: "edge", colour, must: urgent(edge.id), target: { type: "edge", id: edge.id } });
  }
};
// Where ⊘ stands: on relations that are denied, and in the middle of lines that have room for words; all are red anyway.
const denials = (spots, scale) => [
  ...spots.filter(({ node }) => node.kind === RELATION && node.statements.some(refusedHere)).map(({ node, x, y }) => ({ x, y, id: node.id })),
  ...[...shown.edges].map((id) => edges.get(id)).filter((edge) => (talkative(scale) || bright?.has(edge.id)) && edgeName(edge) && edge.statements.some(refusedHere)).map((edge) => ({ ...along(edge.id, 0.5), id: edge.id })),
];
const refusedHere = (id) => shown.statements.has(statements.get(id)) && denied(statements.get(id));
network.on("afterDrawing", drawLabels);

const narrow = matchMedia("(max-width: 720px)");
const calm = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
// What legend and panel leave of the canvas, in pixels.
const free = () => {
  const legend = document.getElementById("legend");
  const left = legend.open && !narrow.matches ? legend.offsetWidth + 16 : 0;
  const bottom = narrow.matches ? (panel.hidden ? 50 : panel.offsetHeight) : 0;
  return { left, width: holder.clientWidth - left, height: holder.clientHeight - bottom };
};
const move = (position, scale, animate) => {
  const { left, height } = free();
  const offset = { x: left / 2, y: (height - holder.clientHeight) / 2 };
  network.moveTo({ position, scale, offset, animation: animate && calm() ? { duration: 300 } : false });
  grow();
};
// Everything in sight.
const fit = (animate = true) => {
  const spots = Object.values(network.getPositions([...shown.nodes]));
  const { width, height } = free();
  if (!spots.length || width < 1) return;
  const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = narrow.matches ? 120 : 150;
  const scale = Math.min((width - margin) / (right - left || 1), (height - 110) / (bottom - top || 1), 1.5);
  move({ x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, Math.max(scale, 0.02), animate);
};
const zoom = (factor) => {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 8) });
  grow();
};
const spotOf = (id) => along(id, 0.5) ?? network.getPositions([id])[id];
const bring = (id) => move(spotOf(id), Math.max(network.getScale(), 0.9), true);
const inSight = (id) => {
  const at = network.canvasToDOM(spotOf(id));
  const { left, height } = free();
  return at.x > left + 60 && at.x < holder.clientWidth - 60 && at.y > 40 && at.y < height - 60;
};

network.on("click", ({ nodes: hit, edges: lines, pointer }) => {
  if (hit.length) return select({ type: "node", id: hit[0] });
  const target = labelAt(pointer.canvas) ?? (lines.length ? { type: "edge", id: lines[0] } : null);
  return select(target);
});
const hover = (id) => () => {
  state.hovered = id;
};
network.on("hoverNode", ({ node }) => hover(node)());
network.on("hoverEdge", ({ edge }) => hover(edge)());
network.on("blurNode", hover(null));
network.on("blurEdge", hover(null));

// Arrow keys: the nearest node in that direction, seen from the chosen one.
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const step = ([dx, dy]) => {
  const positions = network.getPositions([...shown.nodes]);
  const from = positions[state.selected?.id];
  const ranked = [...shown.nodes].sort((a, b) => nodes.get(a).rank - nodes.get(b).rank);
  if (!from) return ranked[0];
  const cost = (id) => {
    const [x, y] = [positions[id].x - from.x, positions[id].y - from.y];
    const ahead = x * dx + y * dy;
    return ahead > 0 ? Math.hypot(x, y) + 2 * Math.abs(x * dy - y * dx) : Infinity;
  };
  const next = ranked.reduce((best, id) => (cost(id) < cost(best) ? id : best));
  return cost(next) < Infinity ? next : null;
};
holder.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = { "+": () => zoom(1.25), "-": () => zoom(0.8), f: () => fit(), F: () => fit(), Enter: () => panel.hidden || panel.focus() };
  const direction = DIRECTIONS[event.key];
  if (!direction && !keys[event.key]) return;
  event.preventDefault();
  if (!direction) return void keys[event.key]();
  const next = step(direction);
  if (!next) return;
  select({ type: "node", id: next });
});

