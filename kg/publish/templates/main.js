// Everything together: one selection, one refresh, the words of the interface, the keys, the start.
const live = document.getElementById("live");
const announce = (message) => {
  live.textContent = message;
};

const known = { node: nodes, edge: edges, statement: statements };
const selectedPlace = () => state.selected && (state.selected.type === "statement" ? place(state.selected.id) : state.selected.id);
// A chosen thing that is not drawn comes into the picture; either half of a relation's line is the relation.
const settle = () => {
  const half = state.selected?.type === "edge" && relationOf.get(edges.get(state.selected.id).statements[0]);
  if (half) state.selected = { type: "node", id: half };
  const at = selectedPlace();
  const hidden = nodes.has(at) && !shown.nodes.has(at);
  if (hidden) reveal(at);
  return hidden;
};
const select = (wanted) => {
  state.selected = wanted && Object.hasOwn(known, wanted.type) && known[wanted.type].has(wanted.id) ? wanted : null;
  if (settle()) changed({ push: true });
  else choose();
  const at = selectedPlace();
  if (state.view === "picture" && (shown.nodes.has(at) || shown.edges.has(at)) && !inSight(at)) bring(at);
  announce(state.selected ? say("selected", { name: selectionName(), n: concerned(state.selected).length }) : say("cleared"));
};
const selectionName = () => panel.querySelector("h2").textContent;
// A new selection in the same picture: nothing needs to be sifted again.
const choose = () => {
  paint();
  highlight();
  showPanel();
  table.querySelectorAll("tr[data-statement]").forEach((row) => row.classList.toggle("chosen", row.dataset.statement === state.selected?.id));
  remember(true);
};
const highlight = () => {
  const at = selectedPlace();
  network.setSelection({ nodes: shown.nodes.has(at) ? [at] : [], edges: shown.edges.has(at) ? [at] : [] }, { highlightEdges: false });
};

// What is not shown, and the way to it.
const noteBox = document.getElementById("note");
const showNote = () => {
  const missing = entities.filter((node) => !shown.nodes.has(node.id) && !state.off.kind.has(node.kind));
  const beyond = missing.filter((node) => node.rank >= state.limit && node.degree > 0);
  const alone = missing.filter((node) => node.degree === 0);
  const undrawn = [...shown.statements].filter((each) => [each.subject, each.object].filter(isEntity).some((id) => !shown.nodes.has(id))).length;
  const parts = [];
  const button = (key, values, action) => el("button", { type: "button", id: key, onclick: action }, say(key, values));
  if (!route.nodes && beyond.length) parts.push(el("span", {}, say("shown", { shown: entitiesShown(), all: entities.length, hidden: undrawn }), " ", button("more", { n: Math.min(GROWTH, beyond.length) }, () => ((state.limit += GROWTH), changed({ fits: true })))));
  if (!route.nodes && alone.length && !state.alone) parts.push(el("span", {}, say("aloneHidden", { n: alone.length }), " ", button("showAlone", { n: alone.length }, () => ((state.alone = true), changed({ fits: true })))));
  if (!route.nodes && state.alone && edges.size) parts.push(el("span", {}, say("aloneShown"), " ", button("hideAlone", {}, () => ((state.alone = false), changed({ fits: true })))));
  if (!shown.nodes.size && narrowed()) parts.unshift(el("span", {}, say("nothing")));
  noteBox.replaceChildren(...parts);
  noteBox.hidden = !parts.length || state.view !== "picture";
};

// After any change of what is to be seen. `push`: a step for the back button; `fits`: all of it into sight.
const changed = ({ push = false, fits = false, keep = false }) => {
  applyTheme();
  translate();
  showView();
  sift();
  spots = state.path ? columns() : home;
  draw();
  highlight();
  showTrail();
  showFacets();
  showNote();
  showPanel();
  showVoices();
  showTable();
  if (!keep) remember(push);
  if (fits && state.view === "picture") fit(document.body.dataset.ready === "true");
};

const summary = () => {
  const dates = sources.map((article) => article.published).filter(Boolean).sort();
  const span = dates.length ? between(dates[0], dates.at(-1)) : "";
  const parts = [say("articles", { n: articles.size }), say("entities", { n: entities.length }), say("statements", { n: statements.size }), span];
  return parts.filter(Boolean).join(" · ");
};
let spokenLanguage = null;
const translate = () => {
  if (spokenLanguage === state.language) return;
  spokenLanguage = state.language;
  document.documentElement.lang = state.language;
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = say(item.dataset.word);
  for (const item of document.querySelectorAll("[data-word-label]")) {
    item.setAttribute("aria-label", say(item.dataset.wordLabel));
    if (item.tagName === "BUTTON") item.title = say(item.dataset.wordLabel);
  }
  query.placeholder = say("search");
  document.getElementById("summary").textContent = summary();
  document.title = `${say("title")} · ${summary()}`;
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === state.language));
};
const showView = () => {
  for (const each of VIEWS) {
    document.getElementById(each).hidden = each !== state.view;
    document.getElementById(`show-${each}`).setAttribute("aria-pressed", String(each === state.view));
  }
  const back = document.body.dataset.view !== state.view && state.view === "picture";
  document.body.dataset.view = state.view;
  if (back && document.body.dataset.ready) network.setSize("100%", "100%");
};

const press = (id, action) => document.getElementById(id).addEventListener("click", action);
press("skip", () => document.getElementById(state.view === "picture" ? "canvas" : state.view).focus());
press("fit", () => fit());
press("zoom-in", () => zoom(1.25));
press("zoom-out", () => zoom(0.8));
press("back", () => history.back());
press("forward", () => history.forward());
press("theme", () => {
  state.theme = themed() === "dark" ? "light" : "dark";
  changed({});
});
let framed = false; // whether the picture has been fitted since the page opened
for (const each of VIEWS) {
  press(`show-${each}`, () => {
    state.view = each;
    changed({ push: true, fits: each === "picture" && !framed });
    framed ||= each === "picture";
  });
}
press("reset", clearFilters);
const filters = document.getElementById("filters");
const toggleFilters = (isOpen) => {
  document.body.classList.toggle("filtering", isOpen);
  document.getElementById("show-filters").setAttribute("aria-expanded", String(isOpen));
};
press("show-filters", () => toggleFilters(!document.body.classList.contains("filtering")));
press("close-filters", () => (toggleFilters(false), document.getElementById("show-filters").focus()));
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    state.language = button.dataset.language;
    changed({});
  });
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (state.selected) select(null);
    else leave();
  }
  if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    query.focus();
  }
});
night.addEventListener("change", () => changed({}));

toggleFilters(innerWidth >= 1100);
recall(location.hash.slice(1));
changed({ keep: true });
if (settle()) changed({ keep: true });
framed = state.view === "picture";
fit(false, !route.nodes && bright ? [...bright].filter((id) => nodes.has(id)) : undefined);
network.once("afterDrawing", () => performance.mark("picture"));
network.redraw();
document.body.dataset.ready = "true";
// For the console and for tests: where on the screen a node or the middle of an edge is.
globalThis.newskg = {
  where: (id) => {
    const at = network.canvasToDOM(spotOf(id));
    const { left, top } = holder.getBoundingClientRect();
    return { x: left + at.x, y: top + at.y };
  },
};
