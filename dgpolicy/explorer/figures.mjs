/* Counts in, Plotly figures out, measured in pixels but for the length of bars. Plotly draws the
   marks; labels and numbers are given as `texts`, to be laid over them: as points of a text trace
   they cost more than all the rest of a chart. So is a heatmap dear, which is a picture that has to
   be packed and unpacked: cells are bars. */

import { count, isGrey, meet } from "./data.mjs";
import { inkOn, mix } from "./page.mjs";

// What points and clicks is found by `at(x, y)` of a figure, so labels can be clicked too.
export const CONFIG = { staticPlot: true, responsive: false };
const MOST_ROWS = 24;
const GAP = 8;
const EDGE = 34;
const ROOM = 54;
const LINE = 16;
const SMALLER = 11 / 12.5;

const skeleton = (width, height, margin, x) => ({
  width, height, margin: { t: 0, b: 0, ...margin, pad: 0 },
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
  showlegend: false,
  hovermode: false,
  barmode: "overlay",
  xaxis: { visible: false, fixedrange: true, range: [0, x] },
  yaxis: { visible: false, fixedrange: true, range: [height, 0] },
});

/* A text in a box: its left, top, width and height, its words, and where in the box it stands. */
const box = (left, top, width, height, parts, color, align) => ({ left, top, width, height, parts: [parts].flat(), color, align });

/* The tops of rows of these heights, and the foot of the last. */
const stacked = (heights, from = 0) => heights.reduce((tops, tall) => [...tops, tops.at(-1) + tall], [from]);
const rowAt = (tops, y) => tops.findLastIndex((top, k) => top <= y && k < tops.length - 1);

const PIECES = /(?:[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+)\s*/g;

/* What may not be broken in a label: a Han character, a word; with what follows it, and without. */
const pieces = (view, parts) => parts.flatMap((part, p) => (`${part}${p + 1 < parts.length ? " " : ""}`.match(PIECES) ?? []).map((piece) =>
  [piece, piece.trimEnd()].map((text) => view.measure(text) * (p ? SMALLER : 1))));

function linesOf(view, parts, width) {
  let [lines, at] = [1, 0];
  for (const [wide, bare] of pieces(view, parts)) {
    if (at && at + bare > width) [lines, at] = [lines + 1, 0];
    at += wide;
  }
  return { lines, wide: lines > 1 ? width : Math.min(width, Math.ceil(at) + 2) };
}

/* The names of a code that find room: Chinese and English, else that of the language alone. */
function label(view, facet, i, width, most = view.width < 420 ? 4 : 3) {
  const both = view.both(facet, i);
  const parts = linesOf(view, both, width - 2).lines > most ? both.slice(-1) : both;
  const { lines, wide } = linesOf(view, parts, width - 2);
  return { parts, text: parts.join(" "), lines: Math.min(most, lines), width: lines > 1 ? width : wide + 2 };
}

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
  const labels = rows.map((i) => label(view, facet, i, above ? width : Math.floor(width * 0.4)));
  const longest = above ? 0 : Math.max(20, ...labels.map((one) => one.width));
  const heights = labels.map(({ lines }) => (above ? lines * LINE + 22 : Math.max(24, lines * LINE + 4)));
  const tops = stacked(heights);
  const thick = 15;
  const middles = rows.map((_, y) => (above ? tops[y + 1] - 12 : (tops[y] + tops[y + 1]) / 2));

  const bars = { type: "bar", orientation: "h", width: thick, hoverinfo: "none", x: [], y: [], base: [],
    marker: { color: [], opacity: [], line: { color: [], width: timeline ? 1.2 : 0.6 } } };
  if (timeline) bars.marker.pattern = { shape: [], fgcolor: [], bgcolor: theme.paper, size: 5, solidity: 0.35 };
  const cuts = rows.map(() => []);
  const cut = (y, b, f, here, at) => {
    const color = isGrey(facet, rows[y]) ? theme.grey : view.bodyColour(b);
    bars.x.push(here);
    bars.y.push(middles[y]);
    bars.base.push(at);
    if (timeline) cuts[y].push([at + here, `${view.both(bodies, b).join(" ")} · ${view.full(basis, f)}: ${here}`]);
    bars.marker.opacity.push(!wanted || wanted.includes(facet.codes[rows[y]]) ? 1 : 0.3);
    bars.marker.color.push(basis.codes[f] === "none" ? theme.paper : color);
    bars.marker.line.color.push(timeline ? color : theme.paper);
    bars.marker.pattern?.shape.push(basis.codes[f] === "implied" ? "/" : "");
    bars.marker.pattern?.fgcolor.push(color);
  };
  const margin = above ? 0 : longest + GAP;
  const most = Math.max(1, ...totals);
  const scale = (width - margin - ROOM) / most;
  const texts = [];
  rows.forEach((_, y) => {
    let at = 0;
    for (const [f, filled] of timeline ? basis.bits.entries() : [[-1, inRow[y]]])
      bodies.bits.forEach((bits, b) => {
        const here = count(meet(inRow[y], bits), filled);
        if (here) cut(y, b, f, here, at);
        at += here;
      });
    const number = left[y] === totals[y] ? `${left[y]}` : `${left[y]} / ${totals[y]}`;
    texts.push(above ? box(0, tops[y], width, heights[y] - 22, labels[y].parts, theme.ink, "start")
      : box(0, tops[y], longest, heights[y], labels[y].parts, theme.ink, "end"));
    texts.push(box(margin + totals[y] * scale + 4, middles[y] - 12, ROOM, 24, number, theme.ink, "start"));
  });
  const whole = { type: "bar", orientation: "h", width: thick, hoverinfo: "none", x: totals, y: middles, marker: { color: theme.ghost } };
  return {
    base, texts,
    traces: [whole, bars],
    layout: skeleton(width, tops.at(-1), { l: margin, r: ROOM }, most),
    at(x, y) {
      const row = rowAt(tops, y);
      const on = Math.abs(y - middles[row]) < thick / 2 && x >= margin;
      const said = on ? cuts[row].find(([end]) => (x - margin) / scale < end)?.[1] : "";
      return row < 0 ? null : { codes: [[facet, rows[row]]], said };
    },
    spoken: rows.map((_, y) => `${labels[y].text} ${left[y]}`).join(", "),
    note: facet.order.length > rows.length ? view.say("unfit", { n: facet.order.length - rows.length }) : "",
  };
}

