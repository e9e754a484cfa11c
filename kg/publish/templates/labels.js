// What the canvas shows in; labels that do not overlap, drawn on it, out. The most important come first, and a label
// that would cover another waits until there is room: on zooming in, on hovering, on selecting.
const FEW = 160; // so many edges always show their words, where there is room
const NEAR = 1.25; // from this zoom on all edges show their words
const placed = []; // boxes of the last drawing, in the page's units
const sight = { left: 0, right: 0, top: 0, bottom: 0 }; // what of the page's units is to be seen
const widths = new Map();

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
const measured = (context, font, line) => {
  const key = font + line;
  if (!widths.has(key)) {
    context.font = `${font.style} 100px ${font.family}`;
    widths.set(key, context.measureText(line).width / 100);
  }
  return widths.get(key);
};
const overlaps = (box) =>
  placed.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top);

const inside = (box) => box.left >= sight.left && box.right <= sight.right && box.top >= sight.top && box.bottom <= sight.bottom;

const fonts = { node: { style: "500", size: 12.5 }, edge: { style: "italic 400", size: 11.5 } };

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

// Puts one label at the first place where nothing is in the way; `must` puts it whatever is there.
const put = (context, scale, { label, x, y, points = [{ x, y }], away, kind, colour, target, must, fade }) => {
  const font = { ...fonts[kind], family: css("--font"), toString: () => kind };
  const size = font.size / scale;
  const rows = kind === "node" ? lines(label) : [clipped(label, 34)];
  const width = Math.max(...rows.map((row) => measured(context, font, row))) * size;
  const height = size * 1.22 * rows.length;
  const boxes = points.flatMap((point) => stands(point, away, width, height, 3 / scale)).map(([u, v]) => {
    return { left: u - width / 2 - 2 / scale, right: u + width / 2 + 2 / scale, top: v, bottom: v + height, target };
  });
  const open = boxes.filter((each) => !overlaps(each));
  const box = open.find(inside) ?? open[0] ?? (must ? boxes[0] : null);
  if (!box) return;
  placed.push(box);
  context.font = `${font.style} ${size}px ${font.family}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.globalAlpha = fade ? 0.25 : 1;
  context.lineWidth = 4 / scale;
  context.strokeStyle = css("--ground");
  const centre = (box.left + box.right) / 2;
  rows.forEach((row, at) => context.strokeText(row, centre, box.top + (at * 1.22 + 0.1) * size));
  context.fillStyle = colour;
  rows.forEach((row, at) => context.fillText(row, centre, box.top + (at * 1.22 + 0.1) * size));
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
  placed.findLast((box) => box.target && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.target;
