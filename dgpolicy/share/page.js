/* A shared page: follows its language, draws its charts, folds code, sorts tables. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Charts are drawn for a column of this width, or for a small screen.
  const NARROW = 720;
  const PRINT_WIDTH = 760;

  const draw = (plot, width) => {
    const { data, layout } = JSON.parse(plot.nextElementSibling.textContent);
    const font = { color: getComputedStyle(plot).color, ...layout.font };
    Object.assign(layout, { paper_bgcolor: "rgba(0,0,0,0)", autosize: !width, width, font });
    // A chart says itself what differs on a narrow page; a trace that has a type is whole.
    const small = plot.clientWidth < NARROW && layout.meta?.narrow;
    const traces = (small && small.data?.map((t, i) => (t.type ? t : { ...data[i], ...t }))) || data;
    const config = { displayModeBar: false, displaylogo: false, responsive: true };
    Plotly.react(plot, traces, { ...layout, ...(small && small.layout) }, config);
  };
  // Only what is seen is drawn: a chart of another language has no width yet.
  const drawn = (width) => {
    for (const plot of all(".chart .plot").filter((plot) => plot.clientWidth)) draw(plot, width);
  };
  dark.addEventListener("change", () => drawn());
  // Paper is light; explorers watch the class of the root for the theme.
  addEventListener("beforeprint", () => { root.classList.add("printing"); drawn(PRINT_WIDTH); });
  addEventListener("afterprint", () => { root.classList.remove("printing"); drawn(); });

  // The language of the root is that of all: what is said in others is hidden by the stylesheet.
  // It stands in the address, so that links between pages keep it.
  const known = new Set(all("[data-each] > [lang]").map((said) => said.lang));
  const buttons = all("button.switch[lang]");
  const turned = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", button.lang === root.lang);
    for (const link of known.size > 1 ? all('a[href*=".html"]') : []) {
      if (link.protocol === location.protocol) link.search = `lang=${root.lang}`;
    }
    document.title = all("h1").find((title) => title.clientWidth)?.innerText ?? document.title;
    drawn();
  };
  const wanted = new URLSearchParams(location.search).get("lang");
  if (known.has(wanted)) root.lang = wanted;
  turned();
  new MutationObserver(() => {
    history.replaceState(history.state, "", `?lang=${root.lang}${location.hash}`);
    turned();
  }).observe(root, { attributeFilter: ["lang"] });
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const step = all(".step").find((one) => one.getBoundingClientRect().bottom > 60);
      const before = step?.getBoundingClientRect().top;
      root.lang = button.lang;
      if (step) scrollBy({ top: step.getBoundingClientRect().top - before, behavior: "instant" });
    });
  }

  const codes = all("details.code");
  for (const button of codes.length ? all("button.codes") : []) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", open);
      for (const code of codes) code.open = open;
    });
  }

  // An answer table brings the ranks of its rows; elsewhere what a cell says is its rank.
  const rank = (row, at) =>
    row.dataset.k ? String(JSON.parse(row.dataset.k)[at]) : (row.cells[at]?.textContent.trim() ?? "");
  const number = (said) => Number(said.replace(/[,%\s]/g, "").replace("−", "-"));
  const missing = /^(?:–|<NA>|NaN|NaT|None)?$/;
  const sort = (table, head) => {
    const up = head.ariaSort !== "ascending";
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.ariaSort = null;
    head.ariaSort = up ? "ascending" : "descending";
    const collator = new Intl.Collator(root.lang, { numeric: true });
    const rows = [...table.tBodies[0].rows].map((row) => [row, rank(row, head.cellIndex)]);
    const order = ([, a], [, b]) => {
      if (missing.test(a) || missing.test(b)) return missing.test(a) - missing.test(b); // last, either way
      const [x, y] = [number(a), number(b)];
      return (up ? 1 : -1) * (Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y);
    };
    table.tBodies[0].append(...rows.sort(order).map(([row]) => row));
  };
  for (const table of all(".step table")) {
    const heads = table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [];
    const spanned = table.querySelector("[rowspan], [colspan]") || table.tBodies[0]?.rows.length < 3;
    for (const head of spanned ? [] : heads) {
      if (!head.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }
})();
