// The network of vis-network with our look: selection, dimming, labels and marks. Positions come with the data.
const holder = document.getElementById("canvas");
const shown = { nodes: new Set(), edges: new Set(), statements: new Set() };
const upright = innerHeight > innerWidth; // the layout is broad: a phone shows it on its side
const home = new Map([...nodes.values()].map(({ id, x, y }) => [id, upright ? { x: y, y: 1.25 * x } : { x, y }]));
const points = new vis.DataSet();
const strokes = new vis.DataSet();
const CROWD = 1000; // more marks than this have no ring: rings take half of the drawing
const MANY = 1200; // more lines than this are left out while the picture is dragged or zoomed
const network = new vis.Network(holder, { nodes: points, edges: strokes }, settings);

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
  const wanted = Math.min(Math.max(0.5 / network.getScale(), 1), shown.nodes.size > 400 ? 1.6 : 2.5);
  if (wanted === grown || (Math.abs(wanted / grown - 1) < 0.12 && wanted !== 1)) return;
  grown = wanted;
  points.update([...shown.nodes].map((id) => ({ id, size: radius(nodes.get(id)) })));
  if (shown.edges.size <= MANY) strokes.update([...shown.edges].map((id) => paintEdge(edges.get(id))));
};
// Lines and arrows keep their strength when the picture is small.
const stroke = () => Math.min(grown * 1.25, 2);
network.on("animationFinished", grow);

const paintNode = (node) => {
  const { id, kind, shape } = node;
  const fade = bright && !bright.has(id);
  const chosen = state.selected?.id === id || state.focus?.id === id || state.path?.includes(id);
  const colour = css(`--kind-${styled(kind)}`);
  const ring = kind === RELATION ? colour : css("--ground");
  const look = { background: kind === RELATION ? css("--ground") : colour, border: chosen ? css("--ink") : ring };
  const borderWidth = chosen || kind === RELATION || shown.nodes.size <= CROWD ? 1.5 : 0;
  return { id, shape, ...spots.get(id), size: radius(node), borderWidth, opacity: fade ? 0.18 : 1, color: { ...look, highlight: look, hover: { ...look, border: css("--ink") } } };
};
const paintEdge = (edge) => {
  const said = visible(edge);
  const solid = said.some(asserted);
  const refused = !solid && said.some(denied);
  const tone = css(refused ? "--denied" : solid ? "--edge" : "--edge-soft");
  const fade = bright && !bright.has(edge.id);
  const color = { color: tone, highlight: tone, hover: tone, opacity: fade ? 0.12 : shown.edges.size > MANY ? 0.4 : 1 };
  const width = Math.min(1.6 + 0.6 * (new Set(said.map((each) => each.article)).size - 1), 3.5);
  const { id, from, to, smooth } = edge;
  const arrows = { to: { ...edge.arrows.to, scaleFactor: 0.5 * Math.min(stroke(), 1.5) } };
  return { id, from, to, arrows, smooth, color, width: (bright && !fade ? width + 0.8 : width) * stroke(), dashes: solid ? false : [6 * grown, 5 * grown] };
};
let spots = home; // where nodes stand: as laid out, or in the columns of a path
let ranked = []; // what is shown, the best connected first
let spoken = []; // the edges that have words
const paint = () => {
  bright = near();
  points.update([...shown.nodes].map((id) => paintNode(nodes.get(id))));
  strokes.update([...shown.edges].map((id) => paintEdge(edges.get(id))));
};
// Brings what is shown onto the canvas, and takes off what is not.
const draw = () => {
  points.remove(points.getIds().filter((id) => !shown.nodes.has(id)));
  strokes.remove(strokes.getIds().filter((id) => !shown.edges.has(id)));
  const many = shown.edges.size > MANY;
  network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
  ranked = [...shown.nodes].map((id) => nodes.get(id)).sort((a, b) => a.rank - b.rank);
  spoken = [...shown.edges].map((id) => edges.get(id)).filter((edge) => edgeName(edge));
  Object.assign(holder.dataset, { nodes: shown.nodes.size, edges: shown.edges.size });
  paint();
};

// A point on an edge as it is drawn, bent or straight; 0.5 is its middle.
const along = (id, part) => {
  const drawn = network.body.edges[id];
  return drawn?.connected ? drawn.edgeType.getPoint(part) : null;
};
const spot = (id) => network.body.nodes[id];

