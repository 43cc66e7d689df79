/* One explorer in the anywidget front-end module form. The contract with its hosts stands in the
   docstring of dgpolicy/explorer/__init__.py, which also joins these files into one module. */

import { LANG, LANGUAGES, SWITCH, wordsIn } from "./words.mjs";
import { chosen, count, fromFragment, isGrey, load, toCsv, toFragment } from "./data.mjs";
import { make, mix, plotly, ruler } from "./page.mjs";
import { facetBox, updateFacets } from "./facets.mjs";
import { updateStrip } from "./strip.mjs";
import { AROUND, FIRST, look, moreCards, shut, updateCards, updateReading } from "./cards.mjs";
import { chartBox, updateCharts } from "./charts.mjs";

function render({ model, el }) {
  const app = start(model);
  el.append(app.root);
  build(app);
  const stop = listen(app);
  plotly(model).then((found) => {
    app.Plot = found;
    updateCharts(app);
  }).catch(() => {
    for (const { note } of Object.values(app.parts.charts)) note.textContent = app.say("noplot");
  });
  return () => {
    stop();
    if (app.Plot) for (const { plot } of Object.values(app.parts.charts)) app.Plot.purge(plot);
    app.root.remove();
  };
}

/* All that the parts share: data, state, names and the verbs that change what is chosen. */
function start(model) {
  const data = load(model.get("payload"));
  const { payload } = data;
  const app = {
    model, data, parts: {}, Plot: null, sets: null, theme: null, say: null,
    linked: model.get("address") !== undefined,
    // JupyterLab would take Enter and the arrows for itself.
    root: make("section", { className: "dg-explorer", dataset: { lmSuppressShortcuts: "true" } }),
    state: {
      selection: model.get("selection") ?? {}, pledge: model.get("pledge") ?? "", language: model.get("language") || payload.language,
      bars: payload.bars, rows: payload.matrix[0], columns: payload.matrix[1], width: 0,
      cards: FIRST, moreBands: 0, before: AROUND, after: AROUND, drawer: false, unfolded: new Set(),
    },
    facet: (id) => data.facets.get(id),
    bodies: data.facets.get("organisation"),
    // The Chinese that stands beside English.
    chinese: data.documents.script.every((script) => script === "hans") ? "zh-Hans" : "zh",
    full: (of, i, language = app.state.language) => of.names[i]?.[LANGUAGES.indexOf(language)] ?? wordsIn(language)(`none_${of.id}`),
    short: (of, i, language = app.state.language) => of.short?.[i]?.[LANGUAGES.indexOf(language)] ?? app.full(of, i, language),
    both: (of, i) => [...new Set([app.state.language === "en" ? app.short(of, i, app.chinese) : app.short(of, i), app.short(of, i)])],
    every: (of, i) => [...new Set(LANGUAGES.map((language) => app.full(of, i, language)))].join(" / "),
    bodyColour: (b) => (b < 0 || isGrey(app.bodies, b) ? payload.colours.grey : payload.colours.bodies[b]),
    address: (selection, pledge) => model.get("address") + toFragment(selection, pledge),
  };
  const { state } = app;
  if (app.linked && model.get("fragment")) Object.assign(state, fromFragment(data, model.get("fragment")));

  app.tell = (changes) => {
    Object.assign(state, changes);
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    if (app.linked) model.set("fragment", toFragment(state.selection, state.pledge));
    model.save_changes();
  };
  app.choose = (changes) => {
    const selection = { ...state.selection, ...changes };
    for (const [id, codes] of Object.entries(selection)) if (!codes.length) delete selection[id];
    Object.assign(state, { cards: FIRST, moreBands: 0 });
    app.tell({ selection });
    update(app);
  };
  app.toggle = (id, code) => {
    const codes = state.selection[id] ?? [];
    app.choose({ [id]: codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code] });
  };
  // A click on a mark chooses just that; on the only choice it takes it back; with Shift it adds.
  app.pick = (pairs, event) => {
    if (event?.shiftKey && pairs.length === 1) return app.toggle(...pairs[0]);
    const same = pairs.every(([id, code]) => state.selection[id]?.length === 1 && state.selection[id][0] === code);
    return app.choose(Object.fromEntries(pairs.map(([id, code]) => [id, same ? [] : [code]])));
  };
  app.open = (i) => {
    Object.assign(state, { before: AROUND, after: AROUND });
    app.tell({ pledge: i === null ? "" : data.pledges.id[i] });
    updateReading(app, i !== null);
    updateStrip(app);
  };
  return app;
}

// Building, again for each language and theme.

