/* Pledges as cards, and one pledge in its place in the document. */

import { LANG, LANGUAGES } from "./words.mjs";
import { count, first } from "./data.mjs";
import { make, marked } from "./page.mjs";

// So many cards at first, and so many more on each demand.
export const FIRST = 8;
const MORE = 30;
export const AROUND = 160;
const BOUND = { at_least: "≥ ", at_most: "≤ ", about: "≈ " };
const UNIT = { m2: "m²", m3: "m³" };

const scriptOf = ({ data }, i) => LANG[data.documents.script[data.pledges.document[i]]];
const inLanguage = ({ state }, names) => names[LANGUAGES.indexOf(state.language)];

const chosenIn = ({ state }, scheme, code) => Boolean(state.selection[scheme]?.includes(code));

/* A piece of text inside one mark: hue, line and letter of its scheme, its code on hover. */
export function look(app, mark, piece, begins) {
  const { data, theme, say } = app;
  const tone = data.payload.colours.schemes[mark.scheme];
  const code = mark.names && mark.scheme !== "organisation" && app.facet(mark.scheme).codes[mark.code];
  const names = mark.names ? `: ${[...new Set(mark.names)].join(" / ")}` : "";
  const node = make("span", { className: chosenIn(app, mark.scheme, code) ? "mark hit" : "mark", title: say(mark.scheme) + names,
    dataset: { scheme: mark.scheme, ...(code && { code }), ...(begins && { letter: inLanguage(app, tone.letters) }) } }, piece);
  if (begins) node.style.setProperty("--letter", `var(--letter-${mark.scheme})`);
  node.style.textDecoration = `underline ${tone.underline} ${tone[theme.mode]}`;
  node.style.textUnderlineOffset = tone.offset;
  node.style.setProperty("--hue", tone[theme.mode]);
  return node;
}

/* Where the searched words stand. Folding keeps the number of code points, not of UTF-16 units. */
function hits({ data, state }, text, from, to) {
  const wanted = [...data.fold(state.selection.text ?? "")];
  if (!wanted.length) return [];
  const chars = [...text.slice(from, to)];
  const folded = [...data.fold(text.slice(from, to))];
  const found = [];
  let unit = from;
  for (let k = 0; k < chars.length; unit += chars[k++].length)
    if (wanted.every((char, j) => folded[k + j] === char))
      found.push({ found: true, start: unit, end: unit + chars.slice(k, k + wanted.length).join("").length });
  return found;
}

function words(app, i) {
  const { data } = app;
  const text = data.documents.text[data.pledges.document[i]];
  const [from, to] = [data.start[i], data.end[i]];
  return marked(text, from, to, [...data.marks[i], ...hits(app, text, from, to)], (mark, piece, begins) =>
    mark.found ? make("mark", {}, piece) : look(app, mark, piece, begins));
}

function byLine(app, i) {
  const { data } = app;
  const s = data.pledges.statement[i];
  const { organisation, speaker, speaker_title } = data.statements;
  const dot = make("i", { className: "dot" });
  dot.style.background = app.bodyColour(data.body[i]);
  const body = app.bodies.names[data.body[i]] ? app.short(app.bodies, data.body[i]) : organisation[s] ?? app.say("none_organisation");
  const who = [speaker_title[s], speaker[s]].filter(Boolean).join(" ");
  return [dot, make("bdi", { className: "body", textContent: body }),
    who ? make("bdi", { className: "speaker", textContent: who, lang: scriptOf(app, i) }) : null];
}

function quietLine(app, i) {
  const { data, say, state } = app;
  const { pledges } = data;
  const code = (id) => app.facet(id).codes[app.facet(id).of[i]];
  const name = (id) => (code(id) ? app.full(app.facet(id), app.facet(id).of[i]) : null);
  const cue = data.marks[i].find((mark) => mark.scheme === "horizon");
  const text = data.documents.text[pledges.document[i]];
  const [a, b] = [pledges.horizon_from[i], pledges.horizon_to[i]];
  const years = b === null ? null : a === null || a === b ? ` ${say("until", { b })}` : ` ${say("years", { a, b })}`;
  // Of money the value says all that its words say.
  const goals = data.goals[i].map((goal) => make("span", { className: "goal" }, goal.si_unit === "CNY" ? sized(app, goal)
    : [make("bdi", { textContent: goal.text, lang: scriptOf(app, i) }), goal.si_value === null ? null : ` = ${sized(app, goal)}`]));
  const id = app.linked
    ? make("a", { textContent: pledges.id[i], href: app.address(state.selection, pledges.id[i]) })
    : make("code", { textContent: pledges.id[i] });
  id.className = "id";
  return make("p", { className: "quiet" },
    make("span", { dataset: { fill: code("horizon_basis") } }, make("i"), name("horizon"),
      cue ? make("q", { lang: scriptOf(app, i), textContent: text.slice(cue.start, cue.end) }) : null, years),
    make("span", { dataset: { weight: code("specificity") } }, make("i"), name("specificity")), goals, id);
}

function sized({ state }, goal) {
  const number = new Intl.NumberFormat(LANG[state.language], { maximumSignificantDigits: 4 }).format(goal.si_value);
  return `${BOUND[goal.bound] ?? ""}${number} ${UNIT[goal.si_unit] ?? goal.si_unit}`;
}