/* Counts of two facets crossed, shaded by the ramp; sums of pledges stand at both edges. */
export function matrixFigure(view, rowFacet, columnFacet) {
  const { width, sets, say } = view;
  const base = sets.but(rowFacet.id, columnFacet.id);
  const sum = (facet, i) => count(base, facet.bits[i]);
  const allRows = rowFacet.order.filter((i) => sum(rowFacet, i));
  const allColumns = columnFacet.order.filter((i) => sum(columnFacet, i));
  const rows = allRows.slice(0, MOST_ROWS);

  // The names of the columns get the width of their longest word as far as those of the rows can spare it.
  const word = Math.max(...allColumns.flatMap((i) => pieces(view, view.both(columnFacet, i)).map(([, bare]) => bare))) + GAP;
  const least = Math.max(width * 0.22, Math.min(130, width * 0.4));
  const spare = Math.floor(Math.min(width * 0.4, Math.max(least, width - GAP - EDGE - Math.max(word, 32) * allColumns.length)));
  const labels = rows.map((i) => label(view, rowFacet, i, spare));
  const longest = Math.max(20, ...labels.map((one) => one.width));
  const room = width - longest - GAP - EDGE;
  // Where not all columns fit, the fullest stay.
  const fitting = Math.max(3, Math.floor(room / 30));
  const fullest = new Set([...allColumns].sort((a, b) => sum(columnFacet, b) - sum(columnFacet, a)).slice(0, fitting));
  const columns = allColumns.filter((i) => fullest.has(i));
  const cell = Math.floor(Math.min(110, room / Math.max(1, columns.length)));
  const stands = word > cell + 2;
  const heads = columns.map((i) => (stands ? label(view, columnFacet, i, 200, Math.max(1, Math.floor((cell - 4) / LINE)))
    : label(view, columnFacet, i, cell - 6, 4)));
  const top = stands ? Math.max(0, ...heads.map((head) => head.width)) + 6 : Math.max(1, ...heads.map((head) => head.lines)) * LINE + 6;

  const side = longest + GAP;
  const tops = stacked(labels.map(({ lines }) => Math.max(26, lines * LINE + 6)), top);
  const foot = tops.at(-1);
  const counts = rows.map((r) => {
    const inRow = meet(base, rowFacet.bits[r]);
    return columns.map((c) => count(inRow, columnFacet.bits[c]));
  });
  const { marks, texts } = shaded(view, counts, { rowFacet, columnFacet, rows, columns, tops, side, cell });
  rows.forEach((r, y) => texts.push(
    box(0, tops[y], longest, tops[y + 1] - tops[y], labels[y].parts, view.theme.ink, "end"),
    box(side + columns.length * cell, tops[y], EDGE, tops[y + 1] - tops[y], `${sum(rowFacet, r)}`, view.theme.quiet, "sum")));
  columns.forEach((c, x) => texts.push(
    box(side + x * cell, 0, cell, top, heads[x].parts, view.theme.ink, stands ? "head stands" : "head"),
    box(side + x * cell, foot, cell, 26, `${sum(columnFacet, c)}`, view.theme.quiet, "sum")));
  const folded = { r: rowFacet.order.length - allRows.length, c: columnFacet.order.length - allColumns.length };
  const unfit = allRows.length - rows.length + allColumns.length - columns.length;
  const notes = [folded.r || folded.c ? say("folded", folded) : "", unfit ? say("unfit", { n: unfit }) : "", rows.length ? say("edges") : ""];
  const wide = side + cell * columns.length + EDGE;
  return {
    base, texts,
    traces: [marks],
    layout: skeleton(wide, foot + 26, { l: 0, r: 0 }, wide),
    at(x, y) {
      const row = rows[rowAt(tops, y)];
      const column = x < side ? undefined : columns[Math.floor((x - side) / cell)];
      const codes = [[rowFacet, row], [columnFacet, column]].filter(([, i]) => i !== undefined);
      const empty = codes.length === 2 && !count(meet(base, rowFacet.bits[row]), columnFacet.bits[column]);
      return empty || !codes.length ? null : { codes, said: "" };
    },
    spoken: counts.flatMap((line, y) => line.map((value, x) => value && `${labels[y].text} × ${heads[x].text} ${value}`)).filter(Boolean).join(", "),
    note: notes.filter(Boolean).join(view.language === "en" ? " " : ""),
  };
}

