// Letters in; suggestions by label and alias out, and the chosen entity to whoever asked.
const SUGGESTED = 8;

// å, ø and æ as they are typed on other keyboards; accents and case do not count.
const plain = (string) =>
  string.slice(0, 400).toLowerCase().replace(/æ/g, "ae").replace(/ø/g, "o").replace(/ß/g, "ss").replace(/đ/g, "d").replace(/ł/g, "l")
    .normalize("NFKD").replace(/\p{M}|\p{Cf}/gu, "").replace(/aa|ae/g, "a").replace(/oe/g, "o").replace(/\s+/g, " ").trim();
let entries = null; // made at the first search
const searchable = () => entries ??= entities.map((node) => ({ node, names: [...new Set([...Object.values(node.labels), ...node.aliases])].map((each) => [each, plain(each)]) }));

const grade = (key, wanted) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9);
const search = (typed) => {
  const wanted = plain(typed);
  if (!wanted) return [];
  const hits = searchable().map(({ node, names }) => {
    const graded = names.map(([shown, key]) => [grade(key, wanted), shown]);
    const [best, via] = graded.reduce((a, b) => (b[0] < a[0] ? b : a), [9, ""]);
    return { node, best, via };
  });
  return hits.filter((hit) => hit.best < 9).sort((a, b) => a.best - b.best || a.node.rank - b.node.rank);
};

// Makes a field and its list a combobox; `choose` gets the entity's id.
const combobox = (field, list, choose) => {
  let active = -1;
  let found = [];
  const mark = () => {
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    const chosen = list.hidden ? null : list.children[active];
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
    else field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    mark();
  };
  const take = (at) => {
    const hit = found[at];
    if (!hit) return;
    field.value = "";
    open(false);
    choose(hit.node.id);
  };
  const item = ({ node, via }, at) =>
    el(
      "li",
      { role: "option", id: `${list.id}-${at}`, onmousedown: (event) => (event.preventDefault(), take(at)) },
      swatch(node.kind),
      el("span", { class: "words", dir: "auto" }, bdi(nodeName(node.id)), via !== nodeName(node.id) ? el("small", {}, `${say("also")} `, bdi(via)) : null),
      el("span", { class: "kind" }, word(node.kind)),
    );
  const suggest = () => {
    const all = search(field.value);
    const typed = field.value.trim();
    found = all.slice(0, SUGGESTED);
    active = found.length ? 0 : -1;
    const items = found.map(item);
    if (typed && !found.length) items.push(el("li", { class: "none", role: "option", "aria-disabled": "true" }, say("noMatch", { query: typed })));
    list.replaceChildren(...items);
    open(items.length > 0);
    if (typed) announce(say("matches", { n: all.length }));
  };
  field.addEventListener("input", suggest);
  field.addEventListener("focus", () => field.value && suggest());
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (moves[event.key] && found.length && !list.hidden) {
      event.preventDefault();
      active = (active + moves[event.key] + found.length) % found.length;
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && (field.value || !list.hidden)) {
      event.preventDefault();
      event.stopPropagation();
      field.value = "";
      open(false);
    }
  });
};
// A hidden entity comes with its best-connected neighbours.
const NEIGHBOURS = 25;
const hiddenBeside = (id) => [...new Set((edgesAt.get(id) ?? []).flatMap((edge) => [edge.from, edge.to]))].filter((other) => isEntity(other) && !shown.nodes.has(other) && nodes.get(other).rank >= state.limit);
const reveal = (id) => {
  const next = [...new Set((edgesAt.get(id) ?? []).flatMap((edge) => [edge.from, edge.to]))];
  const best = next.sort((a, b) => nodes.get(a).rank - nodes.get(b).rank).slice(0, NEIGHBOURS);
  [id, ...best].forEach((each) => state.revealed.add(each));
  state.off.kind.delete(nodes.get(id).kind);
  if (nodes.get(id).kind === RELATION) best.forEach((each) => state.off.kind.delete(nodes.get(each).kind));
  if (route.nodes && !route.nodes.has(id)) Object.assign(state, { focus: null, path: null });
};
const query = document.getElementById("query");
combobox(query, document.getElementById("suggestions"), (id) => {
  select({ type: "node", id });
  if (holder.clientWidth && shown.nodes.has(id)) bring(id);
});
