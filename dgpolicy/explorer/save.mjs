/* What a reader takes along: the choice as CSV or XLSX, the data package, the codebook. */

/* The chosen pledges as rows of cells, the first of them the heads. A text that a spreadsheet would
   run as a formula is guarded by an apostrophe. */
function sheet({ data, name, order }) {
  const { pledges, statements, guarded } = data;
  const columns = { pledge_id: pledges.id };
  for (const of of data.facets.values()) {
    const names = pledges.id.map(() => []);
    of.lists.forEach((list, c) => list.forEach((i) => names[i].push(name(of, c, "names"))));
    columns[of.id] = names.map((each) => each.join("; "));
  }
  delete columns.mentioned;
  for (const key of ["speaker", "speaker_title"]) columns[key] = pledges.statement.map((s) => statements[key][s]);
  for (const key of ["ordinal", "headline", "text", "horizon_from", "horizon_to", "targets", "start", "end"])
    columns[key] = pledges[key];
  const guard = (value) => (typeof value === "string" && guarded.includes(value[0] ?? " ") ? `'${value}` : value ?? "");
  return [Object.keys(columns), ...order.map((i) => Object.values(columns).map((column) => guard(column[i])))];
}

function csv(rows) {
  const lines = rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/* The least that Office Open XML (ECMA-376) asks of a workbook: one sheet, texts in their cells. */
function xlsx(rows) {
  const safe = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>]/g, (c) => `&#${c.charCodeAt()};`);
  const cell = (value) => (typeof value === "number" ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t xml:space="preserve">${safe(value)}</t></is></c>`);
  const open = "http://schemas.openxmlformats.org";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const link = (to, kind) => `<Relationships xmlns="${open}/package/2006/relationships"><Relationship Id="r1" Type="${open}/officeDocument/2006/relationships/${kind}" Target="${to}"/></Relationships>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${open}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/book.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/sheet.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    "_rels/.rels": link("book.xml", "officeDocument"),
    "_rels/book.xml.rels": link("sheet.xml", "worksheet"),
    "book.xml": `<workbook xmlns="${open}/spreadsheetml/2006/main" xmlns:r="${open}/officeDocument/2006/relationships"><sheets><sheet name="pledges" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "sheet.xml": `<worksheet xmlns="${open}/spreadsheetml/2006/main"><sheetData>${rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")}</sheetData></worksheet>`,
  });
}

/* XML files as a ZIP (PKWARE APPNOTE 4.3), dated 1 January 1980. What gzip makes of a file holds all
   that an entry needs: ten bytes of its own, the deflated file, its CRC-32 and its size. */
async function zip(files) {
  const [parts, directory] = [[], []];
  const record = (...pairs) => new Uint8Array(pairs.flatMap(([size, value]) => Array.from({ length: size }, (_, k) => (value >>> (8 * k)) & 255)));
  const size = (blobs) => blobs.reduce((sum, { length }) => sum + length, 0);
  for (const [path, text] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const stream = new Blob(['<?xml version="1.0" encoding="UTF-8"?>', text]).stream().pipeThrough(new CompressionStream("gzip"));
    const packed = new Uint8Array(await new Response(stream).arrayBuffer());
    const [data, crc, length] = [packed.slice(10, -8), ...new Uint32Array(packed.slice(-8).buffer)];
    const about = [[2, 20], [2, 0x800], [2, 8], [2, 0], [2, 33], [4, crc], [4, data.length], [4, length], [2, name.length], [2, 0]];
    directory.push(record([4, 0x02014b50], [2, 20], ...about, [6, 0], [4, 0], [4, size(parts)]), name);
    parts.push(record([4, 0x04034b50], ...about), name, data);
  }
  const n = Object.keys(files).length;
  return new Blob([...parts, ...directory, record([4, 0x06054b50], [4, 0], [2, n], [2, n], [4, size(directory)], [4, size(parts)], [2, 0])]);
}

const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt());

/* The data package and the codebook: they stand in a page, or the kernel has them. */
const files = ({ data, model }) => data.files ?? new Promise((done) => {
  model.on("msg:custom", ({ files }) => done((data.files = files)));
  model.send({ want: "files" });
});

/* What can be taken along, by the key of its words: a file name and what makes its content. */
const DOWNLOADS = {
  csv: ["pledges.csv", (app) => csv(sheet(app))],
  xlsx: ["pledges.xlsx", (app) => xlsx(sheet(app))],
  package: ["data.zip", async (app) => bytesOf((await files(app)).package)],
  codebook: ["codebook.csv", async (app) => new Response(new Blob([bytesOf((await files(app)).codebook)]).stream()
    .pipeThrough(new DecompressionStream("gzip"))).blob()],
};

async function save(app, key) {
  const [download, make] = DOWNLOADS[key];
  const href = URL.createObjectURL(new Blob([await make(app)]));
  Object.assign(document.createElement("a"), { href, download }).click();
}

/* The link that restores the choice; without leave to use the clipboard the browser shows it. */
async function copy(app) {
  const { href } = new URL(app.address(app.state.pledge), location.href);
  const copied = await navigator.clipboard?.writeText(href).then(() => true, () => false);
  if (!copied) return prompt(app.say("link"), href);
  app.parts.copy.firstChild.textContent = app.say("copied");
}
