// Statements in; the same triples as the graph's own Turtle, or a citation, out.
const spelled = new Map(prefixes);
const LOCAL = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/;
const expand = (short) => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(short) || short.startsWith("urn:")) return short;
  const [prefix, ...rest] = short.split(":");
  if (rest.length && spelled.has(prefix)) return spelled.get(prefix) + rest.join(":");
  return (/^(entity|statement|evidence|article|relation)\//.test(short) ? base : spelled.get("kg")) + short;
};
const escaped = (letter) => `\\u${letter.codePointAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
const iri = (short) => {
  const whole = expand(short);
  const [prefix, start] = prefixes.filter(([, each]) => whole.startsWith(each)).sort((a, b) => b[1].length - a[1].length)[0] ?? [];
  const local = start === undefined ? "" : whole.slice(start.length);
  return LOCAL.test(local) ? `${prefix}:${local}` : `<${whole.replace(/[\u0000-\u0020<>"{}|^`\\]/g, escaped)}>`;
};
const SPECIAL = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
const literal = (content, language, datatype) => {
  const quoted = `"${content.replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, (letter) => SPECIAL[letter] ?? escaped(letter))}"`;
  return language ? `${quoted}@${language}` : datatype ? `${quoted}^^${iri(datatype)}` : quoted;
};
const term = (value) => (value.id ? iri(value.id) : literal(value.text ?? "", value.language, value.datatype));
const texts = (labels) => Object.entries(labels).map(([language, content]) => literal(content, language));
const block = (id, types, pairs) => {
  const rows = pairs.map(([key, values]) => [key, [values].flat().filter((value) => value !== "" && value !== undefined && value !== null)]).filter(([, values]) => values.length);
  return `${iri(id)} ${[`a ${types.map(iri).join(", ")}`, ...rows.map(([key, values]) => `${iri(key)} ${values.join(", ")}`)].join(" ;\n    ")} .`;
};
const number = (value, datatype) => (value === undefined || value === null ? "" : literal(String(value), "", `xsd:${datatype}`));

const statementBlock = (each) =>
  block(each.id, ["Statement"], [
    ["rdfs:label", texts(each.name)],
    ["subject", each.subject && iri(each.subject)],
    ["predicate", iri(each.predicate)],
    ["object", each.object && iri(each.object)],
    ["objectValue", each.value && term(each.value)],
    ["surfacePredicate", texts(each.labels)],
    ["factuality", each.factuality && iri(each.factuality)],
    ["polarity", each.polarity && iri(each.polarity)],
    ["prov:wasAttributedTo", each.sources.map(iri)],
    ["cue", each.cue && literal(each.cue, cueLanguage(each))],
    ...each.qualifiers.map(([key, values]) => [key, values.map(term)]),
    ["prov:wasDerivedFrom", each.article && iri(each.article)],
    ["evidence", each.quotes.map((quote) => iri(quote.id))],
    ["confidence", number(each.confidence, "decimal")],
    ["extractor", each.extractor && literal(each.extractor)],
  ]);
const cueLanguage = (each) => Object.keys(each.labels)[0] ?? each.quotes[0]?.language;
const evidenceBlock = (quote) =>
  block(quote.id, ["Evidence"], [
    ["sentence", number(quote.sentence, "integer")],
    ["start", number(quote.start, "integer")],
    ["end", number(quote.end, "integer")],
    ["passage", quote.passage && literal(quote.passage, quote.language)],
    ["quote", literal(quote.text, quote.language)],
  ]);
const entityBlock = (id) => {
  const node = nodes.get(id);
  return block(id, [node.kind], [
    ["rdfs:label", texts(node.labels).filter((each) => /"@/.test(each))],
    ["skos:altLabel", node.names.map(term)],
    ["owl:sameAs", node.links.map(iri)],
    ["speaksFor", node.speaks && iri(node.speaks)],
    ["mentionCount", node.mentions ? number(node.mentions, "integer") : ""],
  ]);
};
const articleBlock = (each) =>
  block(each.id, ["Article", "schema:NewsArticle"], [
    ["dcterms:source", each.origin && literal(each.origin)],
    ["schema:headline", each.headline && literal(each.headline, each.language)],
    ["schema:datePublished", each.published && literal(each.published, "", /^\d{4}-\d\d-\d\d$/.test(each.published) ? "xsd:date" : "")],
    ["schema:publisher", each.publisher && literal(each.publisher)],
    ["schema:inLanguage", each.language && literal(each.language)],
    ["sha256", each.sha256 && literal(each.sha256)],
  ]);
const plainTriple = (each) => (asserted(each) && each.polarity === "Positive" && each.subject && (each.object || each.value) ? `${iri(each.subject)} ${iri(each.predicate)} ${each.object ? iri(each.object) : term(each.value)} .` : "");

// Statements with their evidence, and the articles and entities they name.
const turtle = (list) => {
  const within = [...new Set(list.map((each) => each.article))].filter((id) => articles.has(id)).sort();
  const spokenOf = [...new Set(list.flatMap(mentioned))].filter(isEntity).sort();
  const quotes = index(list.flatMap((each) => each.quotes));
  const body = [
    ...within.map((id) => articleBlock(articles.get(id))),
    ...spokenOf.map(entityBlock),
    ...[...new Set(list.map(plainTriple))].filter(Boolean),
    ...list.flatMap((each) => [statementBlock(each), ...each.quotes.filter((quote) => quotes.delete(quote.id)).map(evidenceBlock)]),
  ].join("\n\n");
  const used = prefixes.filter(([prefix]) => new RegExp(`(^|[\\s^(,;])${prefix}:`, "m").test(body));
  return `${used.map(([prefix, start]) => `@prefix ${prefix}: <${start}> .`).join("\n")}\n\n${body}\n`;
};

// «The sentence» (according to whom) – Headline, publisher, date. Address, characters 28–106.
const citation = (each) => {
  const article = articles.get(each.article) ?? { headline: "", publisher: "", published: "", origin: "" };
  const quote = each.quotes[0];
  const spoken = quote ? say("quoted", { text: quote.text }) : statementName(each);
  const by = each.sources.length ? ` (${each.sources.map((id) => say("accordingTo", { name: name(id) })).join(", ")})` : "";
  const facts = [article.headline, article.publisher && name(article.publisher), article.published && day(article.published)].filter(Boolean).join(", ");
  const where = [article.origin, quote && say("characters", { start: String(quote.start), end: String(quote.end) })].filter(Boolean).join(", ");
  return `${spoken}${by}${facts ? ` – ${facts}.` : ""}${where ? ` ${where}.` : ""}`;
};