const HUBS = 12; // the best-connected always show their name, over other marks if need be
const urgent = (id) => id === state.selected?.id || id === state.hovered;
const NAMED = 400; // so many of the best-connected nodes in view are tried for room for their names
const NAMED_MOVING = 40;
let moving = false; // a large picture that is being dragged or zoomed shows few names and no lines
const rest = () => {
  moving = false;
  network.redraw();
};
const drawLabels = (context) => {
  const scale = network.getScale();
  const [start, end] = [{ x: 0, y: 0 }, { x: holder.clientWidth, y: holder.clientHeight }].map((at) => network.DOMtoCanvas(at));
  Object.assign(sight, { left: start.x, top: start.y, right: end.x, bottom: end.y });
  clearCells(scale);
  written.length = 0;
  const inView = ranked.filter((node) => spot(node.id) && seen(spot(node.id), 40 / scale));
  for (const node of moving ? inView.slice(0, NAMED) : inView) {
    if (bright && !bright.has(node.id)) continue; // names of what stands out may cover what does not
    const [{ x, y }, reach] = [spot(node.id), radius(node) + 1];
    take({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
  }
  const struck = denials(inView, scale).map((each) => ({ ...each, fade: bright && !bright.has(each.id) }));
  for (const { x, y } of struck) take({ left: x - 6 / scale, right: x + 6 / scale, top: y - 6 / scale, bottom: y + 6 / scale });
  const weight = ({ id }) => (urgent(id) ? 0 : bright?.has(id) ? 1 : 2);
  const isRelation = ({ kind }) => kind === RELATION;
  const order = bright || state.hovered ? [...inView].sort((a, b) => weight(a) - weight(b)) : inView;
  const named = [...order.filter((node) => !isRelation(node)), ...order.filter(isRelation)];
  named.slice(0, moving ? NAMED_MOVING : NAMED).forEach((node, at) => {
    const { x, y } = spot(node.id);
    if (bright && scale < 0.5 && !bright.has(node.id) && !urgent(node.id)) return;
    const [fade, hub] = [bright && !bright.has(node.id) && !urgent(node.id), !isRelation(node) && at < HUBS && !bright];
    const look = isRelation(node) ? { kind: "edge", colour: css("--ink-soft") } : { kind: "node", colour: css("--ink") };
    put(context, scale, { label: nodeName(node.id), x, y, away: radius(node), ...look, must: urgent(node.id) || hub, fade, target: { type: "node", id: node.id } });
  });
  if (!moving) nameEdges(context, scale);
  struck.forEach((each) => strike(context, scale, each));
  write(context, scale);
};
const talkative = (scale) => shown.edges.size <= FEW || scale >= NEAR;
const SPOTS = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65];
const nameEdges = (context, scale) => {
  const hovered = (edge) => state.hovered && [edge.id, edge.from, edge.to].includes(state.hovered);
  const speaking = spoken.filter((edge) => hovered(edge) || urgent(edge.id) || (bright ? bright.has(edge.id) : talkative(scale)));
  if (state.hovered) speaking.sort((a, b) => Boolean(hovered(b)) - Boolean(hovered(a)));
  for (const edge of speaking) {
    const middle = along(edge.id, 0.5);
    if (!middle || !seen(middle, 0)) continue;
    const refused = visible(edge).some(denied);
    const points = SPOTS.map((part) => along(edge.id, part));
    const colour = css(refused ? "--denied" : "--ink-soft");
    put(context, scale, { label: edgeName(edge), points, away: refused ? 6 / scale : 0, kind: "edge", colour, must: urgent(edge.id), target: { type: "edge", id: edge.id } });
  }
};
// Where ⊘ stands: on relations that are denied, and in the middle of lines that have room for words; all are red anyway.
const refusedHere = (id) => shown.statements.has(statements.get(id)) && denied(statements.get(id));
const denials = (inView, scale) => [
  ...inView.filter((node) => node.kind === RELATION && node.statements.some(refusedHere)).map(({ id }) => ({ id, x: spot(id).x, y: spot(id).y })),
  ...spoken.filter((edge) => (talkative(scale) || bright?.has(edge.id)) && edge.statements.some(refusedHere)).map((edge) => ({ ...along(edge.id, 0.5), id: edge.id })),
];
network.on("afterDrawing", drawLabels);

const narrow = matchMedia("(max-width: 760px)");
const calm = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
// What the panel and the bars leave of the canvas, in pixels.
const free = () => {
  const right = narrow.matches || panel.hidden ? 0 : panel.offsetWidth;
  const bottom = narrow.matches && !panel.hidden ? panel.offsetHeight : 0;
  const top = Math.max(0, ...[...document.querySelectorAll("#bars > :not([hidden])")].map((bar) => bar.offsetTop + bar.offsetHeight + 8));
  return { top, width: holder.clientWidth - right, height: holder.clientHeight - bottom - top };
};
const move = (position, scale, animate) => {
  const { top, width, height } = free();
  const offset = { x: (width - holder.clientWidth) / 2, y: top + height / 2 - holder.clientHeight / 2 };
  network.moveTo({ position, scale, offset, animation: animate && calm() ? { duration: 300 } : false });
  grow();
};
// Everything in sight.
const fit = (animate = true, ids = [...shown.nodes]) => {
  const found = ids.map((id) => spots.get(id));
  const { width, height } = free();
  if (!found.length || holder.clientWidth < 1) return;
  const bounds = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [bounds(found.map((each) => each.x)), bounds(found.map((each) => each.y))];
  const scale = Math.min((width - (narrow.matches ? 96 : 150)) / (right - left || 1), (height - 100) / (bottom - top || 1), 1.1);
  move({ x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, Math.max(scale, 0.02), animate);
};
const zoom = (factor) => {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 8) });
  grow();
};
const spotOf = (id) => along(id, 0.5) ?? spots.get(id);
const bring = (id) => move(spotOf(id), Math.max(network.getScale(), 0.9), true);
const inSight = (id) => {
  const at = network.canvasToDOM(spotOf(id));
  const { top, width, height } = free();
  return at.x > 60 && at.x < width - 60 && at.y > top + 20 && at.y < top + height - 40;
};
let settling = 0;
network.on("zoom", () => {
  clearTimeout(settling);
  moving = shown.edges.size > MANY;
  settling = setTimeout(() => (rest(), grow()), 150);
});
network.on("dragging", () => {
  moving = shown.edges.size > MANY;
});
network.on("dragEnd", ({ nodes: moved }) => {
  rest();
  for (const id of moved) if (spot(id)) spots.set(id, { x: spot(id).x, y: spot(id).y });
});

