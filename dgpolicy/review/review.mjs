/* One review in the anywidget front-end module form, with the small parts of the explorer. It
   shows what the model holds, sends what was pressed for which sentence, and decides nothing. */

const KEYS = { a: "accept", r: "reject", j: "join", s: "split", c: "recode", u: "undo", l: "later" };

function render({ model, el }) {
  const words = model.get("words");
  const parts = Object.fromEntries(["progress", "card", "codes", "note"].map((name) => [name, make(`div.${name}`)]));
  let at; // the clause that is split off, or that a code rests on

  const send = (decision, code = "") => model.send({ sentence: model.get("shown").sentence, decision, code, at });
  const open = (wanted) => {
    parts.codes.hidden = !wanted || !parts.codes.children.length;
    if (parts.codes.hidden) root.focus({ preventScroll: true });
    else stop([...parts.codes.querySelectorAll("button")]).focus();
  };
  const act = (decision) => (decision === "recode" ? open(parts.codes.hidden) : send(decision));
  const clauses = () => [...parts.card.querySelectorAll("[data-at]")];
  const choose = (clause) => {
    at = clause && Number(clause.dataset.at);
    for (const each of clauses()) each.classList.toggle("at", each === clause);
  };

  const buttons = Object.entries(KEYS).map(([key, decision]) => make("button", { type: "button", "data-decision": decision,
    "aria-keyshortcuts": key, onclick: () => act(decision) }, make("kbd", {}, key.toUpperCase()), words[decision]));
  // JupyterLab would take letters for itself.
  const root = make("section", { class: "dg dg-review", lang: words.lang, tabindex: 0, "aria-label": words.review, "data-lm-suppress-shortcuts": true },
    parts.progress, parts.card, make("div.keys", { role: "group" }, buttons), rove(parts.codes, "button"), parts.note);
  parts.note.setAttribute("role", "status");
  parts.card.setAttribute("aria-live", "polite");
  parts.card.addEventListener("click", ({ target }) => choose(target.closest("[data-at]") ?? clauses().find((each) => each.matches(".at"))));
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    // With an input method on, the key is known by its place alone.
    const key = (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace("Key", "")).toLowerCase();
    const step = parts.codes.contains(event.target) ? 0 : { arrowleft: -1, arrowright: 1 }[key];
    if (key === "escape") open(false);
    else if (KEYS[key]) act(KEYS[key]);
    else if (step) {
      const all = clauses();
      choose(all[Math.max(0, Math.min(all.length - 1, all.findIndex((each) => each.matches(".at")) + step))]);
    } else return;
    event.preventDefault();
  });

  const show = () => {
    const shown = model.get("shown");
    parts.progress.textContent = shown.progress;
    parts.note.textContent = shown.note;
    parts.card.innerHTML = shown.card; // made and escaped in Python
    choose(clauses().find((each) => Number(each.dataset.at) === shown.at));
    parts.codes.replaceChildren(...shown.codes.map(([variable, name, codes]) => make("p", { role: "group", "aria-label": name }, make("b", {}, name),
      codes.map(([code, label, now]) => make("button", { type: "button", "aria-pressed": String(now), onclick: () => send(variable, code) }, label)))));
    if (!parts.codes.hidden) open(false);
    for (const button of buttons) button.disabled = !shown.sentence && button.dataset.decision !== "undo";
  };
  parts.codes.hidden = true;
  model.on("change:shown", show);
  show();
  el.append(root);
  return () => model.off("change:shown", show);
}

export default { render };