/* The cells of a matrix: shaded by count, grey where nothing is named, a faint dot where empty. */
function shaded(view, counts, { rowFacet, columnFacet, rows, columns, tops, side, cell }) {
  const { theme } = view;
  const grey = (y, x) => isGrey(rowFacet, rows[y]) || isGrey(columnFacet, columns[x]);
  const most = Math.max(1, ...counts.flatMap((line, y) => line.filter((_, x) => !grey(y, x))));
  // More is farther from the paper, on a dark one too.
  const { ramp } = view.data.payload.colours;
  const steps = theme.mode === "dark" ? ramp.toReversed() : ramp;
  const step = (value) => (most > 1 ? Math.round(((ramp.length - 1) * (value - 1)) / (most - 1)) : 0);
  const off = (facet, i) => view.selection[facet.id] && !view.selection[facet.id].includes(facet.codes[i]);
  const marks = { type: "bar", orientation: "h", hoverinfo: "none", x: [], y: [], base: [], width: [], marker: { color: [], line: { width: 0 } } };
  const texts = [];
  counts.forEach((line, y) => line.forEach((value, x) => {
    const tall = tops[y + 1] - tops[y];
    const pure = !value ? theme.faint : grey(y, x) ? mix(theme.grey, theme.paper, 0.22) : steps[step(value)];
    const color = value && (off(rowFacet, rows[y]) || off(columnFacet, columns[x])) ? mix(pure, theme.paper, 0.35) : pure;
    const wide = value ? cell - 2 : 3;
    marks.x.push(wide);
    marks.base.push(side + x * cell + (cell - wide) / 2);
    marks.y.push(tops[y] + tall / 2);
    marks.width.push(value ? tall - 2 : 3);
    marks.marker.color.push(color);
    if (value) texts.push(box(side + x * cell, tops[y], cell, tall, `${value}`, inkOn(color), "cell"));
  }));
  return { marks, texts };
}
