/* Counts in, Plotly figures out. Plotly draws the marks; labels and numbers are given as `texts`, to
   be laid over them: as points of a text trace they cost more than all the rest of a chart. */

import { count, isGrey, meet } from "./data.mjs";
import { inkOn, mix } from "./page.mjs";

export const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false };
const MOST_ROWS = 24;
const GAP = 8;
const EDGE = 34;
const ROOM = 54;

const skeleton = (width, height, [t, r, b, l], x, y) => ({
  width, height, margin: { t, r, b, l, pad: 0 },
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
  showlegend: false,
  dragmode: false,
  hovermode: "closest",
  barmode: "overlay",
  xaxis: { visible: false, fixedrange: true, range: x },
  yaxis: { visible: false, fixedrange: true, range: y },
});

/* A text in a box: its left, top, width and height, and where in the box it stands. */
const box = (left, top, width, height, text, color, align) => ({ left, top, width, height, text, color, align });

/* Horizontal bars, cut by body (in the timeline first by basis), before pale totals. */
export function barFigure(view, facet, timeline) {
  const { theme, width, sets, bodies } = view;
  const base = sets.but(facet.id);
  const basis = view.data.facets.get("horizon_basis");
  const wanted = view.selection[facet.id];
  const rows = facet.order.slice(0, MOST_ROWS);
  const inRow = rows.map((i) => meet(base, facet.bits[i]));
  const left = inRow.map((set) => count(set));
  const totals = rows.map((i) => facet.totals[i]);
  const above = width < 420;
  const labels = rows.map((i) => view.short(facet, i));
  const longest = above ? 0 : Math.min(width * 0.42, Math.max(20, ...labels.map(view.measure)));
  const [tall, thick, low] = above ? [38, 0.42, 0.18] : [24, 0.62, 0];

  const bars = { type: "bar", orientation: "h", width: thick, hoverinfo: "none", x: [], y: [], base: [], customdata: [],
    marker: { color: [], opacity: [], line: { color: [], width: timeline ? 1.2 : 0.6 } } };
  if (timeline) bars.marker.pattern = { shape: [], fgcolor: [], bgcolor: theme.paper, size: 5, solidity: 0.35 };
  const cuts = [];
  const cut = (i, y, b, f, here, at) => {
    const color = isGrey(facet, i) ? theme.grey : view.bodyColour(b);
    bars.x.push(here);
    bars.y.push(y);
    bars.base.push(at);
    bars.customdata.push(i);
    cuts.push(f < 0 ? "" : `${view.short(bodies, b)} · ${view.full(basis, f)}: ${here}`);
    bars.marker.opacity.push(!wanted || wanted.includes(facet.codes[i]) ? 1 : 0.3);
    bars.marker.color.push(basis.codes[f] === "none" ? theme.paper : color);
    bars.marker.line.color.push(timeline ? color : theme.paper);
    bars.marker.pattern?.shape.push(basis.codes[f] === "implied" ? "/" : "");
    bars.marker.pattern?.fgcolor.push(color);
  };
  const margin = above ? 0 : longest + GAP;
  const most = Math.max(1, ...totals);
  const texts = [];
  rows.forEach((i, y) => {
    let at = 0;
    for (const [f, filled] of timeline ? basis.bits.entries() : [[-1, inRow[y]]])
      bodies.bits.forEach((bits, b) => {
        const here = count(meet(inRow[y], bits), filled);
        if (here) cut(i, y + low, b, f, here, at);
        at += here;
      });
    const end = margin + (totals[y] / most) * (width - margin - ROOM) + 4;
    const number = left[y] === totals[y] ? `${left[y]}` : `${left[y]} / ${totals[y]}`;
    if (above) texts.push(box(0, y * tall, width, tall / 2, labels[y], theme.ink, "start"));
    else texts.push(box(0, y * tall, longest, tall, labels[y], theme.ink, "end"));
    texts.push(box(end, (y + low) * tall, ROOM, tall, number, theme.ink, "start"));
  });
  const whole = { type: "bar", orientation: "h", width: thick, hoverinfo: "none", x: totals, y: rows.map((_, y) => y + low), customdata: rows,
    marker: { color: theme.ghost } };
  return {
    base, cuts, texts,
    traces: [whole, bars],
    layout: skeleton(width, rows.length * tall, [0, ROOM, 0, margin], [0, most], [rows.length - 0.5, -0.5]),
    counts: left,
    spoken: rows.map((_, y) => `${labels[y]} ${left[y]}`).join(", "),
    note: facet.order.length > rows.length ? view.say("unfit", { n: facet.order.length - rows.length }) : "",
  };
}

