/* A page without a kernel: each data block becomes an explorer that can be linked to. */

function pageModel(values) {
  const listeners = new EventTarget();
  const changed = new Set();
  return {
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
      changed.add(name);
    },
    save_changes() {
      for (const name of changed) listeners.dispatchEvent(new Event(`change:${name}`));
      changed.clear();
    },
    on: (event, heard) => listeners.addEventListener(event, heard),
    off: (event, heard) => listeners.removeEventListener(event, heard),
  };
}

/* The choice and the pledge stand in the address, and an address that is opened sets them. */
function linked(model) {
  const address = model.get("address");
  // Browsers are slow to change an address, and refuse it to a page that does so too often.
  let late;
  const write = () => {
    const fragment = toFragment(model.get("selection"), model.get("pledge"));
    history.replaceState(history.state, "", fragment ? address + fragment : location.pathname + location.search);
  };
  const read = () => {
    if (!location.hash.startsWith(address)) return;
    const found = fromFragment(model.get("payload"), location.hash.slice(address.length));
    for (const [name, value] of Object.entries(found)) model.set(name, value);
    model.save_changes();
  };
  read();
  addEventListener("hashchange", read);
  for (const name of ["selection", "pledge"]) model.on(`change:${name}`, () => {
    clearTimeout(late);
    late = setTimeout(write, 50);
  });
}

const spoken = () => LANGUAGES.find((language) => LANG[language] === document.documentElement.lang);

for (const block of document.querySelectorAll("script[data-dgpolicy-explorer]")) {
  const table = block.previousElementSibling;
  const address = `#${encodeURIComponent(block.dataset.dgpolicyExplorer)}?`;
  const values = { selection: {}, pledge: "", address, ...JSON.parse(block.textContent) };
  // Its rows are its own table's, or, where that is empty, those of an English one of the page.
  const { id } = values.payload.pledges;
  const whole = [table, ...document.querySelectorAll(".dg-answers:lang(en):not(.dg-explorer *)")].map((each) => [...each.querySelectorAll("tbody tr")])
    .find((rows) => rows.length === id.length && rows[0]?.dataset.p === id[0]);
  values.payload.rows = (whole ?? []).map((row) => row.outerHTML);
  values.language = spoken() ?? values.language;
  values.turned = Boolean(document.querySelector(".switch[lang]"));
  const model = pageModel(values);
  linked(model);
  // The page's own switch turns its explorers too, and a page that is an explorer speaks its language.
  new MutationObserver(() => {
    if (spoken() === values.language) return;
    model.set("language", spoken());
    model.save_changes();
  }).observe(document.documentElement, { attributeFilter: ["lang"] });
  if (document.querySelector(".dg-page")) model.on("change:language", () => (document.documentElement.lang = LANG[values.language]));
  const el = document.createElement("div");
  render({ model, el });
  table.remove();
  block.after(el);
}
