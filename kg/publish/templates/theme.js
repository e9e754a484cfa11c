// The colours and shapes of the style sheet in; looks for the canvas and swatches for the page out.
const night = matchMedia("(prefers-color-scheme: dark)");
const themed = () => state.theme || (night.matches ? "dark" : "light");
const applyTheme = () => {
  document.documentElement.dataset.theme = themed();
  colours.clear();
};
const colours = new Map(); // emptied when light turns to dark
const css = (name) => {
  if (!colours.has(name)) colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return colours.get(name);
};
const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};
const svg = (tag, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
};

// The nearest class above with a colour of its own.
const styles = new Map();
const styled = (kind) => {
  if (!styles.has(kind)) styles.set(kind, nearest(kind));
  return styles.get(kind);
};
const nearest = (kind) => {
  const todo = [kind];
  for (const each of todo) {
    if (css(`--kind-${each}`)) return each;
    todo.push(...(words[each]?.parents ?? []).filter((parent) => !todo.includes(parent)));
  }
  return "other";
};
const shapes = new Map([...nodes.values()].map((node) => [node.kind, node.shape]));
const shapeOf = (kind) => shapes.get(kind) ?? "dot";
const POINTS = {
  square: "3,3 13,3 13,13 3,13",
  triangle: "8,2.5 14,13 2,13",
  triangleDown: "2,3 14,3 8,13.5",
  diamond: "8,1.5 14.5,8 8,14.5 1.5,8",
  hexagon: "14.5,8 11.2,13.6 4.8,13.6 1.5,8 4.8,2.4 11.2,2.4",
  star: "8,1 9.9,5.9 15,6.1 11,9.3 12.4,14.4 8,11.5 3.6,14.4 5,9.3 1,6.1 6.1,5.9",
};
const swatch = (kind) => {
  const shape = shapeOf(kind);
  const colour = css(`--kind-${styled(kind)}`);
  const mark = POINTS[shape]
    ? svg("polygon", { points: POINTS[shape], fill: colour })
    : svg("circle", { cx: 8, cy: 8, r: kind === RELATION ? 3.5 : 6, fill: colour });
  return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "swatch" }, mark);
};
const line = (isAsserted, isDenied) => {
  const colour = css(isDenied ? "--denied" : isAsserted ? "--edge" : "--edge-soft");
  const stroke = { x1: 1, y1: 8, x2: 27, y2: 8, stroke: colour, "stroke-width": 2 };
  if (!isAsserted) stroke["stroke-dasharray"] = "5 3";
  const made = svg("svg", { viewBox: "0 0 28 16", width: 28, height: 16, "aria-hidden": "true", class: "swatch" }, svg("line", stroke));
  if (isDenied) {
    made.append(
      svg("circle", { cx: 14, cy: 8, r: 4.5, fill: css("--ground"), stroke: colour, "stroke-width": 1.6 }),
      svg("line", { x1: 11, y1: 11, x2: 17, y2: 5, stroke: colour, "stroke-width": 1.6 }),
    );
  }
  return made;
};
