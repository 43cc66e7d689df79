/* Facets: every value with what is left of it and what there was. */

import { capital } from "./words.mjs";
import { count, isGrey } from "./data.mjs";
import { make } from "./page.mjs";

const FIRST_VALUES = 7;
const FOLDED = ["programme", "place", "kind", "aim", "document"];

export function facetBox(app, of) {
  const { state, say } = app;
  const rows = of.order.map((i) => valueRow(app, of, i));
  const extra = rows.length - FIRST_VALUES;
  const more = make("button", { type: "button", className: "more", hidden: extra < 2, onclick: () => {
    if (!state.unfolded.delete(of.id)) state.unfolded.add(of.id);
    unfold();
  } });
  const unfold = () => {
    const all = extra < 2 || state.unfolded.has(of.id);
    rows.forEach((row, k) => row.classList.toggle("beyond", !all && k >= FIRST_VALUES));
    more.textContent = all ? say("fewer") : say("more", { n: extra });
    more.setAttribute("aria-expanded", all);
  };
  unfold();
  const open = !FOLDED.includes(of.id) || of.id in state.selection || of.id === state.bars;
  return make("details", { className: "facet", open }, make("summary", { textContent: capital(say(of.id)) }),
    make("div", { aria: { role: "group", label: say(of.id) } }, rows), more);
}

function valueRow(app, of, i) {
  const code = of.codes[i];
  const box = make("input", { type: "checkbox", onchange: () => app.toggle(of.id, code) });
  const left = make("span", { className: "left", textContent: "0", aria: { hidden: true } });
  const total = make("span", { className: "total", textContent: " ", aria: { hidden: true } });
  const dot = of.id === "organisation" ? make("i", { className: "dot" }) : null;
  if (dot) dot.style.background = app.bodyColour(i);
  const row = make("label", { className: isGrey(of, i) ? "value grey" : "value", title: app.every(of, i), dataset: { facet: of.id, code } },
    box, dot, make("bdi", { className: "name", textContent: app.short(of, i) }), left, total);
  app.parts.values.push({ of, i, row, box, left, total, was: "" });
  return row;
}

/* Each facet is counted with the choices of the other facets, so it keeps its alternatives. */
export function updateFacets(app) {
  const { state, sets, say } = app;
  for (const value of app.parts.values) {
    const { of, i, row } = value;
    const left = count(sets.but(of.id), of.bits[i]);
    const whole = of.totals[i];
    const on = Boolean(state.selection[of.id]?.includes(of.codes[i]));
    if (value.was === `${left} ${on}`) continue;
    value.was = `${left} ${on}`;
    value.box.checked = on;
    row.classList.toggle("on", on);
    row.classList.toggle("spent", !left);
    value.left.firstChild.data = left;
    value.total.firstChild.data = left === whole ? "" : `/ ${whole}`;
    value.box.setAttribute("aria-label", `${app.short(of, i)}: ${say("left", { m: left, n: whole })}`);
    Object.assign(row.dataset, { left, total: whole });
    row.style.backgroundSize = `${(100 * left) / of.most}% 2px, ${(100 * whole) / of.most}% 2px`;
  }
}
