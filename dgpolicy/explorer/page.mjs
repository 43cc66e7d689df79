/* Making elements, marking words, mixing colours, and plotly.js once a page. */

export function make(tag, properties = {}, ...children) {
  const { dataset = {}, aria = {}, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, dataset);
  for (const [key, value] of Object.entries(aria))
    node.setAttribute(key === "role" ? key : `aria-${key}`, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function draw(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/* A stretch of a document with its marks: cut at every edge, each piece inside all its marks. */
export function marked(text, from, to, marks, look) {
  const inside = marks.filter((mark) => mark.end > from && mark.start < to);
  const cuts = new Set([from, to]);
  for (const mark of inside) {
    if (mark.start > from) cuts.add(mark.start);
    if (mark.end < to) cuts.add(mark.end);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const made = document.createDocumentFragment();
  for (let k = 0; k + 1 < edges.length; k++) {
    let piece = document.createTextNode(text.slice(edges[k], edges[k + 1]));
    for (const mark of inside.filter((one) => one.start <= edges[k] && one.end > edges[k]).reverse())
      piece = look(mark, piece, mark.start === edges[k]);
    made.append(piece);
  }
  return made;
}

/* The width of a text in the fonts that the root has now: of no use before it stands in a page. */
export function ruler(root, size = "12.5px") {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${size} ${getComputedStyle(root).fontFamily || "sans-serif"}`;
  const known = new Map();
  return (text) => {
    if (!known.has(text)) known.set(text, pen.measureText(text).width);
    return known.get(text);
  };
}

export function mix(a, b, share) {
  const parts = [1, 3, 5].map((at) =>
    Math.round(parseInt(a.slice(at, at + 2), 16) * share + parseInt(b.slice(at, at + 2), 16) * (1 - share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const luminance = (hex) =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
export const inkOn = (hex) => (luminance(hex) > 0.179 ? "#000000" : "#ffffff");

// Plotly.js.

const CACHE = Symbol.for("dgpolicy.plotly");

export function plotly(model) {
  if (globalThis.Plotly?.react) return Promise.resolve(globalThis.Plotly);
  globalThis[CACHE] ??= fetchPlotly(model).catch((error) => {
    delete globalThis[CACHE];
    throw error;
  });
  return globalThis[CACHE];
}

async function fetchPlotly(model) {
  const packed = await new Promise((resolve, reject) => {
    const heard = (content, buffers) => {
      if (content?.have !== "plotly") return;
      clearTimeout(late);
      model.off("msg:custom", heard);
      resolve(buffers[0]);
    };
    const late = setTimeout(() => {
      model.off("msg:custom", heard);
      reject(new Error("plotly.js did not come"));
    }, 30000);
    model.on("msg:custom", heard);
    model.send({ want: "plotly" });
  });
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).text();
  // A loader such as require.js must not take the script for its own, nor a global stay behind.
  const event = `dgpolicy-plotly-${Math.random()}`;
  const wrapped = [`(() => { const had = Object.hasOwn(globalThis, "Plotly"), was = globalThis.Plotly;
    const module = { exports: {} }; let define, exports;\n`, source,
    `\n; if (had) globalThis.Plotly = was; else delete globalThis.Plotly;
    dispatchEvent(new CustomEvent("${event}", { detail: module.exports })); })();`];
  const url = URL.createObjectURL(new Blob(wrapped, { type: "text/javascript" }));
  try {
    return await new Promise((resolve, reject) => {
      addEventListener(event, ({ detail }) => resolve(detail), { once: true });
      const script = make("script", { src: url, onerror: () => reject(new Error("plotly.js did not run")) });
      document.head.append(script);
      script.remove();
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
