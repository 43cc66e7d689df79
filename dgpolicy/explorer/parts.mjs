/* Small parts: making elements, the tooltip, moving by arrow keys, and the found words. */

import { total, within } from "./data.mjs";

export function make(tag, attributes = {}, ...children) {
  const [name, className] = tag.split(".");
  const node = document.createElement(name);
  if (className) node.className = className;
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node[key] = value;
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/* What a value is called, as an element that changes with the language. */
export const named = (app, of, c) => make("span", { "data-f": of.id, "data-c": of.codes[c] }, app.name(of, c));
export const worded = (app, key) => make("span", { "data-w": key }, app.say(key));

export function relabel(app, node) {
  for (const one of node.querySelectorAll("[data-w]")) one.textContent = app.say(one.dataset.w);
  for (const one of node.querySelectorAll("[data-f]")) {
    const of = app.data.facets.get(one.dataset.f);
    one.textContent = app.name(of, of.at.get(one.dataset.c));
  }
}

/* One stop of the Tab key for many elements; the arrow keys go from one to the next. */
export function rove(box, selector) {
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    const all = step ? [...box.querySelectorAll(selector)] : [];
    const at = all.indexOf(event.target.closest(selector));
    if (at < 0) return;
    event.preventDefault();
    stop(all, all[Math.max(0, Math.min(all.length - 1, at + step))]).focus();
  });
}

export function stop(all, here = all[0]) {
  for (const node of all) node.tabIndex = node === here ? 0 : -1;
  return here;
}

// The tooltip: it lies in the top layer, over everything, and says only what it points at.

export function tooltip(app) {
  const tip = make("div.tip", { role: "tooltip", popover: "manual", id: `dg-tip-${Math.random().toString(36).slice(2)}` });
  let spot = null;
  let late;
  const hide = () => {
    clearTimeout(late);
    spot?.removeAttribute("aria-describedby");
    spot = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const show = (target) => {
    const said = explain(app, target);
    if (!said.length) return;
    spot = target;
    tip.replaceChildren(...said);
    target.setAttribute("aria-describedby", tip.id);
    tip.showPopover();
    const [box, { offsetWidth: w, offsetHeight: h }] = [target.getBoundingClientRect(), tip];
    const beside = target.matches(".value") && box.right + w + 12 < innerWidth;
    const below = box.bottom + h + 10 < innerHeight || box.top < h + 10;
    const left = beside ? box.right + 8 : Math.min(box.left, innerWidth - w - 8);
    const top = beside ? Math.min(box.top, innerHeight - h - 8) : below ? box.bottom + 6 : box.top - h - 6;
    Object.assign(tip.style, { left: `${Math.max(4, left)}px`, top: `${Math.max(4, top)}px` });
  };
  const point = ({ target, type }) => {
    const found = target.closest?.("[data-codes], [data-i], [data-m], td [data-f]");
    if (found === spot) return;
    hide();
    if (found && app.root.contains(found)) late = setTimeout(show, type === "focusin" ? 0 : 120, found);
  };
  app.root.addEventListener("pointerover", point);
  app.root.addEventListener("focusin", point);
  app.root.addEventListener("pointerleave", hide);
  app.root.addEventListener("focusout", hide);
  app.root.addEventListener("pointerdown", hide);
  app.root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return tip;
}

/* The codes that an element stands for, as pairs of a facet and a place in it. */
export const codesOf = (app, node) => (node.dataset.codes ?? "").split(" ").filter(Boolean).map((pair) => {
  const [id, c] = pair.split(".");
  return [app.data.facets.get(id), Number(c)];
});

function explain(app, spot) {
  const { data, say } = app;
  if (spot.dataset.i) {
    const i = Number(spot.dataset.i);
    const body = data.facets.get("organisation");
    return [make("b", {}, app.headline(i)), make("span", {}, app.name(body, data.body[i]))];
  }
  let codes = codesOf(app, spot);
  if (!codes.length) {
    const [id, code] = spot.dataset.m?.split(/:(.*)/s) ?? [spot.dataset.f, spot.dataset.c];
    const of = data.facets.get(id === "organisation" && spot.dataset.m ? "mentioned" : id);
    if (!of) return [make("b", {}, say(id))];
    codes = of.at.has(code) ? [[of, of.at.get(code)]] : [];
  }
  const said = codes.flatMap(([of, c]) => [
    make("b", {}, [...new Set([app.name(of, c, "names"), ...of.names[c]])].join(" · ")),
    of.about[c] && codes.length === 1 ? make("span", { lang: "en" }, of.about[c]) : null,
  ]);
  if (spot.dataset.codes && !spot.matches(".value")) {
    const set = codes.reduce((left, [of, c]) => within(left, of.lists[c]), app.sets.all);
    const first = app.order.filter((i) => set[i]).slice(0, 3);
    said.push(make("span", {}, `${say("n_pledges", { n: total(set) })} ${app.base()}`), ...first.map((i) => make("q", {}, app.headline(i))));
  }
  return said.filter(Boolean);
}

// The words that were looked for, marked where they stand, without touching the text.

const FOUND = "dg-found";

export function markFound(app, nodes) {
  if (!globalThis.Highlight) return;
  if (!CSS.highlights.has(FOUND)) CSS.highlights.set(FOUND, new Highlight());
  const marked = CSS.highlights.get(FOUND);
  for (const range of app.found ?? []) marked.delete(range);
  app.found = [];
  const wanted = [...app.data.fold(app.state.selection.text ?? "")];
  if (!wanted.length) return;
  for (const node of nodes) {
    const [chars, places] = [[], []];
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      let at = 0;
      for (const char of texts.currentNode.data) {
        chars.push(char);
        places.push([texts.currentNode, at, (at += char.length)]);
      }
    }
    const folded = [...app.data.fold(chars.join(""))];
    for (let k = 0; k + wanted.length <= folded.length; k++) {
      if (!wanted.every((char, j) => folded[k + j] === char)) continue;
      const range = new Range();
      range.setStart(places[k][0], places[k][1]);
      range.setEnd(places[k + wanted.length - 1][0], places[k + wanted.length - 1][2]);
      marked.add(range);
      app.found.push(range);
    }
  }
}
