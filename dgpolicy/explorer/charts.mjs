/* The strip, the facets and the chart on demand: boxes and tables. */

const percent = (part, whole) => `${(100 * part) / whole}%`;

// The article strip: each document as one thin band, from its first character to its last.

const BANDS = 3;

function updateStrip(app) {
  const { data, sets, parts } = app;
  const holding = data.inDocument.flatMap((list, d) => (list.some((i) => sets.all[i]) ? [d] : []));
  const shown = holding.length ? holding : [...data.inDocument.keys()];
  const { length: rest } = shown.splice(BANDS);
  parts.beyond ??= make("p.note");
  parts.beyond.textContent = rest && holding.length ? app.say("bands", { n: rest }) : "";
  const bands = shown.map((d) => (parts.bands[d] ??= band(app, d)));
  fill(parts.strip, [...bands, parts.beyond]);
  shown.forEach((d, k) => {
    bands[k].setAttribute("aria-label", app.say("strip", { t: data.documents.title[d], n: data.documents.chars[d],
      m: count(sets.all, data.inDocument[d]) }));
    const blocks = [...bands[k].querySelectorAll(".block")];
    for (const block of blocks) {
      const i = Number(block.dataset.i);
      block.classList.toggle("pale", !sets.all[i]);
      block.classList.toggle("open", i === app.opened);
      block.setAttribute("aria-label", `${app.headline(i)} · ${app.name(data.bodies, data.pledges.organisation[i])}`);
    }
    stop(blocks, blocks.find((block) => block.classList.contains("open")));
  });
}

function band(app, d) {
  const { bodies, documents, statements, pledges, inDocument, colours } = app.data;
  const at = ({ start, end }, i) => `left:${percent(start[i], documents.chars[d])};width:${percent(end[i] - start[i], documents.chars[d])};`;
  const brackets = statements.organisation.flatMap((body, s) => (body >= 0 && statements.document[s] === d
    ? [make("span.bracket", { style: at(statements, s) }, named(app, bodies, body))] : []));
  const blocks = inDocument[d].map((i) => make("button.block", { type: "button", "data-i": i,
    style: `${at(pledges, i)}--body:${colours[pledges.organisation[i]]}`, onclick: () => app.open(i) }));
  const title = inDocument.length > 1 ? make("p.title", {}, documents.title[d]) : null;
  return rove(make("div.band", { role: "group" }, title, make("div.blocks", {}, brackets, blocks)), ".block");
}

// Facets: every value with how many pledges it has, and of what that is a part.

const FIRST = 7;
const OPEN = ["organisation", "industry", "instrument", "horizon", "doubt"];

/* Of many the first, and the others below a line that opens them. */
function folded(app, tag, rows) {
  const beyond = rows.splice(FIRST);
  const more = () => make("details.beyond", {}, make("summary.more", {}, worded(app, "all_values")), make(tag, {}, beyond));
  return [make(tag, {}, rows), beyond.length ? more() : null];
}

/* Each facet is counted with the choices of the other facets, so it keeps its alternatives. */
function facetBox(app, of) {
  const { state, say, updates } = app;
  const rows = of.codes.map((code, c) => {
    const box = make("input", { type: "checkbox", onchange: () => app.toggle(of.id, code) });
    const dot = of === app.data.bodies ? make("i.dot", { style: `--body:${app.data.colours[c]}` }) : null;
    const n = make("span.n");
    const row = make("label.value", { "data-codes": `${of.id}.${c}`, style: of.depth && `--depth:${of.depth[c]}` }, box, dot, named(app, of, c), n);
    updates.push(() => {
      const left = app.sets.under(of, c);
      box.checked = Boolean(state.selection[of.id]?.includes(code));
      row.classList.toggle("spent", !left);
      if (box.checked) row.closest(".beyond")?.setAttribute("open", "");
      const text = left.toLocaleString("en");
      if (n.textContent === text) return;
      n.textContent = text;
      row.style.setProperty("--part", percent(left, of.most));
    });
    return row;
  });
  const base = make("small");
  updates.push(() => (base.textContent = of.id in state.selection ? say("without_filter", { n: app.sets.without(of.id) }) : app.base()));
  return make("details.facet", { open: OPEN.includes(of.id) || of.id in state.selection },
    make("summary", {}, worded(app, of.id), base), folded(app, "div.list", rows));
}

// The chart on demand, of the chosen pledges: bars by one facet, or a table of two.

const MOST_ROWS = 60;
const MOST_COLUMNS = 24;

function chartBox(app) {
  const facets = [...app.data.facets.values()].filter((of) => of.id !== "mentioned");
  const select = (k) => make("select", { onchange: ({ target }) =>
    app.tell({ chart: (k ? [app.state.chart[0], target.value] : [target.value, app.state.chart[1]]).filter(Boolean) }) }, k ? make("option", { value: "" }, "–") : null, facets.map((of) => make("option", { value: of.id, "data-w": of.id }, app.say(of.id))));
  return rove(make("details.charts", { open: app.data.view !== "overview", ontoggle: () => updateChart(app), onclick: ({ target }) => {
    const mark = target.closest("[data-codes]");
    if (mark) app.pick(codesOf(app, mark).map(([of, c]) => [of.id, of.codes[c]]));
  } }, make("summary", {}, worded(app, "chart")),
  make("p.choose", {}, worded(app, "chart_by"), select(0), worded(app, "chart_and"), select(1), make("small")), make("div.drawn")), "[data-codes]");
}