function card(app, i) {
  const { data, say } = app;
  const { pledges } = data;
  const lang = scriptOf(app, i);
  const coded = new Set(data.marks[i].flatMap((mark) => mark.names ? [`${say(mark.scheme)} ${inLanguage(app, mark.names)}`] : []));
  return make("li", { className: "card", dataset: { pledge: pledges.id[i] } }, make("article", {},
    make("p", { className: "by" }, byLine(app, i),
      pledges.ordinal[i] === null ? null : make("span", { className: "ordinal", textContent: pledges.ordinal[i] })),
    make("h3", {}, make("button", { type: "button", className: "headline", lang, textContent: pledges.headline[i], onclick: () => app.open(i) })),
    make("p", { className: "words", lang }, words(app, i)),
    coded.size ? make("p", { className: "hear", textContent: `${say("coded")}: ${[...coded].join(", ")}` }) : null,
    quietLine(app, i)));
}

/* The card of a pledge as it was made before, with what is chosen now. */
function again(app, i) {
  const { data, state } = app;
  const node = app.parts.made.get(i);
  for (const mark of node.querySelectorAll(".mark[data-code]"))
    mark.classList.toggle("hit", chosenIn(app, mark.dataset.scheme, mark.dataset.code));
  if (app.linked) node.querySelector(".id").href = app.address(state.selection, data.pledges.id[i]);
  return node;
}

/* A card is made once for the words that are sought, and stays in its place where it can. */
export function updateCards(app) {
  const { list, made } = app.parts;
  const sought = app.state.selection.text ?? "";
  if (app.parts.sought !== sought) made.clear();
  app.parts.sought = sought;
  const shown = first(app.sets.all, app.state.cards).map((i) => {
    if (made.has(i)) return again(app, i);
    made.set(i, card(app, i));
    return made.get(i);
  });
  if (!shown.length) shown.push(make("li", { className: "nothing", textContent: app.say("nothing") }));
  for (const node of [...list.children]) if (!shown.includes(node)) node.remove();
  shown.forEach((node, k) => list.children[k] === node || list.insertBefore(node, list.children[k] ?? null));
  const rest = count(app.sets.all) - app.state.cards;
  app.parts.more.hidden = rest <= 0;
  app.parts.more.textContent = app.say("cards", { n: Math.min(MORE, rest) });
}

export function moreCards(app) {
  const shown = app.state.cards;
  app.state.cards += MORE;
  updateCards(app);
  app.parts.list.children[shown]?.querySelector("button").focus();
}

/* The pledge that is open, among the words before and after it. */
export function updateReading(app, focus = false) {
  const { data, state, say } = app;
  const { reading } = app.parts;
  const i = data.place.get(state.pledge);
  reading.hidden = i === undefined;
  reading.replaceChildren();
  if (i === undefined) return;
  const d = data.pledges.document[i];
  const text = data.documents.text[d];
  const from = text.lastIndexOf("\n", Math.max(0, data.start[i] - state.before)) + 1;
  const line = text.indexOf("\n", Math.min(text.length, data.end[i] + state.after));
  const to = line < 0 ? text.length : line;
  const around = (a, b) => make("span", { className: "around", textContent: text.slice(a, b) });
  const wider = (side) => make("button", { type: "button", className: "wider", textContent: say(side), onclick: () => {
    state[side] *= 4;
    updateReading(app);
    reading.focus();
  } });
  const here = make("span", { className: "here" }, words(app, i));
  here.style.setProperty("--hue", app.bodyColour(data.body[i]));
  reading.setAttribute("aria-label", `${say("place_in")}: ${data.pledges.headline[i]}`);
  reading.append(
    make("p", { className: "by" }, byLine(app, i), moves(app, i)),
    from > 0 ? wider("before") : "",
    make("p", { className: "words", lang: scriptOf(app, i) }, around(from, data.start[i]), here, around(data.end[i], to)),
    to < text.length ? wider("after") : "",
    quietLine(app, i));
  if (!focus) return;
  reading.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  here.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

/* To the pledges before and after among those chosen, and back to the list. */
function moves(app, i) {
  const chosen = first(app.sets.all, app.data.n);
  const at = chosen.indexOf(i);
  const go = (key, next) => make("button", { type: "button", textContent: app.say(key), disabled: next === undefined, dataset: { go: key },
    onclick: () => {
      app.open(next);
      app.parts.reading.querySelector(`[data-go="${key}"]:enabled`)?.focus({ preventScroll: true });
    } });
  return make("span", { className: "moves" }, go("previous", at < 0 ? undefined : chosen[at - 1]), go("next", at < 0 ? undefined : chosen[at + 1]),
    make("button", { type: "button", textContent: app.say("close"), dataset: { go: "close" }, onclick: () => shut(app) }));
}

export function shut(app) {
  const id = app.state.pledge;
  app.open(null);
  const shown = [...app.parts.list.children].find((node) => node.dataset.pledge === id);
  (shown?.querySelector("button") ?? app.parts.strip.querySelector(".band"))?.focus();
}
