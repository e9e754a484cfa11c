// The selection in; its statements with their evidence out, as text and nothing but text.
const panel = document.getElementById("panel");
const MOST = 60; // cards at a time

const day = (iso) => {
  if (!/^\d{4}(-\d\d){0,2}$/.test(iso)) return iso;
  const [year, month, date] = iso.split("-").map(Number);
  const form = { year: "numeric", month: month && "long", day: date && "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(state.language, form).format(new Date(Date.UTC(year, (month || 1) - 1, date || 1)));
};
const between = (first, last) => {
  const [a, b] = [first, last].map((iso) => new Date(`${iso}T00:00:00Z`));
  const form = new Intl.DateTimeFormat(state.language, { dateStyle: "medium", timeZone: "UTC" });
  return isNaN(a) || isNaN(b) ? [...new Set([first, last])].map(day).join(" – ") : form.formatRange(a, b);
};
const bdi = (content) => el("bdi", {}, content);
const link = (address, content) =>
  /^https?:\/\//i.test(address) ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, content) : null;
const ELSEWHERE = { "wikidata.org": "Wikidata", "geonames.org": "GeoNames" };
const site = (address) => ELSEWHERE[Object.keys(ELSEWHERE).find((host) => address.includes(host))] ?? address;
const full = (iri) => (iri.startsWith("wd:") ? iri.replace("wd:", "https://www.wikidata.org/wiki/") : iri);
const nameButton = (id) => {
  const target = statements.has(id) ? { type: "statement", id } : { type: "node", id };
  const known = nodes.has(id) || statements.has(id);
  return known ? el("button", { type: "button", class: "name", onclick: () => select(target) }, bdi(name(id))) : bdi(name(id));
};

const namesIn = (statement) => {
  const ends = [statement.subject, statement.object, ...statement.sources].filter((id) => nodes.has(id));
  const names = ends.flatMap((id) => [...Object.values(nodes.get(id).labels), ...nodes.get(id).aliases]);
  const short = [...new Set(names)].filter((each) => each.length > 1 && each.length < 80).sort((a, b) => b.length - a.length);
  return short.length ? new RegExp(short.slice(0, 60).map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "giu") : null;
};
const named = (content, pattern) => {
  const parts = [];
  let from = 0;
  for (const found of pattern ? content.matchAll(pattern) : []) {
    parts.push(content.slice(from, found.index), el("b", {}, found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, content.slice(from)];
};
// The whole sentence, with the evidence marked where it is only a part.
const sentence = (quote, pattern) => {
  const whole = quote.passage.includes(quote.text) ? quote.passage : quote.text;
  const at = whole.indexOf(quote.text);
  const evidence = el(whole === quote.text ? "span" : "mark", {}, ...named(quote.text, pattern));
  const parts = [whole.slice(0, at), evidence, whole.slice(at + quote.text.length)];
  return el("blockquote", { lang: quote.language || null, dir: "auto" }, ...parts);
};

const badge = (statement) => {
  const tone = denied(statement) ? "denied" : asserted(statement) ? "asserted" : "unsure";
  const parts = [line(asserted(statement), denied(statement)), word(statement.factuality)];
  return el("span", { class: `badge ${tone}` }, ...parts);
};
const badges = (statement) =>
  el(
    "p",
    { class: "badges" },
    badge(statement),
    statement.polarity === "Negative" ? el("span", { class: "badge denied" }, say("negative")) : null,
    ...statement.sources.map((id) => el("span", { class: "by" }, ...phrase("accordingTo", nameButton(id)))),
  );
const phrase = (key, node) => {
  const [before, after] = say(key, { name: "\u0000" }).split("\u0000");
  return [before, node, after];
};

const claim = (statement) => {
  const object = statement.object ? nameButton(statement.object) : statement.value ? (statement.value.id ? nameButton(statement.value.id) : bdi(valueName(statement.value))) : null;
  const subject = statement.subject ? nameButton(statement.subject) : el("i", {}, say("someone"));
  return el("p", { class: "claim" }, subject, " ", el("span", { class: "predicate" }, predicateName(statement)), " ", object);
};

const details = (statement) => {
  const given = new Map(statement.qualifiers);
  const list = el("dl");
  const row = (term, ...content) => list.append(el("dt", {}, term), el("dd", {}, ...content));
  const spoken = (given.get("timeText") ?? []).map((value) => `«${value.text}»`).join(", ");
  for (const [key, values] of given) {
    if (key === "timeText" && given.size > 1 && ["time", "beginTime", "endTime"].some((each) => given.has(each))) continue;
    const parts = values.flatMap((value, at) => [at ? ", " : "", value.id ? nameButton(value.id) : bdi(/time/i.test(key) ? day(valueName(value)) : valueName(value))]);
    row(word(key), ...parts, key === "time" && spoken ? ` ${spoken}` : "");
  }
  if (statement.cue) row(say("cue"), bdi(statement.cue));
  return list.children.length ? list : null;
};
const percent = (share) => new Intl.NumberFormat(state.language, { style: "percent" }).format(share);

const origin = (statement) => {
  const article = articles.get(statement.article);
  if (!article) return null;
  const facts = [article.publisher && name(article.publisher), article.published && day(article.published), typeof statement.confidence === "number" && say("confidence", { share: percent(statement.confidence) })];
  const title = article.headline || article.origin || article.id;
  return el(
    "p",
    { class: "origin" },
    el("cite", { lang: article.language || null, dir: "auto" }, link(article.origin ?? "", title) ?? title),
    el("span", {}, facts.filter(Boolean).join(" · ")),
  );
};
// The button says for a moment that it is done.
const copier = (label, content) => {
  const button = el("button", { type: "button", onclick: async () => {
    await copy(content());
    button.textContent = say("copied");
    announce(say("copied"));
    setTimeout(() => (button.textContent = label), 1500);
  } }, label);
  return button;
};
const copy = async (content) => {
  try {
    await navigator.clipboard.writeText(content);
  } catch {
    const field = el("textarea", { class: "unseen" }); // where a browser keeps the clipboard from pages on disk
    field.value = content;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
};
const card = (statement) => {
  const pattern = namesIn(statement);
  const quotes = statement.quotes.map((quote) => sentence(quote, pattern));
  const copies = el("p", { class: "copies" }, copier(say("copyCitation"), () => citation(statement)), copier(say("copyTurtle"), () => turtle([statement])));
  return el("article", { class: "card", "data-statement": statement.id }, claim(statement), badges(statement), ...quotes, origin(statement), details(statement), copies);
};

const inOrder = (list) => {
  const key = (each) => [articles.get(each.article)?.published ?? "", each.article, String(each.quotes[0]?.start ?? 0).padStart(9, "0"), each.id].join(" ");
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
};
const group = (title, list) => {
  const passing = inOrder(list.filter((each) => shown.statements.has(each)));
  if (!passing.length) return null;
  const holder = el("section", { class: "group" }, title ? el("h3", {}, title, el("span", { class: "count" }, passing.length)) : null);
  const add = (from) => {
    holder.append(...passing.slice(from, from + MOST).map(card));
    const more = el("button", { type: "button", class: "plain", onclick: () => (more.remove(), add(from + MOST)) }, say("moreCards"));
    if (from + MOST < passing.length) holder.append(more);
  };
  add(0);
  return holder;
};

const heading = (kicker, title, mark) =>
  el(
    "header",
    {},
    el("p", { class: "kicker" }, mark, kicker),
    el("button", { type: "button", class: "close", "aria-label": say("close"), onclick: () => (state.selected ? select(null) : leave()) }, "×"),
    el("h2", { dir: "auto" }, title),
  );
const entityHead = (node) => {
  const others = node.aliases.filter((alias) => alias !== nodeName(node.id));
  const facts = [node.mentions ? say("mentions", { n: node.mentions }) : ""];
  const links = node.links.map(full).map((address) => link(address, site(address)));
  return [
    heading(word(node.kind), nodeName(node.id), swatch(node.kind)),
    others.length ? el("p", { class: "aliases" }, `${say("knownAs")}: `, ...others.slice(0, 12).flatMap((alias, at) => [at ? ", " : "", bdi(alias)])) : null,
    facts[0] || links.some(Boolean) ? el("p", { class: "facts" }, ...facts, ...links.flatMap((each) => (each ? [facts[0] ? " · " : " ", each] : []))) : null,
    actions(node),
  ];
};
// What can be done from an entity: look at what is around it, or for the way to another.
const actions = ({ id }) => {
  const field = el("input", { type: "search", id: "goal", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "goals", "aria-label": say("pathTo", { name: nodeName(id) }), placeholder: say("search") });
  const list = el("ul", { id: "goals", class: "suggestions", role: "listbox", "aria-label": say("suggestions"), hidden: true });
  const box = el("div", { class: "goal", hidden: true }, field, list);
  combobox(field, list, (goal) => findPath(id, goal));
  const ask = el("button", { type: "button", "aria-expanded": "false", onclick: () => {
    box.hidden = !box.hidden;
    ask.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) field.focus();
  } }, say("path"));
  const focused = state.focus?.id === id;
  const around = el("button", { type: "button", "aria-pressed": String(focused), onclick: () => (focused ? leave() : focusOn(id, 1)) }, say("focus"));
  const beyond = state.focus || state.path ? [] : hiddenBeside(id);
  const more = beyond.length ? el("button", { type: "button", onclick: () => (reveal(id), beyond.slice(0, GROWTH).forEach((each) => state.revealed.add(each)), changed({})) }, say("showBeside", { n: beyond.length })) : null;
  return el("div", { class: "actions" }, (edgesAt.get(id) ?? []).length ? around : null, (edgesAt.get(id) ?? []).length ? ask : null, more, box);
};
const entityGroups = (node) => [
  group(say("asSubject", { name: nodeName(node.id) }), inRole("subject", node.id)),
  group(say("asObject"), inRole("object", node.id)),
  group(say("asSource", { name: nodeName(node.id) }), inRole("source", node.id)),
  group(say("asQualifier"), inRole("qualifier", node.id)),
];
const content = ({ type, id }) => {
  if (type === "statement") return [[heading(say("statement"), title([id]))], [group("", [statements.get(id)]), ...aboutGroups(id)]];
  if (type === "edge") return [[heading(say("relation"), title(edges.get(id).statements))], [group("", edges.get(id).statements.map((each) => statements.get(each)))]];
  const node = nodes.get(id);
  if (node.kind !== RELATION) return [entityHead(node), entityGroups(node)];
  return [[heading(say("claim"), title(node.statements))], [group("", membersOf.get(id)), ...aboutGroups(id)]];
};
const aboutGroups = (id) => {
  const about = new Set([...inRole("subject", place(id) ?? id), ...inRole("object", place(id) ?? id)]);
  return [nodes.get(place(id))?.kind === RELATION ? group(say("aboutThis"), [...about]) : null];
};
const title = ([first]) => statementName(statements.get(first));
const concerned = ({ type, id }) =>
  type === "statement" ? [statements.get(id)] : type === "edge" ? edges.get(id).statements.map((each) => statements.get(each)) : [...statementsOf(id)];

// The statements along a path, from end to end.
const pathContent = () => {
  const [from, to] = state.path;
  const pairs = new Map(route.ways.flatMap((way) => way.slice(1).map((id, at) => [`${way[at]} ${id}`, [way[at], id]])));
  const steps = [...pairs.values()].map(([a, b]) => group(`${nodeName(a)} – ${nodeName(b)}`, [...new Set(linesOf(a, b).flatMap((edge) => edge.statements))].map((id) => statements.get(id))));
  return [[heading(say("pathName"), `${nodeName(from)} → ${nodeName(to)}`)], route.ways.length ? steps : []];
};

let latest = "";
let opener = null; // has the focus again when the panel closes
panel.addEventListener("focusin", ({ relatedTarget }) => {
  if (relatedTarget && !panel.contains(relatedTarget)) opener = relatedTarget;
});
const showPanel = () => {
  const within = panel.contains(document.activeElement);
  if (!within) opener = document.activeElement;
  const path = !state.selected && state.path;
  panel.hidden = !state.selected && !path;
  if (within) (panel.hidden ? (opener?.isConnected ? opener : holder) : panel)?.focus();
  document.body.classList.toggle("open", !panel.hidden);
  const now = JSON.stringify([state.selected, path]);
  if (panel.hidden) return ((latest = now), panel.replaceChildren());
  const [head, groups] = path ? pathContent() : content(state.selected);
  const found = groups.filter(Boolean);
  const hidden = path ? 0 : concerned(state.selected).filter((each) => !shown.statements.has(each)).length;
  const remark = path && !route.ways.length ? say("pathNone") : hidden ? say("hidden", { n: hidden }) : found.length ? "" : say("noStatements");
  panel.replaceChildren(...head.filter(Boolean), ...found, remark ? el("p", { class: "remark" }, remark) : "");
  if (latest !== now) panel.scrollTop = 0;
  latest = now;
};
