/* One explorer in the anywidget front-end module form. The contract with its hosts stands in the
   docstring of dgpolicy/explorer/__init__.py; payload.py joins these files into one module: what
   one defines, all know. */

const ROWS = 30;
const SYNCED = ["selection", "pledge", "language", "chart"];
const SWITCH = { zh: "繁", "zh-Hans": "简", en: "EN" };
const WORDS_OF = { whom: "industry", with: "instrument", when: "horizon", much: "target", sure: "evidence" };

/* All that the parts share: data, state, names and the verbs that change what is chosen. What the
   model holds is read from there, and whoever changes it, the explorer follows. */
function start(model) {
  const data = load(model.get("payload"));
  const state = { sort: null, look: null, rows: ROWS };
  for (const name of SYNCED) Object.defineProperty(state, name, { get: () => model.get(name) });
  const app = {
    model, data, state, parts: { bands: {}, made: new Map() }, updates: [], sets: null, order: [], opened: undefined,
    // JupyterLab would take Enter and the arrows for itself.
    root: make("section", { class: "dg dg-explorer", "data-lm-suppress-shortcuts": "true" }),
    say: (key, values = {}) => {
      const [one, many = one] = data.words[state.language][key].split("|");
      return (values.n === 1 ? one : many).replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? values[name].toLocaleString("en") : values[name]));
    },
    name: (of, c, kind = "short") => (c < 0 ? "" : of[kind][c][LANGUAGES.indexOf(state.language)]),
    base: () => (Object.keys(state.selection).length ? app.say("of_chosen", { n: app.sets.n }) : app.say("of_all", { n: data.of })),
    headline: (i) => row(app, i).querySelector(`.what > button > ${state.language === "en" ? ":first-child" : ":last-child"}`).textContent,
    address: (pledge) => model.get("address") + toFragment(state.selection, pledge),
  };
  app.tell = (changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  app.choose = (changes) => {
    const selection = Object.fromEntries(Object.entries({ ...state.selection, ...changes }).filter(([, codes]) => codes.length));
    const i = data.place.get(state.pledge);
    state.rows = ROWS;
    app.tell({ selection, ...(i !== undefined && !chosen(data, selection).all[i] && { pledge: "" }) });
    if (app.root.classList.contains("drawn")) app.parts.main.scrollIntoView();
  };
  app.toggle = (id, code) => {
    const codes = new Set(state.selection[id]);
    if (!codes.delete(code)) codes.add(code);
    app.choose({ [id]: [...codes] });
  };
  // A click on a mark chooses just that; on what is chosen alone it takes it back.
  app.pick = (pairs) => {
    const same = pairs.every(([id, code]) => state.selection[id]?.length === 1 && state.selection[id][0] === code);
    app.choose(Object.fromEntries(pairs.map(([id, code]) => [id, same ? [] : [code]])));
  };
  app.open = (i, look = null) => {
    state.look = look;
    app.tell({ pledge: data.pledges.id[i] });
    app.follow();
  };
  return app;
}

// Building, once.

