/* The strip, the facets and the chart on demand: boxes, tables and one path for all ticks. */

import { count, total, within } from "./data.mjs";
import { make, named, rove, stop, worded } from "./parts.mjs";

const percent = (part, whole) => `${((100 * part) / whole).toFixed(3)}%`;

// The article strip: each document as one thin band, from its first character to its last.

const BANDS = 3;

export function updateStrip(app) {
  const { data, state, sets, parts } = app;
  const holding = data.standing.flatMap((list, d) => (list.some((i) => sets.all[i]) ? [d] : []));
  const shown = (holding.length ? holding : [...data.standing.keys()]).slice(0, BANDS + 9 * state.bands);
  const bands = shown.map((d) => (parts.bands[d] ??= band(app, d)));
  const rest = holding.length - shown.length;
  if (bands.some((node, k) => parts.strip.children[k] !== node) || parts.strip.childElementCount !== bands.length + (rest > 0))
    parts.strip.replaceChildren(...bands, ...(rest > 0 ? [make("button.more", { type: "button", onclick: () => {
      state.bands += 1;
      updateStrip(app);
    } }, app.say("bands", { n: rest }))] : []));
  shown.forEach((d, k) => {
    const text = data.documents.text[d];
    const live = data.standing[d].filter((i) => sets.all[i]);
    bands[k].setAttribute("aria-label", app.say("strip", { t: data.documents.title[d], n: [...text].length, m: live.length }));
    const blocks = [...bands[k].querySelectorAll(".block")];
    for (const block of blocks) {
      const i = Number(block.dataset.i);
      block.classList.toggle("pale", !sets.all[i]);
      block.classList.toggle("open", i === app.opened);
      block.setAttribute("aria-label", `${app.headline(i)} · ${app.name(data.facets.get("organisation"), data.body[i])}`);
    }
    stop(blocks, blocks.find((block) => Number(block.dataset.i) === app.opened));
    for (const path of bands[k].querySelectorAll("path"))
      path.setAttribute("d", data.standing[d].flatMap((i) => (sets.all[i] === Number(path.dataset.on)
        ? data.ticks[i].flatMap(([scheme, at]) => (scheme === path.dataset.m ? [`M${at} 0v1`] : [])) : [])).join(""));
  });
}

