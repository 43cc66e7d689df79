/* A shared page: follows its language, draws its charts, folds code, sorts tables. Before it stand
   ``wide``, the width that charts are made for, and ``sortable``, which sorts a table. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];

  // What other languages show is put together of pieces.
  const pieces = JSON.parse(document.querySelector("script#pieces").textContent);
  for (const held of all('script[type="text/pieces"]')) {
    held.parentElement.innerHTML = held.textContent.split(" ").map((at) => pieces[at]).join("");
  }

  // In a single file Plotly is packed: charts have their room before they are drawn.
  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed.textContent), (char) => char.charCodeAt(0));
    const whole = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
    packed.replaceWith(Object.assign(document.createElement("script"), { text: await whole.text() }));
    draw();
  };
  all('script[type="text/plain"]').forEach(unpack);

  // Only what is seen is drawn: a chart of another language has no width yet.
  const draw = (width) => {
    for (const plot of globalThis.Plotly ? all(".chart .plot").filter((plot) => plot.clientWidth) : []) {
      const { data, layout } = JSON.parse(plot.nextElementSibling.textContent);
      const font = { color: getComputedStyle(plot).color, ...layout.font };
      Object.assign(layout, { paper_bgcolor: "rgba(0,0,0,0)", autosize: !width, width, font });
      // A chart says itself what differs on a narrow page.
      const small = plot.clientWidth < wide && layout.meta?.narrow;
      const config = { displayModeBar: false, displaylogo: false, responsive: true };
      plot.style.minHeight = ""; // kept for the wide chart until one is drawn
      const shown = { ...layout, ...small?.layout };
      // Drawn at the widths of a screen, so that labels keep their room, and fitted to a page of A4 with what introduces them.
      plot.style.zoom = width ? Math.min(0.97, 800 / shown.height) : "";
      Plotly.react(plot, small?.data ?? data, shown, config);
    }
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
  // Paper is light; explorers watch the class of the root for the theme.
  addEventListener("beforeprint", () => { root.classList.add("printing"); draw(wide); });
  addEventListener("afterprint", () => { root.classList.remove("printing"); draw(); });

  // The language of the root is that of all: what is said in others is hidden by the stylesheet.
  // It stands in the address, so that links between pages keep it.
  const buttons = all("button.switch[lang]");
  const turned = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", button.lang === root.lang);
    for (const link of all('a[href*=".html"]')) {
      if (link.protocol === location.protocol) link.search = `lang=${root.lang}`;
    }
    document.title = all("h1").find((title) => title.clientWidth)?.innerText ?? document.title;
    draw();
  };
  // A link says the language, else the browser: the first of its reader's that the page has.
  // zh alone is the first of the two that are Chinese; a region says which.
  const there = all("[data-each] > [lang]").map((said) => said.lang);
  const spoken = navigator.languages
    .map((tag) => (tag.includes("-") ? new Intl.Locale(tag).maximize().baseName : tag));
  const wanted = new URLSearchParams(location.search).get("lang");
  const found = (wanted ? [wanted] : spoken)
    .map((asked) => there.find((lang) => lang.startsWith(asked) || asked.startsWith(lang)));
  root.lang = found.find(Boolean) ?? root.lang;
  turned();
  new MutationObserver(() => {
    history.replaceState(history.state, "", `?lang=${root.lang}${location.hash}`);
    turned();
  }).observe(root, { attributeFilter: ["lang"] });
  for (const button of buttons) {
    button.onclick = () => {
      const step = all(".step").find((one) => Math.round(one.getBoundingClientRect().bottom) > 0) ?? root;
      const before = step.getBoundingClientRect().top;
      root.lang = button.lang;
      scrollBy({ top: step.getBoundingClientRect().top - before, behavior: "instant" });
    };
  }

  const codes = all("details.code");
  for (const button of codes.length ? all("button.codes") : []) {
    button.hidden = false;
    button.onclick = () => {
      const open = button.ariaPressed !== "true";
      button.ariaPressed = open;
      for (const code of codes) code.open = open;
    };
  }

  // An explorer sorts its own.
  for (const table of all(".dg-answers:not(:has(+ script)) > table, .lines > table")) sortable(table);
})();