function build(app) {
  const { data, state, root, parts, model } = app;
  const button = (className, key, onclick) => make(`button.${className}`, { type: "button", onclick }, worded(app, key));
  parts.find = make("input.find", { type: "search", oninput: ({ target }) => app.choose({ text: target.value.trim() }) });
  parts.facets = make("div.facets", { role: "group" }, parts.find,
    [...data.facets.values()].filter((of) => of.codes.length > 1 && of.id !== "mentioned").map((of) => facetBox(app, of)),
    button("done", "close", () => drawer(app)));
  parts.drawer = button("drawer", "filters", () => drawer(app));
  parts.crumb = make("p.crumb", { role: "status" });
  parts.clear = button("clear", "clear", () => {
    app.choose(Object.fromEntries(Object.keys(state.selection).map((id) => [id, []])));
    parts.find.focus({ preventScroll: true });
  });
  parts.copy = button("copy", "link", () => copy(app));
  parts.downloads = make("details.downloads", {}, make("summary", {}, worded(app, "save")),
    make("div.menu", {}, Object.keys(DOWNLOADS).slice(0, data.files || model.send ? undefined : 2).map((key) => button(key, key, () => save(app, key)))));
  parts.languages = make("span.languages", { role: "group" }, LANGUAGES.map((language) => make("button", { type: "button",
    lang: LANG[language], "data-language": language, onclick: () => app.tell({ language }) }, SWITCH[language])));
  parts.charts = chartBox(app);
  parts.list = make("tbody");
  parts.heads = data.columns.map((column, k) => make("th", { scope: "col", class: column },
    make("button", { type: "button", onclick: () => sort(app, k) }, worded(app, `col_${column}`))));
  parts.answers = make("div", { class: "dg dg-answers" }, make("table", {}, make("thead", {}, make("tr", {}, parts.heads)), parts.list));
  parts.more = make("button.more", { type: "button", onclick: () => {
    state.rows *= 2;
    updateList(app);
  } });
  // The sentences that are worth a look, the refused ones as well.
  const { pledge, probability, text } = data.doubts;
  const doubtful = (i, k) => (i < 0 ? make("span", {}, `${text[k]} `, make("small", {}, worded(app, "refused")))
    : make("button", { type: "button", onclick: () => app.open(i, "evidence") }, text[k]));
  parts.doubted = make("ol", { tabindex: 0 }, pledge.map((i, k) => make("li", {}, make("b", {}, probability[k]), doubtful(i, k))));
  parts.doubts = make("details.doubts", { hidden: !text.length }, make("summary"), parts.doubted);
  parts.reading = make("section.reading");
  parts.strip = make("div.strip");
  parts.main = make("div.main", {}, make("div.bar", {}, parts.drawer, parts.crumb, parts.clear), parts.doubts, parts.charts, parts.answers, parts.more);
  parts.side = make("div.side", {}, make("div.actions", {}, model.get("address") ? parts.copy : null, parts.downloads, model.get("turned") ? null : parts.languages), parts.reading);
  root.classList.toggle("large", Boolean(data.large));
  root.append(parts.strip, make("div.below", {}, parts.facets, parts.main, parts.side), tooltip(app));
  const at = ({ target }) => data.place.get(target.closest("tr").dataset.p);
  parts.list.onclick = (event) => {
    if (at(event) !== undefined && !event.target.closest("a, mark")) app.open(at(event), WORDS_OF[event.target.closest("td")?.className]);
  };
  rove(parts.list, ".what > button").addEventListener("focusin", (event) => {
    if (event.target.matches(".what > button:focus-visible") && at(event) !== app.opened) app.open(at(event));
  });
}

function drawer({ root, parts }) {
  const open = root.classList.toggle("drawn");
  parts.drawer.setAttribute("aria-expanded", open);
  if (open) parts.main.scrollIntoView();
}

/* By a column up, then down, then as the text stands. */
function sort(app, k) {
  const [last, up] = app.state.sort ?? [];
  app.state.sort = last !== k ? [k, true] : up ? [k, false] : null;
  app.ranks ??= app.data.rows.map((html) => JSON.parse(html.match(/data-k="(\[[^"]*\])"/)[1]));
  update(app);
}

// Updating: everything follows one choice and one language.

function update(app) {
  const { data, state, root, parts, say } = app;
  if (app.said !== state.language) speak(app);
  app.sets = chosen(data, state.selection);
  app.order = [...app.sets.all.keys()].filter((i) => app.sets.all[i]);
  const [k, up] = state.sort ?? [];
  const rank = (i) => app.ranks[i][k];
  if (state.sort) app.order.sort((a, b) => (up ? rank(a) - rank(b) : rank(b) - rank(a)) || a - b);
  parts.heads.forEach((head, at) => (head.ariaSort = at !== k ? null : up ? "ascending" : "descending"));
  const words = Object.entries(state.selection).flatMap(([id, codes]) => {
    const of = data.facets.get(id);
    const what = id === "text" ? [say("quoted", { x: codes })] : codes.flatMap((code, at) => [at ? say("or") : null, of?.at.has(code) ? named(app, of, of.at.get(code)) : code]);
    return [" · ", make("span", {}, what)];
  });
  const [m, n] = [app.sets.n, data.of];
  parts.crumb.replaceChildren(make("strong", {}, words.length ? say("of", { m, n }) : say("all", { n })), ...words);
  parts.clear.hidden = !words.length;
  if (!parts.find.matches(":focus")) parts.find.value = state.selection.text ?? "";
  for (const one of app.updates) one();
  updateList(app);
  updateReading(app);
  updateStrip(app);
  updateChart(app);
}