function updateChart(app) {
  const { data, state, sets, say, parts: { charts } } = app;
  if (!charts.open) return;
  charts.querySelectorAll("select").forEach((select, k) => {
    select.value = state.chart[k] ?? "";
    select.setAttribute("aria-label", say(k ? "columns_facet" : "rows_facet"));
  });
  charts.querySelector("small").textContent = app.base();
  const [rows, columns] = state.chart.map((id) => data.facets.get(id));
  const held = (of) => of?.codes.flatMap((_, c) => (count(sets.all, of.lists[c]) ? [c] : [])) ?? [];
  const [down, across] = [held(rows), held(columns)];
  const out = [...down.splice(MOST_ROWS), ...across.splice(MOST_COLUMNS)].length;
  const drawn = columns ? [matrix, pairs].map((draw) => draw(app, rows, columns, down, across))
    : [make("ol.bars", {}, bars(app, down.map((c) => parted(app, rows, c))))];
  const note = [out && say("unfit", { n: out }), columns && say("edges")].filter(Boolean).join(" ");
  charts.querySelector(".drawn").replaceChildren(...drawn, make("p.note", {}, note));
  for (const one of drawn) stop([...one.querySelectorAll("[data-codes]")]);
}

/* What stands for one code or for two together: it explains itself, and chooses them. */
const mark = (codes, look, ...children) => make("button", { type: "button", "data-crossed": true,
  "data-codes": codes.map(([of, c]) => `${of.id}.${c}`).join(" "), ...look }, ...children);

/* A bar for each of some codes or pairs of codes, in parts that may differ in their look. */
function bars(app, lines) {
  const whole = (parts) => parts.reduce((sum, [n]) => sum + n, 0);
  const most = Math.max(...lines.map(({ parts }) => whole(parts)));
  return lines.map(({ codes, parts }) => make("li", {}, mark(codes, {},
    make("span.name", {}, codes.flatMap(([of, c], k) => [k ? " × " : null, named(app, of, c)])),
    make("span.track", {}, parts.map(([n, look]) => make("i.bar", { ...look, style: `width:${percent(n, most)};${look.style ?? ""}` })),
      make("span.n", {}, whole(parts))))));
}

/* The pledges under a code as what bars draw: a horizon by its bases, the rest in one. */
function parted({ data, sets }, of, c) {
  const set = within(sets.all, of.lists[c]);
  const basis = data.facets.get("horizon_basis");
  const look = of === data.bodies ? { style: `--body:${data.colours[c]}` } : of.codes[c] === "none" ? { class: "bar grey" } : {};
  const parts = of.id === "horizon" ? basis.codes.map((fill, b) => [count(set, basis.lists[b]), { "data-fill": fill }]) : [[total(set), look]];
  return { codes: [[of, c]], parts: parts.filter(([n]) => n) };
}

function matrix(app, rows, columns, down, across) {
  const { sets } = app;
  const head = (of, c, scope) => make("th", { scope }, mark([[of, c]], {}, named(app, of, c)));
  const sum = (of, c) => make("td.sum", {}, count(sets.all, of.lists[c]));
  const cell = (r, c) => {
    const n = count(within(sets.all, rows.lists[r]), columns.lists[c]);
    // The scale of shade holds for every number of pledges that the corpus can show.
    const style = `background:var(--step-${Math.min(5, Math.floor(Math.log2(n)))})`;
    return n ? make("td", {}, mark([[rows, r], [columns, c]], { style }, n)) : make("td.none", {}, "·");
  };
  return make("table.matrix", {},
    make("thead", {}, make("tr", {}, make("td"), across.map((c) => head(columns, c, "col")), make("td.sum", {}, "Σ"))),
    make("tbody", {}, down.map((r) => make("tr", { style: rows.depth && `--depth:${rows.depth[r]}` }, head(rows, r, "row"), across.map((c) => cell(r, c)), sum(rows, r)))),
    make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, "Σ"), across.map((c) => sum(columns, c)), make("td.sum", {}, sets.n))));
}

/* The matrix where there is no room for one: its pairs, the most frequent first. */
function pairs(app, rows, columns, down, across) {
  const found = down.flatMap((r) => across.map((c) => {
    const bare = rows.codes[r] === "none" || columns.codes[c] === "none";
    const n = count(within(app.sets.all, rows.lists[r]), columns.lists[c]);
    return { codes: [[rows, r], [columns, c]], parts: [[n, bare ? { class: "bar grey" } : {}]], n, bare };
  }));
  const often = found.filter(({ n }) => n).sort((a, b) => a.bare - b.bare || b.n - a.n);
  return make("div.pairs", {}, folded(app, "ol.bars", bars(app, often)));
}
