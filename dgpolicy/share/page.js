/* A shared page: turns its language, draws its charts, folds code, sorts tables. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (element) => !element.closest("[hidden]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const papers = JSON.parse(getComputedStyle(root).getPropertyValue("--papers"));
  // Charts are drawn for a column of this width, or for a small screen.
  const NARROW = 720;
  const PRINT_WIDTH = 760;

  // Only what is seen is drawn: a chart of another language has no width yet.
  const draw = async (plot, paper, width) => {
    const { data, layout } = JSON.parse(plot.nextElementSibling.textContent);
    Object.assign(layout, { paper_bgcolor: "rgba(0,0,0,0)", autosize: !width, width });
    layout.font = { color: papers[paper].ink, ...layout.font };
    // A chart says itself what differs on a narrow page; a trace that has a type is whole.
    const small = plot.clientWidth < NARROW && layout.meta?.narrow;
    const traces = (small && small.data?.map((t, i) => (t.type ? t : { ...data[i], ...t }))) || data;
    const config = { displayModeBar: false, displaylogo: false, responsive: true };
    await Plotly.react(plot, traces, { ...layout, ...(small && small.layout) }, config);
  };
  const drawn = (width) => {
    const paper = dark.matches && !width ? "dark" : "light";
    for (const plot of all(".chart .plot").filter(shown)) draw(plot, paper, width);
  };
  dark.addEventListener("change", () => drawn());
  // Paper is light; explorers watch the class of the root for the theme.
  addEventListener("beforeprint", () => { root.classList.add("printing"); drawn(PRINT_WIDTH); });
  addEventListener("afterprint", () => { root.classList.remove("printing"); drawn(); });

  // The language stands in the address, so that links between pages keep it; explorers watch the root.
  const turn = (lang) => {
    const cell = all("main .step").find((one) => one.getBoundingClientRect().bottom > 0);
    const before = cell?.getBoundingClientRect().top;
    root.lang = lang;
    for (const part of all("[data-version]")) part.hidden = part.lang !== lang;
    for (const button of all(".switch[lang]")) button.setAttribute("aria-pressed", button.lang === lang);
    for (const link of all('a[href$=".html"], a[href*=".html#"], a[href*=".html?"]')) {
      if (link.protocol === location.protocol && link.host === location.host) link.search = `lang=${lang}`;
    }
    document.title = all("h1").find(shown)?.textContent ?? document.title;
    drawn();
    if (cell) scrollBy(0, cell.getBoundingClientRect().top - before);
  };
  for (const button of all(".switch[lang]")) {
    button.addEventListener("click", () => {
      history.replaceState(history.state, "", `?lang=${button.lang}${location.hash}`);
      turn(button.lang);
    });
  }
  const wanted = new URLSearchParams(location.search).get("lang");
  if (all(".switch[lang]").some((button) => button.lang === wanted)) turn(wanted);
  else drawn();

  const codes = all("details.code");
  for (const button of codes.length ? all(".switch.codes") : []) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", open);
      for (const code of codes) code.open = open;
    });
  }

  // An answer table brings the ranks of its rows; elsewhere what a cell says is its rank.
  const rank = (row, at) => String(row.dataset.k ? JSON.parse(row.dataset.k)[at] : row.cells[at]?.textContent.trim() ?? "");
  const missing = /^(?:–|<NA>|NaN|NaT|None)?$/;
  const number = (said) => (said ? Number(said.replace(/[,%\s]/g, "").replace("−", "-")) : NaN);
  const sort = (table, head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const collator = new Intl.Collator(root.lang, { numeric: true });
    const rows = [...table.tBodies[0].rows].map((row) => [row, rank(row, head.cellIndex)]);
    const order = ([, a], [, b]) => {
      if (missing.test(a) || missing.test(b)) return missing.test(a) - missing.test(b); // last, either way
      const [x, y] = [number(a), number(b)];
      return (up ? 1 : -1) * (Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y);
    };
    table.tBodies[0].append(...rows.sort(order).map(([row]) => row));
  };
  for (const table of all("main .step table")) {
    const heads = table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [];
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    const spanned = table.querySelector("tbody [rowspan], tbody [colspan], thead [colspan]");
    for (const head of rows.length < 3 || spanned ? [] : heads) {
      if (!head.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }
})();
