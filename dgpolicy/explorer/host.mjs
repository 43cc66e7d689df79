/* A page without a kernel: each data block becomes an explorer that can be linked to. */

function pageModel(values, address) {
  const listeners = new Map();
  const changed = new Set();
  // Browsers are slow to change an address, and refuse it to a page that does so too often.
  let late;
  const write = () => history.replaceState(history.state, "", values.fragment ? address + values.fragment : location.pathname + location.search);
  const model = {
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
      changed.add(name);
    },
    save_changes() {
      const names = [...changed];
      changed.clear();
      for (const name of names) for (const heard of listeners.get(`change:${name}`) ?? []) heard();
      if (!names.includes("fragment")) return;
      clearTimeout(late);
      late = setTimeout(write, 50);
    },
    on: (event, heard) => listeners.set(event, [...(listeners.get(event) ?? []), heard]),
    off: (event, heard) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== heard)),
  };
  const restore = () => (location.hash.startsWith(address) ? location.hash.slice(address.length) : "");
  values.fragment = restore();
  addEventListener("hashchange", () => {
    if (!location.hash.startsWith(address)) return;
    model.set("fragment", restore());
    model.save_changes();
  });
  return model;
}

const spoken = () => LANGUAGES.find((language) => LANG[language] === document.documentElement.lang);

for (const block of document.querySelectorAll("script[data-dgpolicy-explorer]")) {
  const address = `#${encodeURIComponent(block.dataset.dgpolicyExplorer)}?`;
  const values = { selection: {}, pledge: "", address, ...JSON.parse(block.textContent) };
  values.payload.rows = [...block.previousElementSibling.querySelectorAll("tbody tr")].map((row) => row.outerHTML);
  const model = pageModel(values, address);
  // The page's own switch turns its explorers too.
  const turn = () => {
    if (spoken() === values.language) return;
    model.set("language", spoken());
    model.save_changes();
  };
  new MutationObserver(turn).observe(document.documentElement, { attributeFilter: ["lang"] });
  if (spoken()) values.language = spoken();
  values.turned = Boolean(document.querySelector(".switch[lang]"));
  // A page that is an explorer speaks its language.
  if (document.querySelector(".dg-page")) model.on("change:language", () => (document.documentElement.lang = LANG[values.language]));
  const el = document.createElement("div");
  render({ model, el });
  block.previousElementSibling.remove();
  block.after(el);
}
