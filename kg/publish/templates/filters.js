// The ticks of the filter in; what passes them (`shown`) and the filter with its counts out.
const OWN_WORDS = ""; // the source of what an article says itself
const kindsOf = (statement) => [statement.subject, statement.object].filter(isEntity).map((id) => nodes.get(id).kind);
const FACETS = {
  kind: { of: kindsOf, all: true, mark: (key) => swatch(key), name: (key) => word(key) },
  factuality: { of: (each) => [each.factuality], mark: (key) => line(key === "Asserted", key === "Denied"), name: (key) => word(key) },
  family: { of: (each) => [familyOf(each.predicate)], name: (key) => word(key) },
  source: { of: (each) => (each.sources.length ? each.sources : [OWN_WORDS]), name: (key) => (key === OWN_WORDS ? say("ownWords") : name(key)) },
  article: { of: (each) => [each.article], name: (key) => articles.get(key)?.headline || articles.get(key)?.origin || key },
  polarity: { of: (each) => [each.polarity], mark: (key) => line(key !== "Negative", key === "Negative"), name: (key) => word(key) },
};
const FACET_NAMES = Object.keys(FACETS);
const LISTED = 8; // of a facet, until all are asked for
const facets = document.getElementById("facets");
const unfolded = new Set(["kind", "factuality"]);
const wholeLists = new Set();
let passing = new Set(); // statements that pass all filters, whether or not focus and path leave them
const counted = { time: new Map() };

const refuses = (facet, statement) => {
  const off = state.off[facet];
  if (!off.size) return false;
  const keys = FACETS[facet].of(statement);
  return FACETS[facet].all ? keys.some((key) => off.has(key)) : keys.every((key) => off.has(key));
};
// Whether anything but `facet` is filtered.
const narrowed = (facet) => FACET_NAMES.some((each) => each !== facet && state.off[each].size) || state.sure > 0 || state.time !== null;
const sureEnough = (statement) => (statement.confidence ?? 1) >= state.sure;

// Each statement counts for a facet if no other facet refuses it.
const count = () => {
  passing = new Set();
  const missed = new Map();
  for (const each of statements.values()) {
    const refusing = FACET_NAMES.filter((facet) => refuses(facet, each));
    if (!inTime(each)) refusing.push("time");
    if (!sureEnough(each)) refusing.push("sure");
    if (!refusing.length) passing.add(each);
    else if (refusing.length === 1) missed.set(each, refusing[0]);
  }
  return missed;
};
const onRoute = (statement) =>
  !route.nodes || [statement.subject, statement.object].map((id) => relationOf.get(id) ?? id).every((id) => !nodes.has(id) || route.nodes.has(id) || nodes.get(id).kind === RELATION);
const tally = (missed) => {
  for (const facet of FACET_NAMES) counted[facet] = new Map();
  counted.time = new Map();
  const touched = new Set();
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  const told = (each, only) => {
    if (!onRoute(each)) return;
    for (const facet of FACET_NAMES) if (facet !== "kind" && (!only || only === facet)) FACETS[facet].of(each).forEach((key) => add(counted[facet], key));
    if (!only || only === "kind") mentioned(each).forEach((id) => touched.add(id));
    if (!only || only === "time") add(counted.time, dated.get(each)?.[0].slice(0, unit));
  };
  passing.forEach((each) => told(each));
  missed.forEach((only, each) => told(each, only));
  const silent = (node) => !statementsOf(node.id).size && !route.nodes && !narrowed("kind");
  for (const node of entities) if (touched.has(node.id) || silent(node)) add(counted.kind, node.kind);
};

const sift = () => {
  const missed = count();
  trace();
  tally(missed);
  shown.statements = new Set([...passing].filter(onRoute));
  const living = new Set();
  for (const edge of edges.values()) {
    if (visible(edge).length) living.add(edge.from).add(edge.to);
  }
  const told = state.alone ? new Set([...shown.statements].flatMap(mentioned)) : new Set();
  const wanted = (node) => living.has(node.id) || state.revealed.has(node.id) || (state.alone && (told.has(node.id) || (!narrowed() && !statementsOf(node.id).size)));
  const drawn = (node) => (route.nodes ? route.nodes.has(node.id) : node.rank < state.limit || state.revealed.has(node.id));
  const passed = entities.filter((node) => !state.off.kind.has(node.kind) && drawn(node) && (wanted(node) || route.nodes));
  shown.nodes = new Set(passed.slice().sort((a, b) => a.rank - b.rank).map((node) => node.id));
  for (const node of nodes.values()) if (node.kind === RELATION && whole(node)) shown.nodes.add(node.id);
  const ends = (edge) => shown.nodes.has(edge.from) && shown.nodes.has(edge.to);
  shown.edges = new Set([...edges.values()].filter((edge) => ends(edge) && visible(edge).length).map((edge) => edge.id));
};
// A relation shows with all entities it is about.
const whole = (node) => {
  const own = (edgesAt.get(node.id) ?? []).filter((edge) => relationEdge(edge, node.id));
  const ends = own.flatMap((edge) => [edge.from, edge.to]);
  return own.length > 0 && node.statements.some((id) => shown.statements.has(statements.get(id))) && ends.every((end) => nodes.get(end).kind === RELATION || shown.nodes.has(end));
};

