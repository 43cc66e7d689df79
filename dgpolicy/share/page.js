/* A shared page: draws its charts, in the reader's theme and on paper; folds code; sorts tables. */
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const lines = getComputedStyle(document.documentElement);
  const papers = JSON.parse(lines.getPropertyValue("--papers"));
  // Charts are drawn for a column of this width, or for a small screen.
  const NARROW = 720;
  const PRINT_WIDTH = 760;

  const charts = [...document.querySelectorAll(".chart")].map((figure) => {
    const text = figure.querySelector("script").textContent;
    const plot = figure.querySelector(".plot");
    const draw = async (paper, width) => {
      const { data, layout } = JSON.parse(text);
      layout.paper_bgcolor = "rgba(0,0,0,0)";
      layout.font = { color: papers[paper].ink, ...layout.font };
      layout.autosize = !width;
      layout.width = width;
      const config = { displayModeBar: false, displaylogo: false, responsive: true };
      // A chart says itself what differs on a narrow page; a trace that has a type is whole.
      const small = plot.clientWidth < NARROW && layout.meta?.narrow;
      const shown = (small && small.data?.map((t, i) => (t.type ? t : { ...data[i], ...t }))) || data;
      await Plotly.react(plot, shown, { ...layout, ...(small && small.layout) }, config);
    };
    return { plot, draw };
  });
  const drawn = (width) => {
    const paper = dark.matches && !width ? "dark" : "light";
    for (const { draw } of charts) draw(paper, width);
  };
  drawn();
  dark.addEventListener("change", () => drawn());
  // Paper is light; explorers watch the class of the root for the theme.
  const root = document.documentElement;
  addEventListener("beforeprint", () => {
    root.classList.add("printing");
    drawn(PRINT_WIDTH);
  });
  addEventListener("afterprint", () => {
    root.classList.remove("printing");
    drawn();
  });

  const codes = document.querySelectorAll("details.code");
  const show = document.getElementById("show-code");
  if (show && codes.length) {
    show.hidden = false;
    show.addEventListener("click", () => {
      const open = show.getAttribute("aria-pressed") !== "true";
      show.setAttribute("aria-pressed", open);
      for (const code of codes) code.open = open;
    });
  }

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (row, at) => row.cells[at]?.textContent.trim() ?? "";
  const number = (text) => Number(text.replace(/[,%\s]/g, "").replace("−", "-"));
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y;
  };
  const sort = (table, head) => {
    const body = table.tBodies[0];
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const at = head.cellIndex;
    const filled = (row) => !["", "–"].includes(value(row, at));
    const rows = [...body.rows].sort((a, b) => {
      if (filled(a) !== filled(b)) return filled(a) ? -1 : 1;
      return (up ? 1 : -1) * compare(value(a, at), value(b, at));
    });
    body.append(...rows);
  };
  for (const table of document.querySelectorAll(".result table, .prose table")) {
    const heads = table.tHead?.rows[table.tHead.rows.length - 1]?.cells;
    const spanned = table.querySelector("tbody [rowspan], tbody [colspan]");
    if (!heads || spanned || (table.tBodies[0]?.rows.length ?? 0) < 3) continue;
    for (const head of heads) {
      if (!head.textContent.trim() || head.colSpan > 1) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.title = show?.dataset.sort ?? "";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }
})();
