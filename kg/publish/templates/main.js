// Everything together: one selection, one refresh, the words of the interface, the keys, the start.
const live = document.getElementById("live");
const announce = (message) => {
  live.textContent = message;
};

const known = { node: nodes, edge: edges, statement: statements };
const select = (wanted) => {
  // Either half of a relation's line is the relation.
  const half = wanted?.type === "edge" && relationOf.get(edges.get(wanted.id)?.statements[0]);
  const target = half ? { type: "node", id: half } : wanted;
  state.selected = target && Object.hasOwn(known, target.type) && known[target.type].has(target.id) ? target : null;
  const at = state.selected && (state.selected.type === "statement" ? place(state.selected.id) : state.selected.id);
  if (nodes.has(at) && !shown.nodes.has(at)) reveal(at);
  network.setSelection({ nodes: shown.nodes.has(at) ? [at] : [], edges: shown.edges.has(at) ? [at] : [] }, { highlightEdges: false });
  paint();
  showPanel();
  showTable();
  network.setSize("100%", "100%"); // the panel may have taken its part
  if ((shown.nodes.has(at) || shown.edges.has(at)) && holder.clientWidth && !inSight(at)) bring(at);
  location.hash = address();
  announce(state.selected ? say("selected", { name: selectionName(), n: concerned(state.selected).length }) : say("cleared"));
};
// The address names the selection, so that it can be shared, and back and forward go through what was looked at.
const address = () => (state.selected ? `${state.selected.type}=${encodeURIComponent(state.selected.id)}` : "");
const follow = () => {
  const hash = location.hash.slice(1);
  if (hash === address()) return;
  const [type, id = ""] = hash.split("=", 2);
  select({ type, id: decodeURIComponent(id.replace(/%(?![0-9a-f]{2})/gi, "%25")) });
};
addEventListener("hashchange", follow);
const selectionName = () => panel.querySelector("h2").textContent;

const remark = () => {
  const entities = [...nodes.values()].filter((node) => node.kind !== RELATION);
  const drawn = entities.filter((node) => node.rank < state.limit || state.revealed.has(node.id)).length;
  const box = document.getElementById("note");
  box.hidden = drawn === entities.length;
  box.firstElementChild.textContent = say("shown", { shown: drawn, all: entities.length, hidden: entities.length - drawn });
};
const refresh = () => {
  sift();
  Object.assign(holder.dataset, { nodes: shown.nodes.size, edges: shown.edges.size });
  pointView.refresh();
  strokeView.refresh();
  paint();
  showFacets();
  showPanel();
  showTable();
  remark();
};

const summary = () => {
  const dates = sources.map((article) => article.published).filter(Boolean).sort();
  const span = dates.length ? between(dates[0], dates.at(-1)) : "";
  const entities = [...nodes.values()].filter((node) => node.kind !== RELATION).length;
  const parts = [say("articles", { n: articles.size }), say("entities", { n: entities }), say("statements", { n: statements.size }), span];
  return parts.filter(Boolean).join(" · ");
};
const translate = (language) => {
  state.language = language;
  document.documentElement.lang = language;
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = say(item.dataset.word);
  for (const item of document.querySelectorAll("[data-word-label]")) item.setAttribute("aria-label", say(item.dataset.wordLabel));
  query.placeholder = say("search");
  document.getElementById("summary").textContent = summary();
  document.title = `${say("title")} · ${summary()}`;
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === language));
};
const view = (which) => {
  for (const each of ["picture", "table"]) {
    document.getElementById(each).hidden = each !== which;
    document.getElementById(`show-${each}`).setAttribute("aria-pressed", String(each === which));
  }
  showTable();
};

const press = (id, action) => document.getElementById(id).addEventListener("click", action);
press("fit", () => fit());
press("image", saveImage);
press("zoom-in", () => zoom(1.25));
press("zoom-out", () => zoom(0.8));
press("show-picture", () => view("picture"));
press("show-table", () => view("table"));
press("more", () => {
  state.limit += PAGE;
  refresh();
  fit();
});
press("reset", () => {
  Object.values(state.off).forEach((off) => off.clear());
  refresh();
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    translate(button.dataset.language);
    refresh();
  });
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.selected) select(null);
  if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    query.focus();
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colours.clear();
  refresh();
});

if (narrow.matches) document.getElementById("legend").open = false;
translate(state.language);
refresh();
fit(false);
if (location.hash.length > 1) follow();
document.body.dataset.ready = "true";
// For the console and for tests: where on the screen a node or the middle of an edge is.
globalThis.newskg = {
  where: (id) => {
    const at = network.canvasToDOM(spotOf(id));
    const { left, top } = holder.getBoundingClientRect();
    return { x: left + at.x, y: top + at.y };
  },
};
