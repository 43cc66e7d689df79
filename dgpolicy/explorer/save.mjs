/* What a reader takes along: the choice as CSV or XLSX, the data package, the codebook. */

import { relabel } from "./parts.mjs";

/* The chosen pledges as rows of cells, the first of them the heads. A text that a spreadsheet would
   run as a formula is guarded by an apostrophe. */
function sheet({ data, name }, order) {
  const facets = [...data.facets.values()].filter((facet) => facet.id !== "mentioned");
  const coded = facets.map((of) => {
    const names = data.pledges.id.map(() => []);
    of.lists.forEach((list, c) => list.forEach((i) => names[i].push(name(of, c, "names"))));
    return names;
  });
  const { pledges, statements, payload } = data;
  const guard = (value) => (typeof value === "string" && payload.guarded.includes(value[0] ?? " ") ? `'${value}` : value ?? "");
  const head = ["pledge_id", ...facets.map((facet) => facet.id), "speaker", "speaker_title",
    "ordinal", "headline", "text", "horizon_from", "horizon_to", "targets", "start", "end"];
  const rows = order.map((i) => {
    const codes = coded.map((names) => names[i].join("; "));
    const s = pledges.statement[i];
    return [pledges.id[i], ...codes, statements.speaker[s], statements.speaker_title[s], pledges.ordinal[i],
      pledges.headline[i], data.text(i), pledges.horizon_from[i], pledges.horizon_to[i],
      data.goals[i].join("; "), pledges.start[i], pledges.end[i]].map(guard);
  });
  return [head, ...rows];
}

function csv(rows) {
  const lines = rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/* The least that Office Open XML (ECMA-376) asks of a workbook: one sheet, texts in their cells. */
function xlsx(rows) {
  const safe = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  const cell = (value) => (typeof value === "number" ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t xml:space="preserve">${safe(String(value))}</t></is></c>`);
  const open = "http://schemas.openxmlformats.org";
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const link = (to, kind) => `${xml}<Relationships xmlns="${open}/package/2006/relationships"><Relationship Id="r1" Type="${open}/officeDocument/2006/relationships/${kind}" Target="${to}"/></Relationships>`;
  return zip({
    "[Content_Types].xml": `${xml}<Types xmlns="${open}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/book.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/sheet.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    "_rels/.rels": link("book.xml", "officeDocument"),
    "_rels/book.xml.rels": link("sheet.xml", "worksheet"),
    "book.xml": `${xml}<workbook xmlns="${open}/spreadsheetml/2006/main" xmlns:r="${open}/officeDocument/2006/relationships"><sheets><sheet name="pledges" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "sheet.xml": `${xml}<worksheet xmlns="${open}/spreadsheetml/2006/main"><sheetData>${rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")}</sheetData></worksheet>`,
  });
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/* Files stored in a ZIP without compression (PKWARE APPNOTE 4.3), dated 1 January 1980. */
function zip(files) {
  const [parts, directory] = [[], []];
  let at = 0;
  const record = (signature, fields) => {
    const view = new DataView(new ArrayBuffer(fields.reduce((size, [bytes]) => size + bytes, 4)));
    view.setUint32(0, signature, true);
    fields.reduce((to, [bytes, value]) => (bytes === 4 ? view.setUint32(to, value, true) : view.setUint16(to, value, true), to + bytes), 4);
    return new Uint8Array(view.buffer);
  };
  for (const [path, text] of Object.entries(files)) {
    const [name, bytes] = [path, text].map((one) => new TextEncoder().encode(one));
    const crc = ~bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), -1) >>> 0;
    const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, crc], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
    const local = record(0x04034b50, about);
    directory.push(record(0x02014b50, [[2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    parts.push(local, name, bytes);
    at += local.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const n = directory.length / 2;
  return new Blob([...parts, ...directory, record(0x06054b50, [[2, 0], [2, 0], [2, n], [2, n], [4, size], [4, at], [2, 0]])]);
}

const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/* The data package and the codebook: they stand in a page, or the kernel has them. */
function files({ data: { payload }, model }) {
  if (payload.files) return payload.files;
  return new Promise((done) => {
    const heard = (content) => {
      model.off("msg:custom", heard);
      done((payload.files = content.files));
    };
    model.on("msg:custom", heard);
    model.send({ want: "files" });
  });
}

/* What can be taken along, by the key of its words: a file name and what makes its content. */
export const DOWNLOADS = {
  csv: ["pledges.csv", (app) => csv(sheet(app, app.order))],
  xlsx: ["pledges.xlsx", (app) => xlsx(sheet(app, app.order))],
  package: ["data.zip", async (app) => bytesOf((await files(app)).package)],
  codebook: ["codebook.csv", async (app) => new Response(new Blob([bytesOf((await files(app)).codebook)]).stream()
    .pipeThrough(new DecompressionStream("gzip"))).blob()],
};

export async function save(app, key) {
  const [download, make] = DOWNLOADS[key];
  const href = URL.createObjectURL(new Blob([await make(app)]));
  Object.assign(document.createElement("a"), { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/* The link that restores the choice, or where there is none the choice itself. */
export async function copy(app) {
  const { state, parts, say } = app;
  const text = app.linked ? new URL(app.address(state.pledge), location.href).href : JSON.stringify(state.selection);
  Object.assign(parts.copied, { value: text, hidden: false });
  parts.copied.select();
  try {
    await navigator.clipboard.writeText(text);
    parts.copy.firstChild.textContent = say("copied");
    setTimeout(() => relabel(app, parts.copy), 2000);
  } catch {
    // Without leave to use the clipboard the text stands selected, ready to be copied by hand.
  }
}
