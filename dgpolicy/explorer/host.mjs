/* A page without a kernel: each data block becomes an explorer that can be linked to. */

const spoken = () => LANGUAGES.find((language) => LANG[language] === document.documentElement.lang);

function pageModel(values) {
  const model = new EventTarget();
  const { addEventListener: on, removeEventListener: off } = model;
  const set = (name, value) => {
    values[name] = value;
    model.dispatchEvent(new Event(`change:${name}`));
  };
  return Object.assign(model, { get: (name) => values[name], set, save_changes() {}, on, off });
}

/* The choice and the pledge stand in the address, and an address that is opened sets them. */
function linked(model) {
  const [{ facets, pledges }, address] = [model.get("payload"), model.get("address")];
  const read = () => {
    if (!location.hash.startsWith(address)) return;
    const query = new URLSearchParams(location.hash.slice(address.length));
    const choices = facets.map(({ id, codes }) => [id, id === "mentioned" ? [] : query.getAll(id).filter((code) => codes.includes(code))]);
    const selection = [...choices, ["text", query.get("text") ?? ""]].filter(([, codes]) => codes.length);
    model.set("selection", Object.fromEntries(selection));
    model.set("pledge", pledges.id.find((id) => id === query.get("pledge")) ?? "");
  };
  read();
  addEventListener("hashchange", read);
  // Browsers are slow to change an address, and refuse it to a page that does so too often: any
  // short while that lies between two letters typed in haste will do.
  let late;
  const write = () => {
    const fragment = toFragment(model.get("selection"), model.get("pledge"));
    history.replaceState(history.state, "", fragment ? address + fragment : location.pathname + location.search);
  };
  for (const name of ["selection", "pledge"]) model.on(`change:${name}`, () => {
    clearTimeout(late);
    late = setTimeout(write, 50);
  });
}

for (const block of document.querySelectorAll("script[data-dgpolicy-explorer]")) {
  const own = block.previousElementSibling;
  const table = own ?? document.querySelector(`div[data-rows="${block.dataset.rows}"]`);
  const address = `#${encodeURIComponent(block.dataset.dgpolicyExplorer)}?`;
  const turned = Boolean(document.querySelector(".switch[lang]"));
  const values = { selection: {}, pledge: "", address, turned, ...JSON.parse(block.textContent) };
  values.payload.rows = [...table.querySelectorAll("tbody tr")].map((row) => row.outerHTML);
  values.language = spoken() ?? values.language;
  const model = pageModel(values);
  linked(model);
  // The page's own switch turns its explorers too, and a page that is an explorer speaks its language.
  new MutationObserver(() => spoken() !== values.language && model.set("language", spoken()))
    .observe(document.documentElement, { attributeFilter: ["lang"] });
  if (document.querySelector(".dg-page")) model.on("change:language", () => (document.documentElement.lang = LANG[values.language]));
  const el = document.createElement("div");
  render({ model, el });
  own?.remove();
  block.after(el);
}
