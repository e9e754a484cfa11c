// The ticks of the legend in; what passes them (`shown`) and the legend with its counts out.
const FACETS = {
  kind: { of: null, mark: (key) => swatch(key) },
  factuality: { of: (each) => each.factuality, mark: (key) => line(key === "Asserted", key === "Denied") },
  polarity: { of: (each) => each.polarity, mark: (key) => line(key !== "Negative", key === "Negative") },
  family: { of: (each) => familyOf(each.predicate), mark: () => null },
};
const STATEMENT_FACETS = ["factuality", "polarity", "family"];
const facets = document.getElementById("facets");
const folded = new Set(["family"]);

const passes = (statement, except) =>
  STATEMENT_FACETS.every((facet) => facet === except || !state.off[facet].has(FACETS[facet].of(statement)));

const sift = () => {
  shown.statements = new Set([...statements.values()].filter((each) => passes(each)));
  const free = STATEMENT_FACETS.every((facet) => !state.off[facet].size);
  const alive = (id) => [...statementsOf(id)].some((each) => shown.statements.has(each));
  const drawn = (node) => node.rank < state.limit || state.revealed.has(node.id);
  const entities = [...nodes.values()].filter((node) => node.kind !== RELATION);
  const passing = entities.filter((node) => drawn(node) && !state.off.kind.has(node.kind) && (free || alive(node.id)));
  shown.nodes = new Set(passing.map((node) => node.id));
  for (const node of nodes.values()) if (node.kind === RELATION && whole(node)) shown.nodes.add(node.id);
  const ends = (edge) => shown.nodes.has(edge.from) && shown.nodes.has(edge.to);
  shown.edges = new Set([...edges.values()].filter((edge) => ends(edge) && visible(edge).length).map((edge) => edge.id));
};
// A relation shows with all entities it is about.
const whole = (node) =>
  node.statements.some((id) => shown.statements.has(statements.get(id))) &&
  (edgesAt.get(node.id) ?? []).some((edge) => relationEdge(edge, node.id)) &&
  (edgesAt.get(node.id) ?? [])
    .filter((edge) => relationEdge(edge, node.id))
    .every((edge) => [edge.from, edge.to].every((end) => nodes.get(end).kind === RELATION || shown.nodes.has(end)));

const counts = (facet) => {
  const found = new Map();
  const add = (key) => found.set(key, (found.get(key) ?? 0) + 1);
  if (facet === "kind") {
    const alive = (node) => !statementsOf(node.id).size || [...statementsOf(node.id)].some((each) => shown.statements.has(each));
    for (const node of nodes.values()) if (node.kind !== RELATION) (found.set(node.kind, found.get(node.kind) ?? 0), alive(node) && add(node.kind));
  } else {
    for (const each of statements.values()) {
      const key = FACETS[facet].of(each);
      found.set(key, found.get(key) ?? 0);
      if (passes(each, facet)) add(key);
    }
  }
  return found;
};

const tick = (facet, key) => {
  const off = state.off[facet];
  if (!off.delete(key)) off.add(key);
  refresh();
};
const only = (facet, key, keys) => {
  state.off[facet] = new Set(keys.filter((other) => other !== key));
  refresh();
};
const option = (facet, key, count, keys) => {
  const box = el("input", { type: "checkbox", "data-facet": facet, "data-key": key, onchange: () => tick(facet, key) });
  box.checked = !state.off[facet].has(key);
  const label = el("label", {}, box, FACETS[facet].mark(key), el("span", { class: "words" }, word(key)), el("span", { class: "count" }, count));
  const alone = el("button", { type: "button", class: "only", "aria-label": `${say("only")}: ${word(key)}`, onclick: () => only(facet, key, keys) }, say("only"));
  return el("li", {}, label, keys.length > 2 ? alone : null);
};
const showFacets = () => {
  const focus = document.activeElement?.dataset ?? {};
  const parts = [];
  for (const facet of Object.keys(FACETS)) {
    const found = [...counts(facet)].sort((a, b) => b[1] - a[1] || (word(a[0]) < word(b[0]) ? -1 : 1));
    if (found.length < 2) continue;
    const keys = found.map(([key]) => key);
    const list = el("ul", {}, ...found.map(([key, count]) => option(facet, key, count, keys)));
    const part = el("details", { open: !folded.has(facet), ontoggle: () => (part.open ? folded.delete(facet) : folded.add(facet)) }, el("summary", {}, say(facet)), list);
    parts.push(part);
  }
  facets.replaceChildren(...parts);
  document.getElementById("reset").hidden = Object.values(state.off).every((off) => !off.size);
  if (focus.facet) facets.querySelector(`[data-facet="${focus.facet}"][data-key="${CSS.escape(focus.key)}"]`)?.focus();
};