function build(app) {
  const { data, state, root } = app;
  const say = wordsIn(state.language);
  app.say = say;
  root.lang = LANG[state.language];
  root.setAttribute("aria-label", say("explorer"));
  app.theme = themeOf(app);
  rule(app);
  root.dataset.mode = app.theme.mode;
  const button = (className, key, onclick) => make("button", { type: "button", className, textContent: say(key), onclick });
  const parts = {
    values: [], charts: {}, made: new Map(),
    crumb: make("p", { className: "crumb", aria: { role: "status" } }),
    clear: button("clear", "clear", () => {
      app.choose(Object.fromEntries(Object.keys(state.selection).map((id) => [id, []])));
      parts.find.value = "";
      parts.find.focus({ preventScroll: true });
    }),
    find: findBox(app),
    strip: make("div", { className: "strip" }),
    reading: make("section", { className: "reading", tabIndex: -1, hidden: true, onkeydown: (event) => event.key === "Escape" && shut(app) }),
    list: make("ol", { className: "cards" }),
    more: make("button", { type: "button", className: "more", onclick: () => moreCards(app) }),
    copied: make("input", { className: "copied", readOnly: true, hidden: true, aria: { label: say(app.linked ? "link" : "choice") } }),
    copy: button("copy", app.linked ? "link" : "choice", () => copy(app)),
    facets: make("div", { className: "facets", aria: { role: "group", label: say("filters") } }),
  };
  app.parts = parts;
  parts.drawer = button("drawer", "filters", () => {
    state.drawer = !state.drawer;
    openDrawer(app);
  });
  openDrawer(app);
  parts.facets.append(parts.find, ...[...data.facets.values()].filter((of) => of.codes.length > 1).map((of) => facetBox(app, of)));
  const [bars, timeline, matrix] = ["bars", "timeline", "matrix"].map((kind) => chartBox(app, kind));
  parts.side = make("div", { className: "side" }, data.payload.view === "horizon" ? [timeline, bars] : [bars, timeline]);
  root.replaceChildren(
    make("header", {}, make("div", { className: "said" }, parts.crumb, parts.clear),
      make("div", { className: "actions" }, parts.copied, parts.copy, button("csv", "csv", () => save(app)), languages(app))),
    parts.strip, parts.drawer,
    make("div", { className: "below" }, parts.facets,
      make("div", { className: "main" }, parts.reading, make("div", { className: "charts" }, parts.side, matrix),
        make("section", { className: "pledges", aria: { label: say("pledges") } }, key(app), parts.list, parts.more))));
  update(app);
}

/* Measured anew whenever the fonts may be others. */
function rule(app) {
  app.measure = ruler(app.root);
  const letter = ruler(app.root, "600 10px");
  for (const [scheme, { letters }] of Object.entries(app.data.payload.colours.schemes))
    app.root.style.setProperty(`--letter-${scheme}`, `${Math.ceil(letter(letters[LANGUAGES.indexOf(app.state.language)])) + 1}px`);
}

function languages(app) {
  return make("span", { className: "languages", aria: { role: "group", label: app.say("language") } }, LANGUAGES.map((language) =>
    make("button", { type: "button", textContent: SWITCH[language], lang: LANG[language],
      aria: { pressed: language === app.state.language }, onclick: () => {
        app.tell({ language });
        build(app);
        app.root.querySelector('.languages [aria-pressed="true"]').focus();
      } })));
}

function findBox(app) {
  let wait;
  return make("input", { type: "search", className: "find", placeholder: app.say("find"), value: app.state.selection.text ?? "",
    aria: { label: app.say("find") }, oninput: ({ target }) => {
      clearTimeout(wait);
      wait = setTimeout(() => app.choose({ text: target.value.trim() }), 120);
    } });
}

function openDrawer({ state, parts }) {
  parts.drawer.setAttribute("aria-expanded", state.drawer);
  parts.facets.classList.toggle("open", state.drawer);
}

/* The letters and lines of the marks, said once above the cards. */
function key(app) {
  const used = new Set(app.data.marks.flatMap((marks) => marks.map((mark) => mark.scheme)));
  return make("p", { className: "key" }, Object.keys(app.data.payload.colours.schemes).filter((scheme) => used.has(scheme))
    .map((scheme) => look(app, { scheme }, document.createTextNode(app.say(scheme)), true)));
}

