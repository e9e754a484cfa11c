// The statements that pass the filters in; a table that can be sorted, with the same way to the evidence, out.
const table = document.getElementById("table");
const order = { column: "article", up: true };
const ROWS = 500;
let length = ROWS;

const TIMES = ["time", "beginTime", "endTime", "timeText"];
const timeOf = (statement) => {
  const given = new Map(statement.qualifiers);
  return TIMES.flatMap((key) => (given.get(key) ?? []).map((value) => value.text))[0] ?? "";
};
const COLUMNS = {
  subject: (each) => (each.subject ? name(each.subject) : ""),
  predicate: (each) => predicateName(each),
  object: (each) => (each.object ? name(each.object) : each.value ? valueName(each.value) : ""),
  factuality: (each) => word(each.factuality) + (each.polarity === "Negative" ? `, ${say("negative")}` : ""),
  source: (each) => each.sources.map(name).join(", "),
  time: timeOf,
  article: (each) => articles.get(each.article)?.headline ?? "",
};
const byColumn = (list) => {
  if (order.column === "article") return order.up ? inOrder(list) : inOrder(list).reverse();
  const sorted = inOrder(list).map((each) => [COLUMNS[order.column](each), each]);
  const collator = new Intl.Collator(state.language, { numeric: true });
  sorted.sort((a, b) => (order.up ? 1 : -1) * collator.compare(a[0], b[0]));
  return sorted.map(([, each]) => each);
};
const sortBy = (column) => {
  order.up = order.column === column ? !order.up : true;
  order.column = column;
  remember(false);
  showTable();
  table.querySelector(`[data-column="${column}"] button`).focus();
};
const head = (column) =>
  el(
    "th",
    { scope: "col", "data-column": column, "aria-sort": order.column !== column ? "none" : order.up ? "ascending" : "descending" },
    el("button", { type: "button", onclick: () => sortBy(column) }, say(column)),
  );
const cell = (statement, column) => {
  const content = COLUMNS[column](statement);
  if (column === "predicate") {
    return el("td", {}, el("button", { type: "button", class: "name", onclick: () => select({ type: "statement", id: statement.id }) }, bdi(content)));
  }
  if (column === "factuality") return el("td", { class: "badges" }, badge(statement), statement.polarity === "Negative" ? el("span", { class: "badge denied" }, say("negative")) : null);
  return el("td", {}, bdi(column === "time" ? day(content) : content));
};
const showTable = () => {
  if (state.view !== "table") return table.replaceChildren();
  const all = byColumn([...shown.statements]);
  const body = all.slice(0, length).map((each) => el("tr", { "data-statement": each.id, class: state.selected?.id === each.id ? "chosen" : null }, ...Object.keys(COLUMNS).map((column) => cell(each, column))));
  const more = el("button", { type: "button", class: "plain", onclick: () => ((length += ROWS), showTable()) }, say("tableMore"));
  table.replaceChildren(
    el("table", {}, el("caption", {}, say("caption", { n: all.length })), el("thead", {}, el("tr", {}, ...Object.keys(COLUMNS).map(head))), el("tbody", {}, ...body)),
    all.length > length ? more : "",
  );
};