let pressed = { id: null, at: 0 }; // the first half of a double click: the panel may cover what the second half hits
network.on("click", ({ nodes: hit, edges: struck, pointer, event }) => {
  const target = hit.length ? { type: "node", id: hit[0] } : labelAt(pointer.canvas) ?? (struck.length ? { type: "edge", id: struck[0] } : null);
  if (event.srcEvent?.shiftKey && target?.type === "node" && isEntity(state.selected?.id) && isEntity(target.id)) return findPath(state.selected.id, target.id);
  if (target?.type === "node") pressed = { id: target.id, at: performance.now() };
  if (target || !state.focus) select(target);
});
network.on("doubleClick", ({ nodes: hit }) => {
  const id = performance.now() - pressed.at < 600 ? pressed.id : hit[0];
  if (isEntity(id)) focusOn(id, 1);
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
  const from = shown.nodes.has(state.selected?.id) ? spots.get(state.selected.id) : null;
  if (!from || !ranked.length) return ranked[0]?.id;
  const cost = ({ id }) => {
    const [x, y] = [spots.get(id).x - from.x, spots.get(id).y - from.y];
    const ahead = x * dx + y * dy;
    return ahead > 0 ? Math.hypot(x, y) + 2 * Math.abs(x * dy - y * dx) : Infinity;
  };
  const next = ranked.reduce((best, each) => (cost(each) < cost(best) ? each : best));
  return cost(next) < Infinity ? next.id : null;
};
holder.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = (n) => () => isEntity(state.selected?.id ?? state.focus?.id) && focusOn(state.selected?.id ?? state.focus.id, n);
  const keys = { "+": () => zoom(1.25), "-": () => zoom(0.8), f: () => fit(), F: () => fit(), Enter: () => panel.hidden || panel.focus(), 1: steps(1), 2: steps(2), 3: steps(3), 0: leave };
  const direction = DIRECTIONS[event.key];
  if (!direction && !keys[event.key]) return;
  event.preventDefault();
  if (!direction) return void keys[event.key]();
  const next = step(direction);
  if (next) select({ type: "node", id: next });
});