/* Counts of two facets crossed, shaded by the ramp; sums of pledges stand at both edges. */
export function matrixFigure(view, rowFacet, columnFacet) {
  const { theme, width, sets, say } = view;
  const base = sets.but(rowFacet.id, columnFacet.id);
  const sum = (facet, i) => count(base, facet.bits[i]);
  const allRows = rowFacet.order.filter((i) => sum(rowFacet, i));
  const allColumns = columnFacet.order.filter((i) => sum(columnFacet, i));
  const labels = allRows.map((i) => view.short(rowFacet, i));
  const longest = Math.min(width * 0.32, Math.max(20, ...labels.map(view.measure)));
  const room = width - longest - GAP - EDGE;
  // Where not all columns fit, the fullest stay.
  const fitting = Math.max(3, Math.floor(room / 30));
  const fullest = new Set([...allColumns].sort((a, b) => sum(columnFacet, b) - sum(columnFacet, a)).slice(0, fitting));
  const rows = allRows.slice(0, MOST_ROWS);
  const columns = allColumns.filter((i) => fullest.has(i));
  const cell = Math.min(110, room / Math.max(1, columns.length));
  const counts = rows.map((r) => {
    const inRow = meet(base, rowFacet.bits[r]);
    return columns.map((c) => count(inRow, columnFacet.bits[c]));
  });
  const most = Math.max(1, ...counts.flat());

  // More is farther from the paper, on a dark one too; the second half is for what is not chosen.
  const { ramp } = view.data.payload.colours;
  const steps = theme.mode === "dark" ? ramp.toReversed() : ramp;
  const scale = [...steps, ...steps.map((color) => mix(color, theme.paper, 0.35))];
  const off = (facet, i) => view.selection[facet.id] && !view.selection[facet.id].includes(facet.codes[i]);
  const shade = (value, r, c) => (most > 1 ? Math.round(((ramp.length - 1) * (value - 1)) / (most - 1)) : ramp.length - 1)
    + (off(rowFacet, r) || off(columnFacet, c) ? ramp.length : 0);

  const heads = columns.map((i) => view.short(columnFacet, i));
  const lines = heads.map((text) => Math.min(3, Math.ceil(view.measure(text) / (cell - 8))));
  const [side, top, tall] = [longest + GAP, Math.max(1, ...lines) * 17 + 4, 26];
  const texts = [];
  let dots = "";
  const z = counts.map((line, y) => line.map((value, x) => {
    if (!value) dots += `M${x - 1.5 / cell},${y}L${x + 1.5 / cell},${y}`;
    if (!value) return null;
    const shaded = shade(value, rows[y], columns[x]);
    texts.push(box(side + x * cell, top + y * tall, cell, tall, `${value}`, inkOn(scale[shaded]), "cell"));
    return shaded;
  }));
  rows.forEach((r, y) => texts.push(
    box(0, top + y * tall, longest, tall, labels[y], theme.ink, "end"),
    box(side + columns.length * cell, top + y * tall, EDGE, tall, `${sum(rowFacet, r)}`, theme.quiet, "sum")));
  columns.forEach((c, x) => texts.push(
    box(side + x * cell, 0, cell, top, heads[x], theme.ink, "head"),
    box(side + x * cell, top + rows.length * tall, cell, tall, `${sum(columnFacet, c)}`, theme.quiet, "sum")));
  const size = [side + cell * columns.length + EDGE, (rows.length + 1) * tall + top];
  const layout = skeleton(...size, [top, 0, 0, side], [-0.5, columns.length - 0.5 + EDGE / cell], [rows.length + 0.5, -0.5]);
  if (dots) layout.shapes = [{ type: "path", path: dots, line: { color: theme.faint, width: 3 }, layer: "below" }];
  const cells = { type: "heatmap", z, xgap: 2, ygap: 2, zmin: -0.5, zmax: scale.length - 0.5, showscale: false, hoverinfo: "none", hoverongaps: false,
    colorscale: scale.flatMap((color, i) => [[i / scale.length, color], [(i + 1) / scale.length, color]]) };
  const folded = { r: rowFacet.order.length - allRows.length, c: columnFacet.order.length - allColumns.length };
  const unfit = allRows.length - rows.length + allColumns.length - columns.length;
  const notes = [folded.r || folded.c ? say("folded", folded) : "", unfit ? say("unfit", { n: unfit }) : "", rows.length ? say("edges") : ""];
  return {
    base, rows, columns, counts, layout, texts,
    traces: [cells],
    spoken: counts.flatMap((line, y) => line.map((value, x) => value && `${labels[y]} × ${view.short(columnFacet, columns[x])} ${value}`)).filter(Boolean).join(", "),
    note: notes.filter(Boolean).join(view.language === "en" ? " " : ""),
  };
}
