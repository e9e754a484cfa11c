// What is looked at in; the part of the address after # out, and back: a view can be shared, and back and forward work.
const VIEWS = ["picture", "voices", "table"];
const startLanguage = state.language;

const address = () => {
  const found = new URLSearchParams();
  const add = (key, value) => value !== "" && value !== null && value !== undefined && found.append(key, value);
  if (state.view !== "picture") add("view", state.view);
  if (state.selected) add(state.selected.type, state.selected.id);
  if (state.focus) [["focus", state.focus.id], ["steps", state.focus.steps]].forEach((pair) => add(...pair));
  state.path?.forEach((id) => add("path", id));
  for (const facet of FACET_NAMES) {
    // Whichever is shorter: what is ticked off, or what is left.
    const off = [...state.off[facet]];
    const left = totals[facet].filter((key) => !state.off[facet].has(key));
    const few = off.length && left.length && left.length < off.length;
    (few ? left : off).forEach((key) => add(few ? `only.${facet}` : `not.${facet}`, key));
  }
  if (state.sure) add("sure", state.sure);
  state.time?.forEach((key) => add("time", key));
  if (state.alone && edges.size) add("alone", "1");
  if (state.limit !== MOST_DRAWN) add("most", state.limit);
  if (state.view === "table" && (order.column !== "article" || !order.up)) add("sort", `${order.up ? "" : "-"}${order.column}`);
  if (state.language !== startLanguage) add("lang", state.language);
  if (state.theme) add("theme", state.theme);
  return found.toString();
};
// Whatever an address says that is not there is left out.
const recall = (hash) => {
  const given = new URLSearchParams(hash);
  const one = (key, allowed, other) => (allowed.includes(given.get(key)) ? given.get(key) : other);
  const type = ["node", "edge", "statement"].find((each) => known[each].has(given.get(each)));
  const path = given.getAll("path").filter(isEntity);
  const time = given.getAll("time").filter((key) => periods.includes(key)).sort();
  const wish = Number(given.get("steps"));
  const most = Number(given.get("most"));
  const sorted = given.get("sort")?.replace(/^-/, "") ?? "";
  Object.assign(state, {
    view: one("view", VIEWS, "picture"),
    selected: type ? { type, id: given.get(type) } : null,
    focus: isEntity(given.get("focus")) && path.length !== 2 ? { id: given.get("focus"), steps: STEPS.includes(wish) ? wish : 1 } : null,
    path: path.length === 2 && path[0] !== path[1] ? path : null,
    sure: Math.min(Math.max(Number(given.get("sure")) || 0, 0), 1),
    time: time.length === 2 ? time : null,
    alone: given.get("alone") === "1" || !edges.size, // where nothing is joined, all stand alone
    limit: Number.isInteger(most) && most > MOST_DRAWN ? most : MOST_DRAWN,
    language: one("lang", Object.keys(dictionary), startLanguage),
    theme: one("theme", ["light", "dark"], ""),
  });
  Object.assign(order, Object.hasOwn(COLUMNS, sorted) ? { column: sorted, up: !given.get("sort").startsWith("-") } : { column: "article", up: true });
  for (const facet of FACET_NAMES) {
    const [off, left] = ["not", "only"].map((key) => new Set(given.getAll(`${key}.${facet}`)));
    state.off[facet] = new Set(totals[facet].filter((key) => (left.size ? !left.has(key) : off.has(key))));
  }
};
// A step of its own for what is looked at; filters change the step that is there.
const remember = (push) => {
  const hash = address();
  if (hash === location.hash.slice(1)) return;
  if (push) location.hash = hash;
  else history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
};
addEventListener("hashchange", () => {
  if (location.hash.slice(1) === address()) return;
  const before = [state.focus, state.path].map((each) => JSON.stringify(each)).join();
  recall(location.hash.slice(1));
  changed({ fits: before !== [state.focus, state.path].map((each) => JSON.stringify(each)).join(), keep: true });
  if (settle()) changed({ keep: true });
});
