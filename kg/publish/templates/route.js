// An entity or two in; the neighbourhood within some steps, or the shortest ways between, out.
const WAYS = 8; // so many shortest ways are shown at most
const STEPS = [1, 2, 3];
const route = { nodes: null, ways: [] }; // nodes null: everything

const crossed = (edge) => edge.statements.some((id) => passing.has(statements.get(id)));
const allowed = (id) => !state.off.kind.has(nodes.get(id).kind);
const beside = (id) =>
  [...new Set((edgesAt.get(id) ?? []).filter(crossed).map((edge) => (edge.from === id ? edge.to : edge.from)))].filter((other) => other !== id && allowed(other));

// Relations between entities are no step of their own: whoever meets one meets all its ends.
const within = (id, steps) => {
  const found = new Set([id]);
  let edge = [id];
  for (let n = 0; n < steps; n += 1) {
    const next = [];
    for (const queue = edge.flatMap(beside); queue.length; ) {
      const other = queue.pop();
      if (found.has(other)) continue;
      found.add(other);
      if (nodes.get(other).kind === RELATION) queue.push(...beside(other));
      else next.push(other);
    }
    edge = next;
  }
  return found;
};
// Distances from `start`, breadth first, until `goal` is met.
const distances = (start, goal) => {
  const far = new Map([[start, 0]]);
  for (let queue = [start]; queue.length && !far.has(goal); ) {
    const next = [];
    for (const id of queue) {
      for (const other of beside(id)) {
        if (far.has(other)) continue;
        far.set(other, far.get(id) + 1);
        next.push(other);
      }
    }
    queue = next;
  }
  return far;
};
const ways = (from, to) => {
  const far = distances(from, to);
  if (!far.has(to)) return [];
  const found = [];
  const walk = (way) => {
    if (found.length === WAYS) return;
    if (way[0] === from) return void found.push(way);
    const before = beside(way[0]).filter((id) => far.get(id) === far.get(way[0]) - 1);
    before.sort((a, b) => nodes.get(a).rank - nodes.get(b).rank).forEach((id) => walk([id, ...way]));
  };
  walk([to]);
  return found;
};
const linesOf = (a, b) => (edgesAt.get(a) ?? []).filter((edge) => crossed(edge) && [edge.from, edge.to].includes(b));

// Which nodes the focus or the path leaves.
const trace = () => {
  route.ways = state.path ? ways(...state.path) : [];
  route.nodes = state.path ? new Set([...state.path, ...route.ways.flat()]) : state.focus ? within(state.focus.id, state.focus.steps) : null;
};
// A path is drawn in columns, one for each step.
const COLUMN = 250;
const ROW = 120;
const columns = () => {
  if (!state.path) return home;
  const far = new Map(route.ways.flatMap((way) => way.map((id, at) => [id, at])));
  if (!route.ways.length) state.path.forEach((id, at) => far.set(id, at * 2));
  const byColumn = grouped([...far].map(([id, at]) => [at, id]));
  const placed = new Map(home);
  for (const [at, ids] of byColumn) {
    ids.forEach((id, row) => {
      const [along, across] = [at * (upright ? ROW * 1.3 : COLUMN), (row - (ids.length - 1) / 2) * (upright ? 90 : ROW) + (at % 2 ? 18 : 0)];
      placed.set(id, upright ? { x: across, y: along } : { x: along, y: across });
    });
  }
  return placed;
};

const focusOn = (id, steps) => {
  Object.assign(state, { focus: { id, steps }, path: null, view: state.view === "voices" ? "picture" : state.view });
  if (state.selected?.id !== id) state.selected = { type: "node", id };
  changed({ fits: true, push: true });
  announce(say("focused", { name: nodeName(id), n: entitiesShown() }));
};
const findPath = (from, to) => {
  if (from === to) return;
  Object.assign(state, { path: [from, to], focus: null, selected: null, view: state.view === "voices" ? "picture" : state.view });
  changed({ fits: true, push: true });
  announce(route.ways.length ? say("pathFound", { n: pathSteps() }) : say("pathNone"));
};
const leave = () => {
  if (!state.focus && !state.path) return;
  Object.assign(state, { focus: null, path: null });
  changed({ fits: true, push: true });
};
const entitiesShown = () => [...shown.nodes].filter(isEntity).length;
const pathSteps = () => (route.ways[0] ?? []).filter(isEntity).length - 1;

// What is looked at, above the picture, with the way back.
const trail = document.getElementById("trail");
const showTrail = () => {
  trail.hidden = !state.focus && !state.path;
  if (trail.hidden) return trail.replaceChildren();
  const off = el("button", { type: "button", class: "close", "aria-label": say("leave"), onclick: leave }, "×");
  if (state.path) {
    const [from, to] = state.path.map(nodeName);
    const told = route.ways.length ? say("pathFound", { n: pathSteps() }) : say("pathNone");
    return trail.replaceChildren(el("span", { class: "words" }, bdi(from), " → ", bdi(to)), el("span", { class: "count" }, told), off);
  }
  const button = (n) => el("button", { type: "button", "data-steps": n, "aria-pressed": String(n === state.focus.steps), "aria-label": say("steps", { n }), onclick: () => (focusOn(state.focus.id, n), trail.querySelector(`[data-steps="${n}"]`).focus()) }, n);
  trail.replaceChildren(
    el("span", { class: "words" }, ...phrase("around", bdi(nodeName(state.focus.id)))),
    el("span", { class: "switch", role: "group", "aria-label": say("stepsLabel") }, ...STEPS.map(button)),
    el("span", { class: "count" }, say("stepsUnit", { n: state.focus.steps })),
    off,
  );
};
