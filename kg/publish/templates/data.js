// The data blocks of the page in; indexes and names for everything else out.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const dictionary = read("dictionary");
const { statements: rows = [], articles: sources = [], words, base, prefixes } = read("data");
const settings = read("options");
const blank = { labels: {}, name: {}, extractor: "", subject: "", object: "", value: null, sources: [], quotes: [], qualifiers: [], cue: "" };

const index = (items) => new Map(items.map((item) => [item.id, item]));
const nodes = index(read("nodes").map((node) => ({ ...node, names: node.aliases, aliases: [...new Set(node.aliases.map((each) => each.text))] })));
const edges = index(read("edges"));
const articles = index(sources.map((article) => ({ headline: "", published: "", publisher: "", origin: "", language: "", ...article })));
const statements = index(rows.map((row) => ({ ...blank, ...row, quotes: (row.quotes ?? []).map((quote) => ({ text: "", passage: "", ...quote })) })));
const RELATION = "Statement";
const OPEN = "involves";
const MOST_DRAWN = 2000; // nodes drawn at first
const GROWTH = 500; // and so many more at a time

const state = {
  language: document.documentElement.lang,
  theme: "", // "light" or "dark" where the reader has chosen
  view: "picture", // or "voices" or "table"
  selected: null, // { type: "node" | "edge" | "statement", id }
  hovered: null,
  limit: MOST_DRAWN,
  revealed: new Set(),
  alone: false, // whether what no relation joins is drawn too
  focus: null, // { id, steps }
  path: null, // [from, to]
  sure: 0, // the least confidence
  time: null, // [first, last]: keys of periods
  off: Object.fromEntries(["kind", "factuality", "family", "source", "article", "polarity"].map((facet) => [facet, new Set()])),
};

const grouped = (pairs) => {
  const found = new Map();
  for (const [key, value] of pairs) {
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(value);
  }
  return found;
};

// What touches what.
const edgesAt = grouped([...edges.values()].flatMap((edge) => [[edge.from, edge], [edge.to, edge]]));
const edgesOf = grouped([...edges.values()].flatMap((edge) => edge.statements.map((id) => [id, edge])));
const relationOf = new Map([...nodes.values()].flatMap((node) => node.statements.map((id) => [id, node.id])));
const membersOf = grouped([...relationOf].map(([statement, relation]) => [relation, statements.get(statement)]));
const roles = { subject: new Map(), object: new Map(), source: new Map(), qualifier: new Map() };
const note = (role, id, statement) => {
  if (!id) return;
  const key = relationOf.get(id) ?? id;
  if (!roles[role].has(key)) roles[role].set(key, new Set());
  roles[role].get(key).add(statement);
};
for (const statement of statements.values()) {
  note("subject", statement.subject, statement);
  note("object", statement.object, statement);
  statement.sources.forEach((id) => note("source", id, statement));
  statement.qualifiers.forEach(([, values]) => values.forEach((value) => note("qualifier", value.id, statement)));
}
const inRole = (role, id) => [...(roles[role].get(id) ?? [])];
const around = new Map();
for (const id of nodes.keys()) {
  around.set(id, new Set([...(membersOf.get(id) ?? []), ...Object.keys(roles).flatMap((role) => inRole(role, id))]));
}
const statementsOf = (id) => around.get(id) ?? new Set();

// Names.
const text = (labels, language = state.language) => {
  const order = language === "nb" ? ["nb", "nn", "no", "en"] : ["en", "nb", "nn", "no"];
  const key = order.find((tag) => labels[tag] !== undefined) ?? Object.keys(labels).sort()[0];
  return key === undefined ? "" : labels[key];
};
const spaced = (name) => name.replace(/^.*[#/:]/, "").replace(/([a-zæøå])([A-ZÆØÅ])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
const word = (name) => text(words[name]?.labels ?? {}) || spaced(name);
const figure = (value) => new Intl.NumberFormat(state.language).format(value);
const say = (key, values = {}) => {
  let phrase = dictionary[state.language][key];
  if (typeof phrase === "object") phrase = phrase[values.n === 1 ? "one" : "other"];
  return phrase.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? figure(values[name]) : values[name]));
};
const predicateName = (statement) =>
  (statement.predicate === OPEN && text(statement.labels)) || word(statement.predicate);
// The halves of a relation's line have no words: the relation in the middle has them.
const edgeName = (edge) => (relationOf.has(edge.statements[0]) ? "" : predicateName(statements.get(edge.statements[0])));
const nodeName = (id) => {
  const node = nodes.get(id);
  if (node?.kind === RELATION) return predicateName(statements.get(node.statements[0]));
  return text(node?.labels ?? {}) || spaced(id);
};
const valueName = (value) => (value.id ? name(value.id) : (value.text ?? ""));
const name = (id) => (statements.has(id) ? `⟨${statementName(statements.get(id))}⟩` : nodeName(id));
const statementName = (statement, depth = 0) => {
  const end = (id) => (statements.has(id) ? (depth > 3 ? "…" : `⟨${statementName(statements.get(id), depth + 1)}⟩`) : nodeName(id));
  const object = statement.object ? end(statement.object) : statement.value ? valueName(statement.value) : "";
  return [statement.subject && end(statement.subject), predicateName(statement), object].filter(Boolean).join(" → ");
};
const isEntity = (id) => nodes.has(id) && nodes.get(id).kind !== RELATION;
const entities = [...nodes.values()].filter((node) => node.kind !== RELATION);
const mentioned = (statement) => [statement.subject, statement.object, ...statement.sources, ...statement.qualifiers.flatMap(([, values]) => values.map((value) => value.id))].filter(Boolean);
const familyOf = (predicate) => words[predicate]?.parents?.[0] ?? predicate;
const denied = (statement) => statement.factuality === "Denied" || statement.polarity === "Negative";
const asserted = (statement) => statement.factuality === "Asserted" && statement.polarity !== "Negative";
const place = (id) => (statements.has(id) ? relationOf.get(id) ?? edgesOf.get(id)?.[0]?.id : id);
