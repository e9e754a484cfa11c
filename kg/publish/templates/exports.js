// The visible part in; Turtle, GraphML and CSV for other tools out, and the menu that offers them.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// What is to be seen: in the picture only what is drawn, elsewhere all that passes the filters.
const seenStatements = () => {
  const drawn = (each) => [each.subject, each.object].filter(isEntity).every((id) => shown.nodes.has(id));
  const list = inOrder([...shown.statements]);
  return state.view === "picture" ? list.filter((each) => drawn(each) && [each.subject, each.object].some((id) => nodes.has(relationOf.get(id) ?? id))) : list;
};

// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
const csvCell = (content) => {
  const safe = /^[=+\-@\t\r]/.test(content) ? `'${content}` : content;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};
const CSV = {
  subject: COLUMNS.subject,
  predicate: COLUMNS.predicate,
  object: COLUMNS.object,
  factuality: (each) => each.factuality,
  polarity: (each) => each.polarity,
  source: COLUMNS.source,
  time: timeOf,
  confidence: (each) => String(each.confidence ?? ""),
  quote: (each) => each.quotes.map((quote) => quote.text).join(" | "),
  headline: (each) => articles.get(each.article)?.headline ?? "",
  published: (each) => articles.get(each.article)?.published ?? "",
  origin: (each) => articles.get(each.article)?.origin ?? "",
  start: (each) => String(each.quotes[0]?.start ?? ""),
  end: (each) => String(each.quotes[0]?.end ?? ""),
  statement: (each) => expand(each.id),
};
const csv = (list) => [Object.keys(CSV), ...list.map((each) => Object.values(CSV).map((read) => read(each)))].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

const xml = (content) => content.replace(UNWRITABLE, "").replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const GRAPHML = { node: ["label", "kind", "wikidata"], edge: ["label", "predicate", "factuality", "polarity", "source", "time", "confidence", "quote", "article"] };
const graphml = (list) => {
  const data = (owner, values) => GRAPHML[owner].filter((key) => values[key]).map((key) => `<data key="${owner}-${key}">${xml(values[key])}</data>`).join("");
  const ends = (each) => [each.subject, each.object];
  const joined = list.filter((each) => ends(each).every((id) => isEntity(id) || statements.has(id)));
  const ids = [...new Set([...list.flatMap(ends).filter(isEntity), ...joined.flatMap(ends)])].sort();
  const wikidata = (id) => nodes.get(id)?.links.map(full).find((address) => address.includes("wikidata.org")) ?? "";
  const node = (id) => `<node id="${xml(expand(id))}">${data("node", { label: statements.has(id) ? statementName(statements.get(id)) : nodeName(id), kind: nodes.get(id)?.kind ?? RELATION, wikidata: wikidata(id) })}</node>`;
  const edge = (each) => {
    const values = { label: predicateName(each), predicate: each.predicate, factuality: each.factuality, polarity: each.polarity, source: COLUMNS.source(each), time: timeOf(each), confidence: CSV.confidence(each), quote: CSV.quote(each), article: CSV.origin(each) };
    return `<edge id="${xml(expand(each.id))}" source="${xml(expand(each.subject))}" target="${xml(expand(each.object))}">${data("edge", values)}</edge>`;
  };
  const keys = Object.entries(GRAPHML).flatMap(([owner, names]) => names.map((key) => `<key id="${owner}-${key}" for="${owner}" attr.name="${key}" attr.type="${key === "confidence" ? "double" : "string"}"/>`));
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">';
  return `${[head, ...keys, '<graph edgedefault="directed">', ...ids.map(node), ...joined.map(edge), "</graph>", "</graphml>"].join("\n")}\n`;
};

const saveText = (filename, type, content) => save(filename, new Blob([content.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")], { type: `${type};charset=utf-8` }));
const EXPORTS = {
  png: savePng,
  svg: saveSvg,
  turtle: () => saveText("graph.ttl", "text/turtle", turtle(seenStatements())),
  graphml: () => saveText("graph.graphml", "application/xml", graphml(seenStatements())),
  csv: () => saveText("graph.csv", "text/csv", `\ufeff${csv(seenStatements())}`),
};
const saveButton = document.getElementById("save");
const saveMenu = document.getElementById("save-menu");
const openMenu = (isOpen) => {
  saveMenu.hidden = !isOpen;
  saveButton.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return;
  const entry = (key) => el("li", {}, el("button", { type: "button", "data-export": key, onclick: () => (openMenu(false), saveButton.focus(), EXPORTS[key]()) }, el("span", {}, say(`export-${key}`)), el("small", {}, say(`export-${key}-for`))));
  const pictures = state.view === "picture" ? [el("h3", {}, say("exportPicture")), el("ul", {}, entry("png"), entry("svg"))] : [];
  saveMenu.replaceChildren(...pictures, el("h3", {}, say("exportStatements", { n: seenStatements().length })), el("ul", {}, entry("turtle"), entry("graphml"), entry("csv")));
  saveMenu.querySelector("button").focus();
};
saveButton.addEventListener("click", () => openMenu(saveMenu.hidden));
saveMenu.addEventListener("keydown", (event) => {
  const buttons = [...saveMenu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (moves[event.key]) {
    event.preventDefault();
    buttons[(at + moves[event.key] + buttons.length) % buttons.length].focus();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    openMenu(false);
    saveButton.focus();
  }
});
document.addEventListener("pointerdown", (event) => {
  if (!saveMenu.hidden && !event.target.closest(".save")) openMenu(false);
});
