// The canvas as it is seen in; a PNG or an SVG for the reader to keep out.
const save = (filename, content) => {
  const link = el("a", { href: URL.createObjectURL(content), download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
const savePng = () => {
  const canvas = holder.querySelector("canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d");
  context.fillStyle = css("--ground");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  const bytes = Uint8Array.from(atob(copy.toDataURL("image/png").split(",")[1]), (letter) => letter.charCodeAt(0));
  save("graph.png", new Blob([bytes], { type: "image/png" }));
};

const round = (value) => Math.round(value * 10) / 10;
const pointsOf = (edge) => {
  const bent = network.body.edges[edge.id].edgeType.constructor.name !== "StraightEdge" && edge.smooth;
  const parts = bent ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => n / 10) : [0, 1];
  return parts.map((part) => along(edge.id, part));
};
// The line stops at the mark it leads to, and the arrow stands there.
const svgEdge = (edge) => {
  const look = paintEdge(edge);
  const found = pointsOf(edge);
  const [before, end] = found.slice(-2);
  const [dx, dy] = [end.x - before.x, end.y - before.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const tip = { x: end.x - ux * radius(nodes.get(edge.to)), y: end.y - uy * radius(nodes.get(edge.to)) };
  const [arrow, wing] = [8, 3.2];
  const stop = edge.arrows?.to?.enabled ? { x: tip.x - ux * arrow * 0.8, y: tip.y - uy * arrow * 0.8 } : tip;
  const d = [...found.slice(0, -1), stop].map(({ x, y }, at) => `${at ? "L" : "M"}${round(x)} ${round(y)}`).join("");
  const stroke = { d, fill: "none", stroke: look.color.color, "stroke-width": look.width, "stroke-opacity": look.color.opacity };
  if (look.dashes) stroke["stroke-dasharray"] = look.dashes.join(" ");
  const corners = [tip, { x: tip.x - ux * arrow - uy * wing, y: tip.y - uy * arrow + ux * wing }, { x: tip.x - ux * arrow + uy * wing, y: tip.y - uy * arrow - ux * wing }];
  const head = svg("polygon", { points: corners.map(({ x, y }) => `${round(x)},${round(y)}`).join(" "), fill: look.color.color, "fill-opacity": look.color.opacity });
  const titled = svg("g", {}, svg("title", {}, edge.statements.map((id) => statementName(statements.get(id)))[0]), svg("path", stroke));
  if (edge.arrows?.to?.enabled) titled.append(head);
  return titled;
};
const svgNode = (node) => {
  const look = paintNode(node);
  const { x, y } = spot(node.id);
  const reach = radius(node);
  const style = { fill: look.color.background, stroke: look.color.border, "stroke-width": 1.5, opacity: look.opacity };
  const corners = POINTS[node.shape]?.split(" ").map((pair) => pair.split(",").map(Number)).map(([u, v]) => `${round(x + ((u - 8) / 6.5) * reach)},${round(y + ((v - 8) / 6.5) * reach)}`);
  const mark = corners ? svg("polygon", { points: corners.join(" "), ...style }) : svg("circle", { cx: round(x), cy: round(y), r: round(reach), ...style });
  return svg("g", {}, svg("title", {}, nodeName(node.id)), mark);
};
const svgLabel = ({ box, rows, size, kind, colour, alpha }) => {
  const centre = round((box.left + box.right) / 2);
  const spans = rows.map((row, at) => svg("tspan", { x: centre, y: round(box.top + (at * LEADING + 0.92) * size) }, row));
  const look = { "font-size": round(size), "font-weight": kind === "node" ? 500 : 400, "font-style": kind === "node" ? "normal" : "italic", fill: colour, opacity: alpha };
  const halo = { stroke: css("--ground"), "stroke-width": round(size / 3.2), "stroke-linejoin": "round", "paint-order": "stroke" };
  return svg("text", { "text-anchor": "middle", "font-family": css("--font"), ...look, ...halo }, ...spans);
};
const svgStrike = ({ x, y }, scale) => {
  const reach = 5.5 / scale;
  const stroke = { stroke: css("--denied"), "stroke-width": 1.8 / scale };
  return svg("g", {}, svg("circle", { cx: x, cy: y, r: reach, fill: css("--ground"), ...stroke }), svg("line", { x1: x - reach * 0.7, y1: y + reach * 0.7, x2: x + reach * 0.7, y2: y - reach * 0.7, ...stroke }));
};
const saveSvg = () => {
  network.redraw();
  const scale = network.getScale();
  const [width, height] = [sight.right - sight.left, sight.bottom - sight.top];
  const view = [sight.left, sight.top, width, height].map(round).join(" ");
  const ground = svg("rect", { x: sight.left, y: sight.top, width, height, fill: css("--ground") });
  const inView = ranked.filter((node) => spot(node.id));
  const strokesDrawn = [...shown.edges].map((id) => edges.get(id)).filter((edge) => along(edge.id, 0.5)).map(svgEdge);
  const picture = svg("svg", { viewBox: view, width: holder.clientWidth, height: holder.clientHeight }, ground, ...strokesDrawn, ...inView.map(svgNode), ...denials(inView, scale).map((each) => svgStrike(each, scale)), ...written.map(svgLabel));
  const clean = new XMLSerializer().serializeToString(picture).replace(UNWRITABLE, "");
  save("graph.svg", new Blob([clean], { type: "image/svg+xml" }));
};