const totals = Object.fromEntries(
  FACET_NAMES.map((facet) => {
    const found = new Map();
    const add = (key) => found.set(key, (found.get(key) ?? 0) + 1);
    if (facet === "kind") entities.forEach((node) => add(node.kind));
    else statements.forEach((each) => FACETS[facet].of(each).forEach(add));
    return [facet, [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key)];
  }),
);

const tick = (facet, key) => {
  const off = state.off[facet];
  if (!off.delete(key)) off.add(key);
  changed({});
};
const only = (facet, key) => {
  state.off[facet] = new Set(totals[facet].filter((other) => other !== key));
  changed({});
};
const option = (facet, key) => {
  const { mark, name: named } = FACETS[facet];
  const box = el("input", { type: "checkbox", "data-facet": facet, "data-key": key, onchange: () => tick(facet, key) });
  box.checked = !state.off[facet].has(key);
  const label = el("label", {}, box, el("span", { class: "tick", "aria-hidden": "true" }), mark?.(key), el("span", { class: "words" }, bdi(named(key))), el("span", { class: "count" }, counted[facet].get(key) ?? 0));
  const alone = el("button", { type: "button", class: "only", "aria-label": `${say("only")}: ${named(key)}`, onclick: () => only(facet, key) }, say("only"));
  return el("li", {}, label, totals[facet].length > 2 ? alone : null);
};
const facetList = (facet) => {
  const keys = totals[facet];
  const listed = wholeLists.has(facet) || keys.length <= LISTED + 2 ? keys : [...keys.slice(0, LISTED), ...keys.slice(LISTED).filter((key) => state.off[facet].has(key) && state.off[facet].size < 5)];
  const more = () => (wholeLists.add(facet), showFacets());
  return [el("ul", {}, ...listed.slice(0, 300).map((key) => option(facet, key))), listed.length < keys.length ? el("button", { type: "button", class: "plain", onclick: more }, say("allOf", { n: keys.length })) : null];
};
const sure = document.getElementById("sure");
sure.addEventListener("input", () => {
  state.sure = Number(sure.value) / 100;
  changed({});
});
const showSure = () => {
  const told = state.sure ? say("atLeast", { share: percent(state.sure) }) : say("any");
  sure.value = Math.round(state.sure * 100);
  sure.setAttribute("aria-label", say("sure"));
  sure.setAttribute("aria-valuetext", told);
  document.getElementById("sure-told").textContent = told;
  document.getElementById("sure-box").hidden = ![...statements.values()].some((each) => typeof each.confidence === "number");
};
const fold = (facet, ...inner) => {
  const off = state.off[facet].size > 0;
  const part = el("details", { open: unfolded.has(facet), ontoggle: () => (part.open ? unfolded.add(facet) : unfolded.delete(facet)) }, el("summary", {}, say(facet), off ? el("span", { class: "dot", title: say("active") }) : null), ...inner);
  return part;
};
const activeFilters = () => FACET_NAMES.filter((facet) => state.off[facet].size).length + (state.sure ? 1 : 0) + (state.time ? 1 : 0);
const showFacets = () => {
  const { facet, key } = document.activeElement?.dataset ?? {};
  const parts = FACET_NAMES.filter((each) => totals[each].length > 1).map((each) => fold(each, ...facetList(each)));
  facets.replaceChildren(...parts);
  showTime(counted.time);
  showSure();
  const active = activeFilters();
  document.getElementById("filtered").textContent = active || "";
  document.getElementById("reset").hidden = !active;
  document.getElementById("passing").textContent = say("passing", { n: shown.statements.size, all: statements.size });
  if (facet) facets.querySelector(`[data-facet="${facet}"][data-key="${CSS.escape(key)}"]`)?.focus();
};
const clearFilters = () => {
  Object.values(state.off).forEach((off) => off.clear());
  Object.assign(state, { sure: 0, time: null });
  changed({});
};