function band(app, d) {
  const { data } = app;
  const whole = data.documents.text[d].length;
  const at = (start, end) => `left:${percent(start, whole)};width:${percent(end - start, whole)};`;
  const organisation = data.facets.get("organisation");
  const statements = data.statementsOf[d].filter((s) => data.said[s].length).map((s) => {
    const body = data.body[data.said[s][0]];
    const [start, end] = [data.chars(s, data.statements.start[s]), data.chars(s, data.statements.end[s])];
    return make("span.bracket", { style: at(start, end) }, named(app, organisation, body));
  });
  const blocks = data.standing[d].map((i) => make("button.block", { type: "button", "data-i": i,
    style: `${at(...data.span(i))}--body:${data.payload.colours[data.body[i]]}`, onclick: () => app.open(i) }));
  const ticks = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${whole} 1`, preserveAspectRatio: "none", class: "ticks", "aria-hidden": true }))
    ticks.setAttribute(key, value);
  for (const scheme of ["industry", "instrument", "programme", "organisation", "place", "target"])
    for (const on of [0, 1]) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      Object.assign(path.dataset, { m: scheme, on });
      ticks.append(path);
    }
  const title = data.documents.id.length > 1 ? make("p.title", {}, data.documents.title[d]) : null;
  const node = make("div.band", { role: "group" }, title, make("div.blocks", {}, statements, blocks, ticks));
  rove(node, ".block");
  return node;
}

// Facets: every value with how many pledges it has, and of what that is a part.

const FIRST_VALUES = 7;
const OPEN = ["organisation", "industry", "instrument", "horizon"];

export function facetBox(app, of) {
  const { state } = app;
  const rows = of.codes.map((_, c) => {
    const box = make("input", { type: "checkbox", onchange: () => app.toggle(of.id, of.codes[c]) });
    const dot = of.id === "organisation" ? make("i.dot", { style: `--body:${app.data.payload.colours[c]}` }) : null;
    const n = make("span.n");
    const row = make("label.value", { "data-codes": `${of.id}.${c}`, style: `--depth:${of.depth?.[c] ?? 0}` }, box, dot, named(app, of, c), n);
    app.parts.values.push({ of, c, row, box, n });
    return row;
  });
  const beyond = rows.length > FIRST_VALUES + 1 ? rows.slice(FIRST_VALUES) : [];
  const more = make("button.more", { type: "button", hidden: !beyond.length, onclick: () => fold(!beyond[0].hidden) });
  const fold = (hide) => {
    for (const row of beyond) row.hidden = hide && !row.classList.contains("on");
    more.setAttribute("aria-expanded", !hide);
    more.replaceChildren(worded(app, hide ? "all_values" : "fewer"));
  };
  fold(true);
  const base = make("small");
  const open = OPEN.includes(of.id) || of.id in state.selection;
  app.parts.facetBases.push({ of, base });
  return make("details.facet", { open }, make("summary", {}, worded(app, of.id), base), make("div.list", {}, rows), more);
}

/* Each facet is counted with the choices of the other facets, so it keeps its alternatives. */
export function updateFacets(app) {
  const { state, sets, say, parts } = app;
  for (const { of, base } of parts.facetBases)
    base.textContent = of.id in state.selection ? say("without_filter", { n: total(sets.but(of.id)) }) : app.base();
  for (const { of, c, row, box, n } of parts.values) {
    const left = count(sets.but(of.id), of.lists[c]);
    box.checked = Boolean(state.selection[of.id]?.includes(of.codes[c]));
    row.classList.toggle("on", box.checked);
    row.classList.toggle("spent", !left);
    if (box.checked) row.hidden = false;
    if (n.textContent === String(left)) continue;
    n.textContent = left;
    row.style.setProperty("--part", percent(left, of.most));
  }
}

// The chart on demand, of the chosen pledges: bars by one facet, or a table of two.

const MOST_ROWS = 60;
const MOST_COLUMNS = 24;

export function chartBox(app) {
  const facets = [...app.data.facets.values()].filter((of) => of.id !== "mentioned");
  const select = (k) => make("select", { "data-k": k, onchange: ({ target }) => {
    const chart = [...app.state.chart];
    if (k && !target.value) chart.pop();
    else chart[k] = target.value;
    app.tell({ chart });
    updateChart(app);
  } }, k ? make("option", { value: "" }, "–") : null, facets.map((of) => make("option", { value: of.id, "data-w": of.id }, app.say(of.id))));
  const box = make("details.charts", { open: app.state.charted, ontoggle: () => updateChart(app) },
    make("summary", {}, worded(app, "chart")),
    make("p.choose", {}, worded(app, "chart_by"), select(0), worded(app, "chart_and"), select(1), make("small")), make("div.drawn"));
  rove(box, "[data-codes]");
  box.addEventListener("click", ({ target }) => {
    const codes = target.closest("[data-codes]")?.dataset.codes;
    if (codes) app.pick(codes.split(" ").map((pair) => pair.split(".")).map(([id, c]) => [id, app.data.facets.get(id).codes[c]]));
  });
  return box;
}

export function updateChart(app) {
  const { data, state, sets, say } = app;
  const box = app.parts.charts;
  if (!box.open) return;
  const [rows, columns] = state.chart.map((id) => data.facets.get(id));
  box.querySelectorAll("select").forEach((select, k) => {
    select.value = state.chart[k] ?? "";
    select.setAttribute("aria-label", say(k ? "columns_facet" : "rows_facet"));
  });
  box.querySelector("small").textContent = app.base();
  const holds = (of, most) => {
    const held = of.codes.flatMap((_, c) => (count(sets.all, of.lists[c]) ? [c] : []));
    return { shown: held.slice(0, most), out: held.length - Math.min(most, held.length), empty: of.codes.length - held.length };
  };
  const [r, c] = [holds(rows, MOST_ROWS), columns ? holds(columns, MOST_COLUMNS) : { shown: [], out: 0, empty: 0 }];
  const drawn = columns ? [matrix(app, rows, columns, r.shown, c.shown), pairs(app, rows, columns, r.shown, c.shown)] : [bars(app, rows, r.shown)];
  const folded = [r.empty && say("rows", { n: r.empty }), c.empty && say("columns", { n: c.empty })].filter(Boolean).join(say("comma"));
  const note = [folded && say("folded", { what: folded }), r.out + c.out && say("unfit", { n: r.out + c.out }), columns && say("edges")];
  const target = box.querySelector(".drawn");
  target.replaceChildren(...drawn, make("p.note", {}, note.filter(Boolean).join(" ")));
  for (const one of drawn) stop([...one.querySelectorAll("[data-codes]")]);
}

const code = (of, c) => `${of.id}.${c}`;

function bar(app, codes, label, parts, most) {
  const whole = parts.reduce((sum, [n]) => sum + n, 0);
  const boxes = parts.filter(([n]) => n).map(([n, look]) => make("i.bar", { ...look, style: `width:${percent(n, most)};${look.style ?? ""}` }));
  return make("li", {}, make("button", { type: "button", "data-codes": codes }, make("span.name", {}, label), make("span.track", {}, boxes, make("span.n", {}, whole))));
}

function bars(app, of, shown) {
  const { data, sets } = app;
  const basis = data.facets.get("horizon_basis");
  const most = Math.max(1, ...shown.map((c) => count(sets.all, of.lists[c])));
  return make("ol.bars", {}, shown.map((c) => {
    const set = within(sets.all, of.lists[c]);
    const look = of.id === "organisation" ? { style: `--body:${data.payload.colours[c]}` } : of.codes[c] === "none" ? { class: "bar grey" } : {};
    const parts = of.id === "horizon" ? basis.codes.map((fill, b) => [count(set, basis.lists[b]), { "data-fill": fill }]) : [[total(set), look]];
    return bar(app, code(of, c), named(app, of, c), parts, most);
  }));
}

function matrix(app, rows, columns, down, across) {
  const { sets, data } = app;
  const head = (of, c, scope) => make("th", { scope }, make("button", { type: "button", "data-codes": code(of, c) }, named(app, of, c)));
  const sum = (of, c) => make("td.sum", {}, count(sets.all, of.lists[c]));
  const cell = (r, c) => {
    const n = count(within(sets.all, rows.lists[r]), columns.lists[c]);
    if (!n) return make("td.none", {}, "·");
    const s = app.shade(n);
    return make("td", {}, make("button", { type: "button", "data-codes": `${code(rows, r)} ${code(columns, c)}`,
      style: `background:var(--step-${s})` }, n));
  };
  return make("table", { class: across.length > 8 ? "matrix tall" : "matrix" },
    make("thead", {}, make("tr", {}, make("td"), across.map((c) => head(columns, c, "col")), make("td.sum", {}, "Σ"))),
    make("tbody", {}, down.map((r) => make("tr", { style: `--depth:${rows.depth?.[r] ?? 0}` }, head(rows, r, "row"), across.map((c) => cell(r, c)), sum(rows, r)))),
    make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, "Σ"), across.map((c) => sum(columns, c)), make("td.sum", {}, sets.n))));
}

/* The matrix where there is no room for one: its pairs, the most frequent first. */
function pairs(app, rows, columns, down, across) {
  const { sets } = app;
  const found = down.flatMap((r) => across.map((c) => [r, c, count(within(sets.all, rows.lists[r]), columns.lists[c])]));
  const ranked = found.filter(([, , n]) => n).sort((a, b) => b[2] - a[2]).slice(0, MOST_ROWS);
  return make("ol", { class: "bars pairs" }, ranked.map(([r, c, n]) =>
    bar(app, `${code(rows, r)} ${code(columns, c)}`, [named(app, rows, r), " × ", named(app, columns, c)], [[n, {}]], ranked[0][2])));
}