/* The colours of the host's page, by what the root's paper has become in it. */
function themeOf({ root, data }) {
  const { papers, grey } = data.payload.colours;
  const [r, g, b, a] = getComputedStyle(root).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
  const dark = a === 0 ? matchMedia("(prefers-color-scheme: dark)").matches : 0.299 * r + 0.587 * g + 0.114 * b < 110;
  const mode = dark ? "dark" : "light";
  const hex = (part) => Math.round(part).toString(16).padStart(2, "0");
  const paper = a === 0 ? papers[mode].paper : `#${hex(r)}${hex(g)}${hex(b)}`;
  return { ...papers[mode], mode, grey, paper, ghost: mix(papers[mode].ink, paper, 0.09) };
}

// Updating: everything follows one choice.

function update(app) {
  app.sets = chosen(app.data, app.state.selection);
  updateCharts(app);
  updateCrumb(app);
  updateFacets(app);
  updateStrip(app);
  updateCards(app);
  updateReading(app);
}

function updateCrumb(app) {
  const { data, state, say, parts } = app;
  const name = (id, code) => (app.facet(id)?.at.has(code) ? app.short(app.facet(id), app.facet(id).at.get(code)) : code);
  const words = Object.entries(state.selection).flatMap(([id, codes], k) => [
    k ? say("and") : "",
    make("bdi", { textContent: id === "text" ? say("quoted", { x: codes }) : codes.map((code) => name(id, code)).join(say("or")) }),
  ]);
  const left = count(app.sets.all);
  const said = words.length ? say("of", { m: left, n: data.n }) : say("all", { n: data.n });
  parts.crumb.replaceChildren(...words, words.length ? " · " : "", make("strong", { textContent: said }));
  parts.crumb.dataset.left = left;
  parts.clear.hidden = !words.length;
  parts.copied.hidden = true;
  parts.copy.textContent = say(app.linked ? "link" : "choice");
  const used = Object.keys(state.selection).length;
  parts.drawer.textContent = say("filters") + (used ? ` · ${used}` : "");
  if (!parts.find.matches(":focus")) parts.find.value = state.selection.text ?? "";
}

// Saving, linking, and what the host has to say.

function save(app) {
  const file = new Blob([toCsv(app.data, app.sets.all, app.full)], { type: "text/csv;charset=utf-8" });
  const link = make("a", { href: URL.createObjectURL(file), download: "pledges.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function copy(app) {
  const { state, parts, say } = app;
  const text = app.linked ? new URL(app.address(state.selection, state.pledge), location.href).href : JSON.stringify(state.selection);
  Object.assign(parts.copied, { value: text, hidden: false });
  parts.copied.select();
  try {
    await navigator.clipboard.writeText(text);
    parts.copy.textContent = say("copied");
  } catch {
    // Without leave to use the clipboard the text stands selected, ready to be copied by hand.
  }
}

function listen(app) {
  const { data, model, state } = app;
  const heard = {
    "change:selection": () => {
      if (JSON.stringify(model.get("selection")) === JSON.stringify(state.selection)) return;
      Object.assign(state, { selection: model.get("selection"), cards: FIRST, moreBands: 0 });
      update(app);
    },
    "change:pledge": () => {
      if (model.get("pledge") === state.pledge) return;
      state.pledge = model.get("pledge");
      updateReading(app, true);
      updateStrip(app);
    },
    "change:language": () => {
      if (model.get("language") === state.language) return;
      state.language = model.get("language");
      build(app);
    },
    "change:fragment": () => {
      if (model.get("fragment") === toFragment(state.selection, state.pledge)) return;
      app.tell(fromFragment(data, model.get("fragment")));
      update(app);
      updateReading(app, Boolean(state.pledge));
    },
  };
  for (const [event, hear] of Object.entries(heard)) model.on(event, hear);

  const retheme = () => {
    if (themeOf(app).paper !== app.theme.paper) build(app);
  };
  const themes = new MutationObserver(retheme);
  const attributeFilter = ["class", "style", "data-theme", "data-jp-theme-light", "data-jp-theme-name"];
  for (const node of [document.documentElement, document.body]) themes.observe(node, { attributes: true, attributeFilter });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", retheme);
  const widths = new ResizeObserver(() => {
    const width = Math.floor(app.parts.strip.clientWidth);
    if (!width || width === state.width) return;
    state.width = width;
    for (const chart of Object.values(app.parts.charts)) chart.width = 0;
    rule(app);
    retheme();
    updateStrip(app);
    updateCharts(app);
  });
  widths.observe(app.root);
  return () => {
    for (const [event, hear] of Object.entries(heard)) model.off(event, hear);
    themes.disconnect();
    dark.removeEventListener("change", retheme);
    widths.disconnect();
  };
}

export default { render };
