/* Small parts: making elements, the tooltip, moving by arrow keys, and the found words. */

function make(tag, attributes = {}, ...children) {
  const [name, className] = tag.split(".");
  const node = document.createElement(name);
  if (className) node.className = className;
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node[key] = value;
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/* The children of a box; where they are those that it has, they keep the focus. */
function fill(box, nodes) {
  const same = nodes.length === box.children.length && nodes.every((node, k) => node === box.children[k]);
  if (!same) box.replaceChildren(...nodes);
}

/* What a value or a key is called, as an element that changes with the language. */
const named = (app, of, c) => make("span", { "data-f": of.id, "data-c": of.codes[c] }, app.name(of, c));
const worded = (app, key) => make("span", { "data-w": key }, app.say(key));

function relabel(app, node) {
  for (const one of node.querySelectorAll("[data-w]")) one.textContent = app.say(one.dataset.w);
  for (const one of node.querySelectorAll("[data-f]")) {
    const of = app.data.facets.get(one.dataset.f);
    one.textContent = app.name(of, of.at.get(one.dataset.c));
  }
}

/* One stop of the Tab key for many elements; the arrow keys go from one to the next. */
function rove(box, selector) {
  box.addEventListener("keydown", (event) => {
    const all = [...box.querySelectorAll(selector)];
    const at = all.indexOf(event.target.closest(selector));
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    stop(all, all[to] ?? all[at]).focus();
  });
  return box;
}

function stop(all, here = all[0]) {
  for (const node of all) node.tabIndex = node === here ? 0 : -1;
  return here;
}

/* The tooltip: it lies in the top layer, over everything, and says only what it points at. */
function tooltip(app) {
  const tip = make("div.tip", { role: "tooltip", popover: "manual", id: `dg-tip-${performance.now()}` });
  let spot;
  const hide = () => {
    spot?.removeAttribute("aria-describedby");
    spot = null;
    tip.togglePopover(false);
  };
  const show = (target) => {
    const said = target.matches("mark") ? explainMarks(app, target) : explain(app, target);
    if (!said.length) return;
    spot = target;
    tip.replaceChildren(...said);
    target.setAttribute("aria-describedby", tip.id);
    tip.showPopover();
    // Beside a value of a facet, below all else, or above where there is no room.
    const [{ left, right, top, bottom }, { width, height }] = [target.getBoundingClientRect(), tip.getBoundingClientRect()];
    const beside = target.matches(".value") && right + width < innerWidth;
    const under = bottom + height < innerHeight ? bottom : top - height;
    tip.style.left = `${beside ? right : Math.max(0, Math.min(left, innerWidth - width))}px`;
    tip.style.top = `${Math.max(0, beside ? Math.min(top, innerHeight - height) : under)}px`;
  };
  const point = ({ target }) => {
    const found = target.closest("[data-codes], [data-i], [data-m], td [data-f]");
    if (found === spot) return;
    hide();
    if (found) show(found);
  };
  for (const event of ["pointerover", "focusin"]) app.root.addEventListener(event, point);
  for (const event of ["pointerleave", "focusout", "pointerdown"]) app.root.addEventListener(event, hide);
  app.root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return tip;
}

/* The codes that an element stands for, as pairs of a facet and a place in it. */
const codesOf = (app, node) => node.dataset.codes.split(" ").map((pair) => {
  const [id, c] = pair.split(".");
  return [app.data.facets.get(id), Number(c)];
});

/* What a mark is, then what the marks around it are. */
const explainMarks = (app, mark) => mark ? [...explain(app, mark), ...explainMarks(app, mark.parentElement.closest("mark"))] : [];

function explain(app, { dataset }) {
  const { data, say, sets, state } = app;
  if (dataset.i) return [make("b", {}, app.headline(dataset.i)), make("span", {}, app.name(data.bodies, data.pledges.organisation[dataset.i]))];
  let codes;
  if (dataset.codes) codes = codesOf(app, { dataset });
  else {
    const [id, code] = dataset.m?.split(/:(.*)/s) ?? [dataset.f, dataset.c];
    if (id === "term") return [make("span", {}, data.terms[code][LANGUAGES.indexOf(state.language)])];
    const of = data.facets.get(id === "organisation" && dataset.m ? "mentioned" : id);
    if (!of) return [make("b", {}, say(id))];
    codes = of.at.has(code) ? [[of, of.at.get(code)]] : [];
  }
  const said = codes.map(([of, c]) => make("b", {}, [...new Set([app.name(of, c, "names"), ...of.names[c]])].join(" · ")));
  if (codes.length === 1) said.push(make("span", {}, codes[0][0].about[codes[0][1]][LANGUAGES.indexOf(state.language)] ?? ""));
  if ("crossed" in dataset) {
    const set = codes.reduce((left, [of, c]) => within(left, of.lists[c]), sets.all);
    said.push(make("span", {}, `${say("n_pledges", { n: total(set) })} ${app.base()}`));
    said.push(...app.order.filter((i) => set[i]).slice(0, 3).map((i) => make("q", {}, app.headline(i))));
  }
  return said.filter((node) => node.textContent);
}

/* The words that were looked for, marked where they stand, without touching the text. */
function markFound(app, nodes) {
  if (!globalThis.Highlight) return;
  if (!CSS.highlights.has("dg-found")) CSS.highlights.set("dg-found", new Highlight());
  const marked = CSS.highlights.get("dg-found");
  for (const range of app.found ?? []) marked.delete(range);
  app.found = [];
  const wanted = [...app.data.fold(app.state.selection.text ?? "")];
  for (const node of wanted.length ? nodes : []) {
    const places = [];
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      let at = 0;
      for (const char of texts.currentNode.data)
        places.push({ char: app.data.fold(char), text: texts.currentNode, start: at, end: (at += char.length) });
    }
    places.forEach((first, k) => {
      if (!wanted.every((char, j) => places[k + j]?.char === char)) return;
      const [range, last] = [new Range(), places[k + wanted.length - 1]];
      range.setStart(first.text, first.start);
      range.setEnd(last.text, last.end);
      marked.add(range);
      app.found.push(range);
    });
  }
}
