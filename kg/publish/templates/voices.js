// Statements in; who says them out: what sources disagree on side by side, what they agree on, and every source as a
// node with its claims.
const voices = document.getElementById("voices");
const REJECTS = "rejects"; // the relation from whoever denies to the statement denied
const CLAIMS = 8; // of a source, until all are asked for
const SOURCES = 12;
let longest = SOURCES;
let agreementsShown = 9;
const unfoldedSources = new Set(); // sources whose claims are all listed
const lean = { chosen: null }; // the source whose lines stand out

const claimKey = (each) => [each.subject, each.predicate, each.predicate === OPEN ? Object.values(each.labels).sort()[0] ?? "" : "", each.object, each.value?.text ?? ""].join("\n");
const articleVoice = (each) => ({ id: each.article, own: true, statement: each });

// Every claim with the voices for and against it. An article that says it in its own words is a voice too.
const claims = () => {
  const found = new Map();
  const of = (each) => {
    const key = claimKey(each);
    if (!found.has(key)) found.set(key, { key, first: each, pro: [], contra: [] });
    return found.get(key);
  };
  const speak = (side, voice) => side.some((each) => each.id === voice.id) || side.push(voice);
  for (const each of inOrder([...shown.statements])) {
    if (each.predicate === REJECTS && statements.has(each.object) && !denied(each) && each.subject) {
      const target = statements.get(each.object);
      const { contra } = of(target);
      speak(contra, { id: each.subject, statement: target });
      contra.find((voice) => voice.id === each.subject).words = each; // the sentence that denies, not the one denied
      continue;
    }
    const side = of(each)[denied(each) ? "contra" : "pro"];
    if (each.sources.length) each.sources.forEach((id) => speak(side, { id, statement: each }));
    else speak(side, articleVoice(each));
  }
  return [...found.values()];
};
const disputed = (claim) => claim.contra.length > 0 && (claim.pro.length > 0 || claim.contra.some((voice) => voice.words || voice.statement.factuality === "Denied"));
const agreed = (claim) => !claim.contra.length && claim.pro.length > 1;

const voiceName = (voice) =>
  voice.own ? el("span", { class: "voice own" }, say("inArticle", {}), " ", el("cite", {}, bdi(articles.get(voice.id)?.headline || articles.get(voice.id)?.origin || voice.id))) : el("span", { class: "voice" }, swatch(nodes.get(voice.id)?.kind ?? "other"), nameButton(voice.id));
const said = (voice) => {
  const quote = (voice.words ?? voice.statement).quotes[0];
  const about = articles.get(voice.statement.article);
  const from = [about?.publisher && name(about.publisher), about?.published && day(about.published)].filter(Boolean).join(" · ");
  return el("li", {}, el("p", {}, voiceName(voice)), el("p", { class: "badges" }, badge(voice.words ? { ...voice.statement, factuality: "Denied" } : voice.statement)), quote ? sentence(quote, null) : null, from ? el("p", { class: "origin" }, from) : null);
};
const side = (heading, list) => el("div", { class: "side" }, el("h4", {}, say(heading)), list.length ? el("ul", {}, ...list.map(said)) : el("p", { class: "remark" }, say("nobody")));
const claimTitle = (claim) => el("h3", {}, el("button", { type: "button", class: "name", onclick: () => select({ type: "statement", id: claim.first.id }) }, bdi(statementName(claim.first))));
const disputeCard = (claim) => el("article", { class: "dispute" }, claimTitle(claim), el("div", { class: "sides" }, side("saysSo", claim.pro), side("deniesIt", claim.contra)));
const agreementCard = (claim) => el("article", { class: "agreement" }, claimTitle(claim), el("ul", { class: "names" }, ...claim.pro.map((voice) => el("li", {}, voiceName(voice)))));

