/* The article strip: a whole document as one thin band, from its first character to its last. */

import { LANG } from "./words.mjs";
import { has } from "./data.mjs";
import { draw, make } from "./page.mjs";

const BANDS = 4;
const LABEL = 11.5 / 12.5;
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 5, PageUp: -5, Home: -Infinity, End: Infinity };

/* The bands of the documents that hold what is chosen; a few at first, then more on demand. */
export function updateStrip(app) {
  const { data, state, sets, say } = app;
  const { strip } = app.parts;
  const holding = data.within.flatMap((list, d) => (list.some((i) => has(sets.all, i)) ? [d] : []));
  const shown = holding.length ? holding : [...data.within.keys()];
  const focused = strip.querySelector(".band:focus")?.dataset.document;
  const most = BANDS * (1 + 3 * state.moreBands);
  const more = make("button", { type: "button", className: "more", hidden: shown.length <= most,
    textContent: say("bands", { n: shown.length - most }), onclick: () => {
      state.moreBands += 1;
      updateStrip(app);
    } });
  strip.replaceChildren(...shown.slice(0, most).map((d) => band(app, d, shown.length > 1)), more);
  if (focused !== undefined) strip.querySelector(`.band[data-document="${focused}"]`)?.focus();
}

function band(app, d, titled) {
  const { data, state, sets, say } = app;
  const text = data.documents.text[d];
  const title = data.documents.title[d] ?? data.documents.id[d];
  const width = Math.max(200, state.width);
  const x = (offset) => (offset / text.length) * width;
  const list = data.within[d];
  const live = list.filter((i) => has(sets.all, i));
  const body = (i) => (data.body[i] < 0 ? "" : app.short(app.bodies, data.body[i]));
  const drawing = draw("svg", { width, height: 52, viewBox: `0 0 ${width} 52`, "aria-hidden": "true" },
    draw("rect", { class: "whole", x: 0, y: 27, width, height: 2 }), ...brackets(app, d, x), ...blocks(app, list, x));
  const cursor = draw("rect", { class: "cursor", y: 18, height: 20, rx: 2 });
  const tip = make("div", { className: "tip", hidden: true });
  const node = make("div", { className: "band", tabIndex: 0, dataset: { document: d }, aria: {
    role: "slider", label: say("strip", { t: title, n: [...text].length, m: live.length }),
    valuemin: 1, valuemax: Math.max(1, live.length || list.length),
  } }, drawing, tip);

  const show = (i) => {
    cursor.setAttribute("x", x(data.start[i]) - 2);
    cursor.setAttribute("width", Math.max(5, x(data.end[i]) - x(data.start[i]) + 3));
    drawing.append(cursor);
  };
  const explain = (i) => {
    show(i);
    tip.hidden = false;
    tip.replaceChildren(make("b", { textContent: data.pledges.headline[i], lang: LANG[data.documents.script[d]] }),
      make("span", { textContent: data.body[i] < 0 ? "" : app.both(app.bodies, data.body[i]).join(" ") }));
    tip.style.left = `${Math.max(0, Math.min(x((data.start[i] + data.end[i]) / 2) - 120, width - tip.offsetWidth))}px`;
  };
  const opened = data.place.get(state.pledge);
  const rest = () => {
    tip.hidden = true;
    cursor.remove();
    if (list.includes(opened)) show(opened);
  };
  rest();
  const under = (event) => {
    const box = drawing.getBoundingClientRect();
    const offset = ((event.clientX - box.left) / box.width) * text.length;
    const slack = (4 / box.width) * text.length;
    return list.find((i) => data.start[i] - slack <= offset && offset < data.end[i] + slack);
  };
  node.onpointermove = (event) => {
    const i = under(event);
    node.classList.toggle("over", i !== undefined);
    if (i === undefined) rest();
    else explain(i);
  };
  node.onpointerleave = rest;
  node.onblur = rest;
  node.onclick = (event) => {
    const i = under(event);
    if (i !== undefined) app.open(i);
  };

  const walk = live.length ? live : list;
  let at = Math.max(0, walk.indexOf(opened));
  const speak = () => {
    node.setAttribute("aria-valuenow", at + 1);
    node.setAttribute("aria-valuetext", walk.length ? `${data.pledges.headline[walk[at]]} · ${body(walk[at])}` : say("nothing"));
  };
  speak();
  node.onkeydown = (event) => {
    if (!walk.length) return;
    if (event.key in STEPS) {
      at = Math.min(walk.length - 1, Math.max(0, at + STEPS[event.key]));
      explain(walk[at]);
      speak();
    } else if (event.key === "Enter" || event.key === " ") app.open(walk[at]);
    else return;
    event.preventDefault();
  };
  return titled ? make("div", {}, make("p", { className: "which" }, make("bdi", { textContent: title })), node) : node;
}

/* One bracket a statement, with as much of the name of its body as has room before the next. */
function brackets(app, d, x) {
  const { data, sets } = app;
  const named = data.statementsOf[d].filter((s) => data.saidIn[s].length && data.body[data.saidIn[s][0]] >= 0);
  return data.statementsOf[d].flatMap((s) => {
    const [a, b] = [x(data.statement.start[s]), x(data.statement.end[s])];
    const line = draw("path", { class: "bracket", d: `M${(a + 0.5).toFixed(1)} 19v-3H${(b - 0.5).toFixed(1)}v3` });
    if (!named.includes(s)) return [line];
    const said = data.saidIn[s];
    const names = app.both(app.bodies, data.body[said[0]]);
    const next = named[named.indexOf(s) + 1];
    const room = next === undefined ? x(data.documents.text[d].length) - a : x(data.statement.start[next]) - a - 4;
    const name = [names.join(" "), names.at(-1), names[0]].find((one) => app.measure(one) * LABEL < room);
    const on = said.some((i) => has(sets.all, i)) ? "on" : "pale";
    return name ? [line, draw("text", { class: `label ${on}`, x: a.toFixed(1), y: 12 }, name)] : [line];
  });
}

/* Blocks of pledges and ticks of their marks, as one path for each look: thousands stay quick. */
function blocks(app, list, x) {
  const { data, sets, theme } = app;
  const paths = new Map();
  const add = (look, color, path) => {
    const key = JSON.stringify([look, color]);
    paths.set(key, (paths.get(key) ?? "") + path);
  };
  for (const i of list) {
    const on = has(sets.all, i) ? "on" : "pale";
    const wide = Math.max(1, x(data.end[i]) - x(data.start[i]) - 0.6).toFixed(1);
    add(`block ${on}`, app.bodyColour(data.body[i]), `M${x(data.start[i]).toFixed(1)} 20h${wide}v16h-${wide}z`);
    for (const mark of data.marks[i]) {
      const target = mark.scheme === "target";
      const color = target ? theme.ink : data.payload.colours.schemes[mark.scheme][theme.mode];
      add(`tick ${on}${target ? " target" : ""}`, color, `M${x((mark.start + mark.end) / 2).toFixed(1)} 39v${target ? 9 : 5}`);
    }
  }
  return [...paths].map(([key, d]) => {
    const [look, color] = JSON.parse(key);
    return draw("path", { class: look, d, [look.startsWith("tick") ? "stroke" : "fill"]: color });
  });
}
