/* The linked charts: bars by a facet, the horizons, and a matrix of two facets. */

import { LANG, LANGUAGES, capital, wordsIn } from "./words.mjs";
import { count, first, meet } from "./data.mjs";
import { make } from "./page.mjs";
import { CONFIG, barFigure, matrixFigure } from "./figures.mjs";

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
    bars: () => [say("by"), " ", select("bars")],
    timeline: () => [say("timeline")],
    matrix: () => [say("by"), " ", select("rows"), " ", say("with"), " ", select("columns")],
  }[kind]();
  const basis = app.facet("horizon_basis");
  const fills = kind !== "timeline" ? null : make("p", { className: "fills" },
    basis.codes.map((code, i) => make("span", { dataset: { fill: code } }, make("i"), app.full(basis, i))));
  const counted = make("span", { className: "counted" });
  const plot = make("div", { className: "plot" });
  const texts = make("div", { className: "texts" });
  const picture = make("div", { className: "picture", aria: { role: "img", label: say("pledges") } }, plot, texts);
  const note = make("p", { className: "note" });
  const tip = make("div", { className: "tip", hidden: true, aria: { hidden: true } });
  app.parts.charts[kind] = { picture, plot, texts, counted, note, tip, drawn: "", width: 0, figure: null };
  return make("figure", { className: kind }, make("figcaption", {}, title, counted), fills, picture, note, tip);
}

export function updateCharts(app) {
  const { data, state, sets, say, theme, bodies, short, full, bodyColour, measure } = app;
  if (!app.Plot || !state.width) return;
  const view = { data, sets, say, theme, bodies, short, full, bodyColour, measure, selection: state.selection, language: state.language };
  for (const [kind, chart] of Object.entries(app.parts.charts)) {
    // Asked for once a width: to ask again while the page is being changed costs a whole layout.
    chart.width ||= Math.floor(chart.picture.clientWidth);
    if (!chart.width) continue;
    view.width = chart.width;
    const figure = kind === "matrix" ? matrixFigure(view, app.facet(state.rows), app.facet(state.columns))
      : barFigure(view, app.facet(kind === "bars" ? state.bars : "horizon"), kind === "timeline");
    const speaking = bodies.bits.filter((bits) => count(figure.base, bits)).length;
    chart.counted.textContent = ` · ${say("counted", { n: count(figure.base), m: speaking })}`;
    chart.note.textContent = figure.note;
    chart.picture.setAttribute("aria-label", figure.spoken || say("nothing"));
    const drawn = JSON.stringify([figure.traces, figure.layout, figure.texts]);
    const before = chart.figure;
    chart.figure = figure;
    chart.tip.hidden = true;
    if (drawn === chart.drawn) continue;
    chart.drawn = drawn;
    chart.texts.replaceChildren(...figure.texts.map(written));
    if (before) app.Plot.react(chart.plot, figure.traces, figure.layout);
    else {
      app.Plot.newPlot(chart.plot, figure.traces, figure.layout, CONFIG);
      chart.plot.on("plotly_click", ({ points: [point], event }) =>
        app.pick(codesAt(app, kind, point).map(([of, i]) => [of.id, of.codes[i]]), event));
      chart.plot.on("plotly_hover", ({ points: [point], event }) => explain(app, kind, point, event));
      chart.plot.on("plotly_unhover", () => (chart.tip.hidden = true));
    }
  }
}

function written({ left, top, width, height, text, color, align }) {
  const node = make("span", { className: align }, make("bdi", { textContent: text }));
  Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`, color });
  return node;
}

/* The facets and codes that a bar or a cell stands for. */
function codesAt({ state, facet, parts }, kind, point) {
  if (kind !== "matrix") return [[facet(kind === "bars" ? state.bars : "horizon"), point.customdata]];
  const [y, x] = point.pointNumber;
  const { rows, columns } = parts.charts.matrix.figure;
  return [[facet(state.rows), rows[y]], [facet(state.columns), columns[x]]];
}

/* Names of the codes in every script, the count, and the first words of up to three pledges. */
function explain(app, kind, point, event) {
  const { data, say } = app;
  const { figure, tip } = app.parts.charts[kind];
  const codes = codesAt(app, kind, point);
  const set = codes.reduce((left, [of, i]) => meet(left, of.bits[i]), figure.base);
  const names = (of, i) => [...new Set(of.names[i] ?? LANGUAGES.map((language) => capital(wordsIn(language)(`none_${of.id}`))))].join(" / ");
  const cut = point.curveNumber === 1 ? figure.cuts?.[point.pointNumber] : "";
  tip.replaceChildren(
    ...codes.map(([of, i]) => make("b", { textContent: names(of, i) })),
    make("span", { textContent: [say("of", { m: count(set), n: data.n }), cut].filter(Boolean).join("; ") }),
    ...first(set, 3).map((i) => {
      const chars = [...data.pledges.headline[i]];
      const text = chars.length > 22 ? `${chars.slice(0, 21).join("")}…` : chars.join("");
      return make("q", { textContent: text, lang: LANG[data.documents.script[data.pledges.document[i]]] });
    }));
  tip.hidden = false;
  const box = tip.parentElement.getBoundingClientRect();
  tip.style.left = `${Math.max(0, Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth))}px`;
  tip.style.top = `${event.clientY - box.top + 18}px`;
}