// The map: sources on the left, their claims on the right, a line for each; a claim that several make stands once.
const sourcesOf = (all) => {
  const found = new Map();
  for (const claim of all) {
    for (const [stance, list] of [["pro", claim.pro], ["contra", claim.contra]]) {
      for (const voice of list.filter((each) => !each.own)) {
        if (!found.has(voice.id)) found.set(voice.id, []);
        found.get(voice.id).push({ claim, stance, statement: voice.statement });
      }
    }
  }
  return [...found].sort((a, b) => b[1].length - a[1].length || (nodes.get(a[0])?.rank ?? 0) - (nodes.get(b[0])?.rank ?? 0));
};
const others = ({ claim, stance }, id) => {
  const told = (list, key) => list.filter((voice) => voice.id !== id && !voice.own).map((voice) => el("span", { class: key }, say(key, { name: nodeName(voice.id) })));
  return [...told(claim.pro, stance === "pro" ? "alsoBy" : "saidBy"), ...told(claim.contra, "deniedBy")];
};
const claimRow = (id, made, links) => {
  const { claim, stance, statement } = made;
  const row = el("li", { class: stance, "data-claim": claim.key }, line(asserted(statement), denied(statement)), el("div", {}, el("button", { type: "button", class: "name", onclick: () => select({ type: "statement", id: statement.id }) }, bdi(statementName(statement))), ...others(made, id)));
  links.push({ id, row, stance });
  return row;
};
const sourceBlock = ([id, all], placed, links) => {
  const own = all.filter(({ claim }) => !placed.has(claim));
  const listed = unfoldedSources.has(id) ? own : own.slice(0, CLAIMS);
  listed.forEach(({ claim }) => placed.set(claim, null));
  const rows = listed.map((made) => {
    const row = claimRow(id, made, links);
    placed.set(made.claim, row);
    return row;
  });
  for (const { claim, stance } of all) if (placed.get(claim) && !rows.includes(placed.get(claim))) links.push({ id, row: placed.get(claim), stance });
  const size = 16 + Math.min(22, 5 * Math.sqrt(all.length));
  const mark = swatch(nodes.get(id)?.kind ?? "other");
  mark.setAttribute("width", size);
  mark.setAttribute("height", size);
  const node = el("div", { class: "source", "data-source": id, onmouseenter: () => emphasise(id), onmouseleave: () => emphasise(null) }, el("button", { type: "button", class: "name", onclick: () => select({ type: "node", id }), onfocus: () => emphasise(id), onblur: () => emphasise(null) }, bdi(nodeName(id))), el("span", { class: "count" }, all.length), mark);
  const rest = own.length - listed.length;
  const more = rest ? el("li", {}, el("button", { type: "button", class: "plain", onclick: () => (unfoldedSources.add(id), showVoices()) }, say("moreClaims", { n: rest }))) : null;
  return el("section", { class: "speaker", "aria-label": nodeName(id) }, node, el("ul", {}, ...rows, more));
};
let links = [];
const drawLinks = () => {
  const map = voices.querySelector(".map");
  if (!map || !map.clientWidth) return;
  const plane = map.querySelector("svg.links");
  const box = map.getBoundingClientRect();
  plane.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  plane.replaceChildren(
    ...links.map(({ id, row, stance }) => {
      const [from, to] = [map.querySelector(`[data-source="${CSS.escape(id)}"] .swatch`).getBoundingClientRect(), row.getBoundingClientRect()];
      const [x0, y0, x1, y1] = [from.right - box.left + 2, from.top + from.height / 2 - box.top, to.left - box.left - 3, to.top + 13 - box.top];
      const bend = Math.max(24, (x1 - x0) / 2);
      return svg("path", { d: `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`, class: `${stance}${lean.chosen && lean.chosen !== id ? " faint" : ""}` });
    }),
  );
};
const emphasise = (id) => {
  lean.chosen = id;
  voices.querySelectorAll("svg.links path").forEach((path, at) => path.classList.toggle("faint", id !== null && links[at].id !== id));
};
const part = (title, explanation, n, ...inner) => el("section", { class: "part" }, el("h2", {}, say(title), el("span", { class: "count" }, n)), el("p", { class: "remark" }, say(explanation)), ...inner);
const showVoices = () => {
  if (state.view !== "voices") return voices.replaceChildren();
  const all = claims();
  const [split, shared, speakers] = [all.filter(disputed), all.filter(agreed), sourcesOf(all)];
  const [placed, drawn] = [new Map(), []];
  const blocks = speakers.slice(0, longest).map((speaker) => sourceBlock(speaker, placed, drawn));
  links = drawn;
  const more = el("button", { type: "button", class: "plain", onclick: () => ((longest += 25), showVoices()) }, say("moreSources", { n: speakers.length - longest }));
  const map = el("div", { class: "map" }, svg("svg", { class: "links", "aria-hidden": "true", preserveAspectRatio: "none" }), ...blocks);
  const rest = el("button", { type: "button", class: "plain", onclick: () => ((agreementsShown = 300), showVoices()) }, say("allOf", { n: shared.length }));
  const parts = [
    split.length ? part("disputes", "disputesLong", split.length, ...split.slice(0, 100).map(disputeCard)) : null,
    shared.length ? part("agreements", "agreementsLong", shared.length, el("div", { class: "agreements" }, ...shared.slice(0, agreementsShown).map(agreementCard)), shared.length > agreementsShown ? rest : null) : null,
    speakers.length ? part("sources", "sourcesLong", speakers.length, map, speakers.length > longest ? more : null) : null,
  ];
  const there = parts.filter(Boolean);
  const jump = (each) => el("button", { type: "button", onclick: () => each.scrollIntoView({ behavior: calm() ? "smooth" : "auto" }) }, ...[...each.querySelector("h2").childNodes].map((node) => node.cloneNode(true)).flatMap((node, at) => (at ? [" ", node] : [node])));
  voices.replaceChildren(there.length > 1 ? el("nav", { "aria-label": say("voices") }, ...there.map(jump)) : "", ...there, parts.some(Boolean) ? "" : el("p", { class: "remark" }, say("noVoices")));
  drawLinks();
};
new ResizeObserver(drawLinks).observe(voices);
