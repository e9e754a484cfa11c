// Letters in; suggestions by label and alias out, and the chosen one in focus.
const query = document.getElementById("query");
const suggestions = document.getElementById("suggestions");
const SUGGESTED = 8;
let active = -1;
let found = [];

// å, ø and æ as they are typed on other keyboards; accents and case do not count.
const plain = (string) =>
  string.toLowerCase().replace(/æ/g, "ae").replace(/ø/g, "o").replace(/ß/g, "ss").replace(/đ/g, "d").replace(/ł/g, "l")
    .normalize("NFKD").replace(/\p{M}|\p{Cf}/gu, "").replace(/aa|ae/g, "a").replace(/oe/g, "o").replace(/\s+/g, " ").trim();
const entries = [...nodes.values()]
  .filter((node) => node.kind !== RELATION)
  .map((node) => ({ node, names: [...new Set([...Object.values(node.labels), ...node.aliases])].map((each) => [each, plain(each)]) }));

const grade = (key, wanted) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9);
const search = (typed) => {
  const wanted = plain(typed);
  if (!wanted) return [];
  const hits = entries.map(({ node, names }) => {
    const graded = names.map(([shown, key]) => [grade(key, wanted), shown]);
    const [best, via] = graded.reduce((a, b) => (b[0] < a[0] ? b : a), [9, ""]);
    return { node, best, via };
  });
  return hits.filter((hit) => hit.best < 9).sort((a, b) => a.best - b.best || a.node.rank - b.node.rank);
};

const suggest = () => {
  const all = search(query.value);
  found = all.slice(0, SUGGESTED);
  active = found.length ? 0 : -1;
  const items = found.map(({ node, via }, at) =>
    el(
      "li",
      { role: "option", id: `suggestion-${at}`, "aria-selected": at === active ? "true" : "false", onmousedown: (event) => (event.preventDefault(), choose(at)) },
      swatch(node.kind),
      el("span", { class: "words", dir: "auto" }, bdi(nodeName(node.id)), via !== nodeName(node.id) ? el("small", {}, `${say("also")} `, bdi(via)) : null),
      el("span", { class: "kind" }, word(node.kind)),
    ),
  );
  if (query.value.trim() && !found.length) items.push(el("li", { class: "none", role: "option", "aria-disabled": "true" }, say("noMatch", { query: query.value.trim() })));
  suggestions.replaceChildren(...items);
  open(items.length > 0);
  if (query.value.trim()) announce(say("matches", { n: all.length }));
};
const open = (isOpen) => {
  suggestions.hidden = !isOpen;
  query.setAttribute("aria-expanded", String(isOpen));
  mark();
};
const mark = () => {
  [...suggestions.children].forEach((item, at) => item.setAttribute("aria-selected", at === active ? "true" : "false"));
  const chosen = suggestions.hidden ? null : suggestions.children[active];
  if (chosen) query.setAttribute("aria-activedescendant", chosen.id);
  else query.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
};
const choose = (at) => {
  const hit = found[at];
  if (!hit) return;
  query.value = "";
  open(false);
  select({ type: "node", id: hit.node.id });
  if (holder.clientWidth) bring(hit.node.id);
};
// A hidden entity comes with its best-connected neighbours.
const reveal = (id) => {
  const beside = (edgesAt.get(id) ?? []).flatMap((edge) => [edge.from, edge.to]);
  const best = [...new Set(beside)].sort((a, b) => nodes.get(a).rank - nodes.get(b).rank).slice(0, 25);
  [id, ...best].forEach((each) => state.revealed.add(each));
  state.off.kind.delete(nodes.get(id).kind);
  if (nodes.get(id).kind === RELATION) best.forEach((each) => state.off.kind.delete(nodes.get(each).kind));
  refresh();
};
query.addEventListener("input", suggest);
query.addEventListener("focus", () => query.value && suggest());
query.addEventListener("blur", () => open(false));
query.addEventListener("keydown", (event) => {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (moves[event.key] && found.length && !suggestions.hidden) {
    event.preventDefault();
    active = (active + moves[event.key] + found.length) % found.length;
    mark();
  } else if (event.key === "Enter") {
    event.preventDefault();
    choose(active);
  } else if (event.key === "Escape" && (query.value || !suggestions.hidden)) {
    event.preventDefault();
    event.stopPropagation();
    query.value = "";
    open(false);
  }
});
