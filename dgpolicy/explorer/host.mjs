/* A page without a kernel: each data block becomes an explorer that can be linked to. */

function pageModel(values, address) {
  const listeners = new Map();
  const changed = new Set();
  // Browsers are slow to change an address, and refuse it to a page that does so too often.
  let late;
  const write = () => {
    const here = values.fragment ? address + values.fragment : location.pathname + location.search;
    history.replaceState(history.state, "", here);
  };
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
  const restore = () => {
    if (!location.hash.startsWith(address)) return;
    model.set("fragment", location.hash.slice(address.length));
    model.save_changes();
  };
  values.fragment = location.hash.startsWith(address) ? location.hash.slice(address.length) : "";
  addEventListener("hashchange", restore);
  return model;
}

for (const block of document.querySelectorAll("script[data-dgpolicy-explorer]")) {
  const address = `#${encodeURIComponent(block.dataset.dgpolicyExplorer)}?`;
  const el = document.createElement("div");
  block.after(el);
  render({ model: pageModel({ selection: {}, pledge: "", ...JSON.parse(block.textContent), address }, address), el });
}