/* The language of everything that stands there. */
function speak(app) {
  const { data, state, root, parts, say } = app;
  app.said = state.language;
  root.lang = parts.answers.lang = LANG[state.language];
  for (const node of [root, ...parts.made.values()]) relabel(app, node);
  for (const node of root.querySelectorAll("[data-language]")) node.setAttribute("aria-pressed", node.dataset.language === state.language);
  for (const [node, key] of [[root, "explorer"], [parts.facets, "filters"], [parts.find, "find"], [parts.reading, "place_in"], [parts.languages, "language"], [parts.doubted, "doubt"]])
    node.setAttribute("aria-label", say(key));
  parts.find.placeholder = say("find");
  parts.downloads.open = false;
  parts.doubts.firstChild.textContent = say("worth_a_look", { m: data.doubts.text.length, n: data.judged });
}

/* The row of a pledge, made of its HTML once for each language. */
function row(app, i) {
  const { data, parts, state } = app;
  if (parts.made.has(i)) return parts.made.get(i);
  const template = Object.assign(document.createElement("template"), { innerHTML: data.rows[i] });
  const made = template.content.firstElementChild;
  relabel(app, made);
  // Opened here, the row needs no popover of its own, whose name another table may have.
  made.querySelector("button").removeAttribute("popovertarget");
  made.querySelector("[popover]").removeAttribute("id");
  parts.made.set(i, made);
  return made;
}

function updateList(app) {
  const { parts, state, order, say } = app;
  const none = make("tr", {}, make("td", { colspan: parts.heads.length }, say("nothing")));
  fill(parts.list, order.length ? order.slice(0, state.rows).map((i) => row(app, i)) : [none]);
  parts.more.hidden = order.length <= state.rows;
  parts.more.textContent = say("cards", { n: Math.min(state.rows, order.length - state.rows) });
}

/* The pledge that is read: the one that was opened, else the first of those chosen. It stands in
   the pane beside the list, or where there is none below its row. */
function updateReading(app) {
  const { data, parts, state, order } = app;
  const i = (app.opened = data.place.get(state.pledge) ?? order[0]);
  stop([...parts.list.querySelectorAll(".what > button")], i === undefined ? undefined : row(app, i).querySelector(".what > button"));
  for (const node of parts.list.querySelectorAll(".open")) node.classList.remove("open");
  parts.reading.replaceChildren();
  relabel(app, parts.side);
  if (i === undefined) return;
  const made = row(app, i);
  made.classList.add("open");
  parts.reading.style.setProperty("--body", made.style.getPropertyValue("--body"));
  for (const mark of made.querySelectorAll("mark")) {
    const [scheme, code] = mark.dataset.m.split(/:(.*)/s);
    mark.removeAttribute("title");
    mark.tabIndex = 0;
    mark.classList.toggle("hit", scheme === state.look || Boolean(state.selection[scheme]?.includes(code)));
  }
  if (app.model.get("address")) made.querySelector(".id").href = app.address(data.pledges.id[i]);
  parts.reading.append(made.querySelector(".card").cloneNode(true));
  markFound(app, [...parts.list.querySelectorAll(".what > button > span, .open .here"), parts.reading.querySelector(".here")]);
}

function render({ model, el }) {
  const app = start(model);
  const { state, root, parts } = app;
  build(app);
  el.append(root);
  update(app);
  const renew = () => {
    Object.assign(app.data, load(model.get("payload")));
    parts.made.clear();
    app.ranks = null;
    app.follow();
  };
  // Several changes at once are one.
  let due;
  app.follow = () => (due ??= Promise.resolve().then(() => {
    due = null;
    update(app);
  }));
  const moved = async () => {
    await app.follow();
    if (state.pledge) parts.list.querySelector(".open")?.scrollIntoView({ block: "nearest" });
  };
  const heard = SYNCED.map((name) => [`change:${name}`, name === "pledge" ? moved : app.follow]);
  for (const [event, hear] of heard) model.on(event, hear);
  // Of a corpus in parts, another choice brings other pledges and counts.
  model.on("change:payload", renew);
  // On paper stands every pledge of the choice.
  const whole = () => {
    state.rows = Infinity;
    updateList(app);
  };
  addEventListener("beforeprint", whole);
  return () => {
    removeEventListener("beforeprint", whole);
    model.off("change:payload", renew);
    for (const [event, hear] of heard) model.off(event, hear);
    root.remove();
  };
}

export default { render };
