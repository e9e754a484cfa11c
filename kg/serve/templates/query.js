"use strict";
// Asks the endpoint and shows the rows. Everything shown is set as text, never as markup.
const form = document.querySelector("form");
const query = document.getElementById("query");
const named = document.getElementById("named");
const note = document.getElementById("note");
const answer = document.getElementById("answer");

named.addEventListener("change", () => {
  if (named.value) query.value = named.value;
});

form.addEventListener("submit", async (event) => {
  if (document.getElementById("format").value) return;
  event.preventDefault();
  note.textContent = "…";
  answer.replaceChildren();
  try {
    const headers = { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json,text/turtle;q=0.9" };
    const response = await fetch("/sparql", { method: "POST", headers, body: query.value });
    const json = response.ok && response.headers.get("Content-Type").startsWith("application/sparql-results+json");
    show(json ? await response.json() : { text: await response.text(), wrong: !response.ok });
  } catch (error) {
    note.textContent = String(error);
  }
});

function show(found) {
  if (found.text !== undefined) {
    const text = document.createElement("pre");
    text.textContent = found.text;
    answer.append(text);
    note.textContent = found.wrong ? "No answer" : "";
  } else if (found.boolean !== undefined) {
    note.textContent = found.boolean ? "yes" : "no";
  } else {
    const rows = found.results.bindings;
    note.textContent = rows.length === 1 ? "1 row" : `${rows.length} rows`;
    answer.append(table(found.head.vars, rows.slice(0, 1000)));
    if (rows.length > 1000) note.textContent += "; the first 1000 are shown";
  }
}

function table(names, rows) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const name of names) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const name of names) line.insertCell().append(term(row[name]));
  }
  return made;
}

function term(value) {
  if (!value) return "";
  const path = value.type === "uri" && /\/((?:entity|statement|article|evidence)\/[^?#]*)$/.exec(value.value);
  if (!path) return typeof value.value === "string" ? value.value : JSON.stringify(value.value);
  const link = document.createElement("a");
  link.href = `/${path[1]}`;
  link.textContent = path[1];
  return link;
}
