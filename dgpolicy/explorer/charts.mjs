/* The linked charts: bars by a facet, the horizons, and a matrix of two facets. */

import { LANG } from "./words.mjs";
import { count, first, meet } from "./data.mjs";
import { make } from "./page.mjs";
import { CONFIG, barFigure, matrixFigure } from "./figures.mjs";

// Bars and timeline stand side by side unless one has that many rows more than the other.
const APART = 4;

export function chartBox(app, kind) {
  const { data, state, say } = app;
  const select = (which) => {
    const options = [...data.facets.values()].filter((one) => one.codes.length > 1 || one.id === state[which])
      .map((one) => make("option", { value: one.id, textContent: say(one.id), selected: one.id === state[which] }));
    return make("select", { aria: { label: say(`${which}_facet`) }, onchange: (event) => {
      state[which] = event.target.value;
      updateCharts(app);
    } }, options);
  };
  const title = {
    bars: () => say("by").split("{}").flatMap((words, k) => (k ? [select("bars"), words] : [words])),
    timeline: () => [say("timeline")],
    matrix: () => say("by_two").split("{}").flatMap((words, k) => (k ? [select(k > 1 ? "columns" : "rows"), words] : [words])),
  }[kind]();
  const basis = app.facet("horizon_basis");
  const fills = kind !== "timeline" ? null : make("p", { className: "fills" },
    basis.codes.map((code, i) => make("span", { dataset: { fill: code } }, make("i"), app.both(basis, i).join(" "))));
  const counted = make("span", { className: "counted" });
  const plot = make("div", { className: "plot" });
  const texts = make("div", { className: "texts" });
  const picture = make("div", { className: "picture", aria: { role: "img", label: say("pledges") } }, plot, texts);
  const note = make("p", { className: "note" });
  const tip = make("div", { className: "tip", hidden: true, aria: { hidden: true } });
  const chart = { picture, plot, texts, counted, note, tip, drawn: "", written: [], width: 0, figure: null };
  app.parts.charts[kind] = chart;
  listenTo(app, chart);
  return make("figure", { className: kind }, make("figcaption", {}, make("span", {}, title), counted), fills, picture, note, tip);
}

/* First every chart is drawn, while nothing else of the page has changed: Plotly asks for the size
   of each, and the answer would cost a layout of all that has. */
export function updateCharts(app) {
  const { data, state, sets, say, theme, bodies, full, both, bodyColour, measure } = app;
  if (!app.Plot || !state.width) return;
  const { bars, timeline, matrix } = app.parts.charts;
  const facets = { bars: app.facet(state.bars), timeline: app.facet("horizon") };
  const beside = Math.abs(facets.bars.codes.length - facets.timeline.codes.length) <= APART;
  if (app.parts.side.classList.contains("beside") !== beside) {
    app.parts.side.classList.toggle("beside", beside);
    bars.width = timeline.width = 0;
  }
  const charts = Object.entries(app.parts.charts);
  for (const [, chart] of charts) chart.width ||= Math.floor(chart.picture.clientWidth);
  const view = { data, sets, say, theme, bodies, full, both, bodyColour, measure, selection: state.selection, language: state.language };
  const made = charts.filter(([, chart]) => chart.width).map(([kind, chart]) => {
    view.width = chart.width;
    return [chart, chart === matrix ? matrixFigure(view, app.facet(state.rows), app.facet(state.columns))
      : barFigure(view, facets[kind], chart === timeline)];
  });
  for (const [chart, figure] of made) {
    const drawn = JSON.stringify([figure.traces, figure.layout]);
    if (!chart.drawn) app.Plot.newPlot(chart.plot, figure.traces, figure.layout, CONFIG);
    else if (drawn !== chart.drawn) app.Plot.react(chart.plot, figure.traces, figure.layout);
    Object.assign(chart, { drawn, figure });
  }
  for (const [chart, figure] of made) {
    const speaking = bodies.bits.filter((bits) => count(figure.base, bits)).length;
    chart.counted.textContent = say("counted", { n: count(figure.base), m: speaking });
    chart.note.textContent = figure.note;
    chart.picture.setAttribute("aria-label", figure.spoken || say("nothing"));
    chart.picture.style.height = `${figure.layout.height}px`;
    chart.tip.hidden = true;
    write(app, chart, figure.texts);
  }
}

/* Only the texts that are not as they were are written. */
function write(app, chart, texts) {
  const nodes = [...chart.texts.children];
  texts.forEach((text, k) => {
    const known = JSON.stringify(text);
    if (chart.written[k] === known) return;
    chart.written[k] = known;
    const { left, top, width, height, parts, color, align } = text;
    const words = parts.length > 1 ? make("bdi", {}, parts.flatMap((part, p) => (p ? [" ", make("bdi", { textContent: part })]
      : [make("bdi", { textContent: part, lang: LANG[app.chinese] })]))) : make("bdi", { textContent: parts[0] });
    const node = nodes[k] ?? chart.texts.appendChild(make("span"));
    node.className = align;
    node.replaceChildren(words);
    Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`, color });
  });
  for (const node of nodes.slice(texts.length)) node.remove();
  chart.written.length = texts.length;
}

function listenTo(app, chart) {
  const { picture, tip } = chart;
  let last = "";
  const under = ({ clientX, clientY }) => {
    const { left, top } = picture.getBoundingClientRect();
    return chart.figure?.at(clientX - left, clientY - top) ?? null;
  };
  const rest = () => {
    last = "";
    tip.hidden = true;
    picture.classList.remove("over");
  };
  picture.onclick = (event) => {
    const found = under(event);
    if (found) app.pick(found.codes.map(([of, i]) => [of.id, of.codes[i]]), event);
  };
  picture.onpointermove = (event) => {
    const found = under(event);
    if (!found) return rest();
    picture.classList.add("over");
    const said = JSON.stringify([found.said, ...found.codes.map(([of, i]) => [of.id, i])]);
    if (said !== last || tip.hidden) explain(app, chart, found);
    last = said;
    const box = tip.parentElement.getBoundingClientRect();
    tip.style.left = `${Math.max(0, Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth))}px`;
    tip.style.top = `${event.clientY - box.top + 18}px`;
  };
  picture.onpointerleave = rest;
}

/* Names of the codes in every script, the count, and the first words of up to three pledges. */
function explain(app, { figure, tip }, { codes, said }) {
  const { data, say } = app;
  const set = codes.reduce((left, [of, i]) => meet(left, of.bits[i]), figure.base);
  tip.replaceChildren(
    ...codes.map(([of, i]) => make("b", { textContent: app.every(of, i) })),
    make("span", { textContent: [say("of", { m: count(set), n: data.n }), said].filter(Boolean).join("; ") }),
    ...first(set, 3).map((i) => {
      const chars = [...data.pledges.headline[i]];
      const text = chars.length > 22 ? `${chars.slice(0, 21).join("")}…` : chars.join("");
      return make("q", { textContent: text, lang: LANG[data.documents.script[data.pledges.document[i]]] });
    }));
  tip.hidden = false;
}
