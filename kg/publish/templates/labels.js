// What the canvas shows in; labels that do not overlap, drawn on it, out. The most important come first, and a label
// that would cover another waits until there is room: on zooming in, on hovering, on selecting.
const FEW = 160; // so many edges always show their words, where there is room
const NEAR = 1.25; // from this zoom on all edges show their words
const LEADING = 1.22;
const fonts = { node: { style: "500", size: 12.5 }, edge: { style: "italic 400", size: 11.5 } };
const sight = { left: 0, right: 0, top: 0, bottom: 0 }; // what of the page's units is to be seen
const widths = new Map();
const written = []; // the labels of the last drawing, for clicks on them and for saving as SVG

const clipped = (label, most) => {
  const letters = Array.from(label.slice(0, most * 4));
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : letters.join("");
};
// One line, or two of about the same length; more is for the panel.
const lines = (label) => {
  const short = clipped(label.replace(/\s+/g, " ").trim(), 44);
  if (short.length <= 16 || !short.includes(" ")) return [clipped(short, 26)];
  const middle = short.length / 2;
  const gaps = [...short.matchAll(/ /g)].map((gap) => gap.index);
  const gap = gaps.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best));
  return [clipped(short.slice(0, gap), 26), clipped(short.slice(gap + 1), 26)];
};
const rowsOf = new Map();
const split = (kind, label) => {
  const key = kind + label;
  if (!rowsOf.has(key)) rowsOf.set(key, kind === "node" ? lines(label) : [clipped(label, 34)]);
  return rowsOf.get(key);
};
const measured = (context, kind, line) => {
  const key = kind + line;
  if (!widths.has(key)) {
    context.font = `${fonts[kind].style} 100px ${css("--font")}`;
    widths.set(key, context.measureText(line).width / 100);
  }
  return widths.get(key);
};

// Boxes in cells of the plane, so that a box is compared with its neighbours only.
const cells = new Map();
let cellSize = 1;
const clearCells = (scale) => {
  cells.clear();
  cellSize = 90 / scale;
};
const touched = (box, visit) => {
  const [x0, x1, y0, y1] = [box.left, box.right, box.top, box.bottom].map((at) => Math.floor(at / cellSize));
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) if (visit(x * 65_537 + y)) return true;
  return false;
};
const take = (box) =>
  void touched(box, (cell) => {
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(box);
    return false;
  });
const meets = (box, other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top;
const overlaps = (box) => touched(box, (cell) => (cells.get(cell) ?? []).some((other) => meets(box, other)));
const covered = (box) => {
  let sum = 0;
  touched(box, (cell) => {
    for (const other of cells.get(cell) ?? []) if (meets(box, other)) sum += (Math.min(box.right, other.right) - Math.max(box.left, other.left)) * (Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top)) * (other.target ? 3 : 1);
    return false;
  });
  return sum;
};
const inside = (box) => box.left >= sight.left && box.right <= sight.right && box.top >= sight.top && box.bottom <= sight.bottom;
const seen = ({ x, y }, margin) => x >= sight.left - margin && x <= sight.right + margin && y >= sight.top - margin && y <= sight.bottom + margin;

// Where a label may stand, the best place first: centred on the point, or below, above and beside a mark of radius `away`.
const stands = ({ x, y }, away, width, height, gap) =>
  away
    ? [
        [x, y + away + gap],
        [x, y - away - gap - height],
        [x + away + gap + width / 2, y - height / 2],
        [x - away - gap - width / 2, y - height / 2],
      ]
    : [[x, y - height / 2]];

// Puts one label at the first place where nothing is in the way; `must` puts it whatever is there, where it hides least.
const put = (context, scale, { label, x, y, points = [{ x, y }], away, kind, colour, target, must, fade }) => {
  const size = fonts[kind].size / scale;
  const rows = split(kind, label);
  const width = Math.max(...rows.map((row) => measured(context, kind, row))) * size;
  const height = size * LEADING * rows.length;
  const boxes = points.flatMap((point) => stands(point, away, width, height, 3 / scale)).map(([u, v]) => {
    return { left: u - width / 2 - 2 / scale, right: u + width / 2 + 2 / scale, top: v, bottom: v + height, target };
  });
  const open = boxes.filter((each) => !overlaps(each));
  const least = () => boxes.map((each) => [covered(each) + (inside(each) ? 0 : 4 * width * height), each]).reduce((best, each) => (each[0] < best[0] ? each : best))[1];
  const box = open.find(inside) ?? (must ? least() : null);
  if (!box) return;
  take(box);
  written.push({ box, rows, size, kind, colour, alpha: fade ? 0.25 : 1 });
};
// All labels at once, their halos first, so that no halo eats into another's letters.
const write = (context, scale) => {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 4 / scale;
  context.strokeStyle = css("--ground");
  for (const pass of ["stroke", "fill"]) {
    for (const { box, rows, size, kind, colour, alpha } of written) {
      context.font = `${fonts[kind].style} ${size}px ${css("--font")}`;
      context.globalAlpha = alpha;
      context.fillStyle = colour;
      const centre = (box.left + box.right) / 2;
      rows.forEach((row, at) => context[`${pass}Text`](row, centre, box.top + (at * LEADING + 0.1) * size));
    }
  }
  context.globalAlpha = 1;
};
// ⊘ on what is denied.
const strike = (context, scale, { x, y, fade }) => {
  const radius = 5.5 / scale;
  context.globalAlpha = fade ? 0.25 : 1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = css("--ground");
  context.fill();
  context.moveTo(x - radius * 0.7, y + radius * 0.7);
  context.lineTo(x + radius * 0.7, y - radius * 0.7);
  context.lineWidth = 1.8 / scale;
  context.strokeStyle = css("--denied");
  context.stroke();
  context.globalAlpha = 1;
};

const labelAt = ({ x, y }) =>
  written.findLast(({ box }) => box.target && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.box.target;
