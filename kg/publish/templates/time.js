// When statements say that things happened in; periods, a histogram and two handles out. A statement that gives no
// time counts at the date of its article.
const FEWEST = 36; // the finest unit that needs no more bars than this
const UNITS = [10, 7, 4, 3]; // letters of an ISO date: day, month, year, decade

const moments = (statement) => {
  const given = new Map(statement.qualifiers);
  const read = (name) => (given.get(name) ?? []).map((value) => value.text).find((each) => /^\d{4}/.test(each ?? ""));
  const time = read("time");
  const [begin, end] = [read("beginTime"), read("endTime")];
  const dated = articles.get(statement.article)?.published.slice(0, 10) ?? "";
  if (time || begin || end) return [time ?? begin ?? end, time ?? end ?? begin];
  return /^\d{4}/.test(dated) ? [dated, dated] : null;
};
const dated = new Map([...statements.values()].map((each) => [each, moments(each)]));
const starts = [...dated.values()].filter(Boolean).map(([start]) => start);
const unit = UNITS.find((letters) => new Set(starts.map((start) => start.slice(0, letters))).size <= FEWEST) ?? 3;
const periods = [...new Set(starts.map((start) => start.slice(0, unit)))].sort();
const periodName = (key) => (key.length === 3 ? say("decade", { year: `${key}0` }) : day(key));
const inTime = (statement) => {
  if (!state.time) return true;
  const moment = dated.get(statement);
  if (!moment) return false;
  const [first, last] = state.time;
  const [start, end] = moment.map((each) => each.slice(0, unit));
  // A year holds all its days: the shorter of two dates decides how closely they are compared.
  const before = (a, b) => a.slice(0, b.length) < b.slice(0, a.length);
  return !before(end, first) && !before(last, start);
};

const timeBox = document.getElementById("time");
const [first, last] = ["time-first", "time-last"].map((id) => document.getElementById(id));
const bars = document.getElementById("bars-of-time");
const showTime = (counted) => {
  timeBox.hidden = periods.length < 2;
  if (timeBox.hidden) return;
  const [from, to] = (state.time ?? [periods[0], periods.at(-1)]).map((key) => periods.indexOf(key));
  const totals = new Map();
  for (const moment of dated.values()) if (moment) totals.set(moment[0].slice(0, unit), (totals.get(moment[0].slice(0, unit)) ?? 0) + 1);
  const most = Math.max(...totals.values());
  const width = 100 / periods.length;
  const bar = (key, at, count, kind) => {
    const height = count ? Math.max(3, 40 * Math.sqrt(count / most)) : 0;
    return svg("rect", { x: at * width + width * 0.1, y: 40 - height, width: width * 0.8, height, class: `${kind}${at < from || at > to ? " out" : ""}` });
  };
  bars.replaceChildren(...periods.flatMap((key, at) => [bar(key, at, totals.get(key), "all"), bar(key, at, counted.get(key) ?? 0, "now")]));
  for (const [input, at, label] of [[first, from, "timeFirst"], [last, to, "timeLast"]]) {
    Object.assign(input, { min: 0, max: periods.length - 1, value: at });
    input.setAttribute("aria-valuetext", periodName(periods[at]));
    input.setAttribute("aria-label", say(label));
  }
  const span = from === to ? [periods[from]] : [periods[from], periods[to]];
  document.getElementById("time-span").textContent = span.map(periodName).join(" – ");
};
const pull = (moved) => {
  let [from, to] = [Number(first.value), Number(last.value)];
  if (from > to) [from, to] = moved === first ? [to, to] : [from, from];
  state.time = from === 0 && to === periods.length - 1 ? null : [periods[from], periods[to]];
  changed({});
};
first.addEventListener("input", () => pull(first));
last.addEventListener("input", () => pull(last));
