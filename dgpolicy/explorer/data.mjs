/* The payload as sets of pledges, and what a choice leaves of them. */

// Sets of pledges, as bits.

const emptySet = (n) => new Uint32Array((n + 31) >>> 5);
const add = (set, i) => (set[i >>> 5] |= 1 << (i & 31));
export const has = (set, i) => (set[i >>> 5] >>> (i & 31)) & 1;

function fullSet(n) {
  const set = emptySet(n).fill(0xffffffff);
  if (n & 31) set[set.length - 1] = (1 << (n & 31)) - 1;
  return set;
}

export function meet(a, b) {
  const set = new Uint32Array(a.length);
  for (let w = 0; w < a.length; w++) set[w] = a[w] & b[w];
  return set;
}

function join(sets, n) {
  const all = emptySet(n);
  for (const set of sets) for (let w = 0; w < all.length; w++) all[w] |= set[w];
  return all;
}

export function count(a, b = a) {
  let total = 0;
  for (let w = 0; w < a.length; w++) {
    let x = a[w] & b[w];
    if (!x) continue;
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    total += (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return total;
}

function* members(set) {
  for (let w = 0; w < set.length; w++)
    for (let x = set[w]; x; x &= x - 1) yield (w << 5) + 31 - Math.clz32(x & -x);
}

export function first(set, most) {
  const found = [];
  for (const i of members(set)) if (found.push(i) === most) break;
  return found;
}

// The payload, ready to count.

/* Offsets are code points; a JavaScript string counts UTF-16 units. They differ after the first
   character beyond U+FFFF, so only such texts need a table. */
function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const at = [0];
  for (const char of text) at.push(at[at.length - 1] + char.length);
  const table = Uint32Array.from(at);
  return (offset) => table[offset];
}

export function load(payload) {
  const { documents, statements, pledges, mentions, targets } = payload;
  const n = pledges.id.length;
  const folds = new Map();
  const [from, to] = payload.fold.map((text) => [...text]);
  from.forEach((char, i) => folds.set(char, to[i]));
  const fold = (text) => {
    let made = "";
    for (const char of text) made += folds.get(char) ?? char;
    return made;
  };

  const units = documents.text.map(unitsOf);
  const spans = (rows, documentOf) => ({
    start: rows.start.map((offset, i) => units[documentOf(i)](offset)),
    end: rows.end.map((offset, i) => units[documentOf(i)](offset)),
  });
  const ofPledge = (rows) => (i) => pledges.document[rows.pledge[i]];
  const cue = (i, name) =>
    pledges[name][i] === null ? null : units[pledges.document[i]](pledges[name][i]);

  const facets = new Map();
  for (const given of payload.facets) {
    const bits = given.codes.map(() => emptySet(n));
    given.of?.forEach((code, i) => code >= 0 && add(bits[code], i));
    facets.set(given.id, { ...given, bits, at: new Map(given.codes.map((code, i) => [code, i])) });
  }
  const SCHEMES = ["industry", "instrument", "programme", "organisation", "place"];
  const marks = Array.from({ length: n }, () => []);
  const mentionSpans = spans(mentions, ofPledge(mentions));
  mentions.pledge.forEach((pledge, i) => {
    const scheme = SCHEMES[mentions.scheme[i]];
    const code = mentions.code[i];
    if (scheme !== "organisation") add(facets.get(scheme).bits[code], pledge);
    const names = scheme === "organisation" ? payload.mentioned[code] : facets.get(scheme).names[code];
    marks[pledge].push({ scheme, code, names, start: mentionSpans.start[i], end: mentionSpans.end[i] });
  });
  const goals = Array.from({ length: n }, () => []);
  const targetSpans = spans(targets, ofPledge(targets));
  targets.pledge.forEach((pledge, i) => {
    const span = { scheme: "target", start: targetSpans.start[i], end: targetSpans.end[i] };
    marks[pledge].push(span);
    goals[pledge].push(Object.fromEntries(Object.keys(targets).map((key) => [key, targets[key][i]])));
  });
  for (const scheme of SCHEMES) {
    const facet = facets.get(scheme);
    if (facet.of || facet.codes.at(-1) !== "none") continue;
    const named = join(facet.bits, n);
    facet.bits[facet.codes.length - 1] = named.map((word, w) => fullSet(n)[w] & ~word);
  }
  for (const facet of facets.values()) {
    facet.totals = facet.bits.map((set) => count(set));
    facet.most = Math.max(1, ...facet.totals);
    facet.order = facet.codes.map((_, i) => i);
    // Bodies stand as they speak and horizons as time goes; the rest by count; grey comes last.
    if (!["organisation", "horizon", "horizon_basis", "document"].includes(facet.id))
      facet.order.sort((a, b) => isGrey(facet, a) - isGrey(facet, b) || facet.totals[b] - facet.totals[a]);
  }
  const pledgeSpans = spans(pledges, (i) => pledges.document[i]);
  const data = {
    ...{ n, payload, facets, marks, goals, fold, documents, statements, pledges },
    ...pledgeSpans,
    statement: spans(statements, (i) => statements.document[i]),
    place: new Map(pledges.id.map((id, i) => [id, i])),
    body: pledges.statement.map((_, i) => facets.get("organisation").of[i]),
    within: documents.id.map(() => []),
    statementsOf: documents.id.map(() => []),
    saidIn: statements.document.map(() => []),
    text: (i) => documents.text[pledges.document[i]].slice(pledgeSpans.start[i], pledgeSpans.end[i]),
  };
  pledges.id.forEach((_, i) => {
    data.within[pledges.document[i]].push(i);
    data.saidIn[pledges.statement[i]].push(i);
    if (cue(i, "horizon_start") !== null)
      marks[i].push({ scheme: "horizon", start: cue(i, "horizon_start"), end: cue(i, "horizon_end") });
    marks[i].sort((a, b) => a.start - b.start || b.end - a.end);
  });
  statements.document.forEach((d, s) => data.statementsOf[d].push(s));
  data.within.forEach((list) => list.sort((a, b) => data.start[a] - data.start[b]));
  return data;
}

export const isGrey = (facet, i) =>
  Number(facet.names[i] === null || (facet.id === "horizon" && facet.codes[i] === "unstated"));

// Choices.

/* The sets that the choices leave: `all` of them together, `but(…)` without some facets. */
export function chosen(data, selection) {
  const sets = new Map();
  for (const [id, codes] of Object.entries(selection)) {
    if (id === "text") {
      const wanted = data.fold(codes);
      data.folded ??= data.pledges.id.map((_, i) => data.fold(data.text(i)));
      const set = emptySet(data.n);
      data.folded.forEach((text, i) => text.includes(wanted) && add(set, i));
      sets.set(id, set);
    } else {
      const facet = data.facets.get(id);
      const bits = codes.map((code) => facet?.bits[facet.at.get(code)]).filter(Boolean);
      sets.set(id, join(bits, data.n));
    }
  }
  const known = new Map();
  const but = (...without) => {
    const kept = [...sets.keys()].filter((id) => !without.includes(id));
    const key = kept.join();
    if (!known.has(key)) known.set(key, kept.reduce((left, id) => meet(left, sets.get(id)), fullSet(data.n)));
    return known.get(key);
  };
  return { but, all: but() };
}

export function toFragment(selection, pledge) {
  const query = new URLSearchParams();
  for (const [id, codes] of Object.entries(selection))
    for (const code of [codes].flat()) query.append(id, code);
  if (pledge) query.set("pledge", pledge);
  return query.toString();
}

/* What an address says, as far as it is known here. */
export function fromFragment(data, fragment) {
  const query = new URLSearchParams(fragment);
  const selection = {};
  for (const facet of data.facets.values()) {
    const codes = query.getAll(facet.id).filter((code) => facet.at.has(code));
    if (codes.length) selection[facet.id] = codes;
  }
  if (query.get("text")) selection.text = query.get("text");
  return { selection, pledge: data.place.has(query.get("pledge")) ? query.get("pledge") : "" };
}

// The choice for a spreadsheet.

export function toCsv(data, set, name) {
  const { guarded } = data.payload;
  const cell = (value) => {
    const text = String(value ?? "");
    return `"${(guarded.includes(text[0] ?? " ") ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const facets = [...data.facets.values()];
  const head = ["pledge_id", ...facets.map((facet) => facet.id), "speaker", "speaker_title",
    "ordinal", "headline", "text", "horizon_from", "horizon_to", "targets", "start", "end"];
  const lines = [head.map(cell).join(",")];
  for (const i of members(set)) {
    const { pledges, statements } = data;
    const codes = facets.map((facet) =>
      facet.codes.map((_, c) => (has(facet.bits[c], i) ? name(facet, c) : "")).filter(Boolean).join("; "));
    const at = pledges.statement[i];
    lines.push([pledges.id[i], ...codes, statements.speaker[at], statements.speaker_title[at],
      pledges.ordinal[i], pledges.headline[i], data.text(i), pledges.horizon_from[i], pledges.horizon_to[i],
      data.goals[i].map((goal) => goal.text).join("; "), pledges.start[i], pledges.end[i]].map(cell).join(","));
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
