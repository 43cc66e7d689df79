/* The payload as sets of pledges, and what a choice leaves of them. */

export const LANGUAGES = ["zh", "zh-Hans", "en"];
export const LANG = { zh: "zh-Hant", "zh-Hans": "zh-Hans", en: "en", hant: "zh-Hant", hans: "zh-Hans" };

// The pledges under a code are a list; a choice is a set, with a byte for each pledge.

export const count = (set, list) => list.reduce((n, i) => n + set[i], 0);
export const total = (set) => set.reduce((n, one) => n + one, 0);
export const within = (set, list) => {
  const left = new Uint8Array(set.length);
  for (const i of list) left[i] = set[i];
  return left;
};
const setOf = (lists, n) => {
  const set = new Uint8Array(n);
  for (const list of lists) for (const i of list) set[i] = 1;
  return set;
};
const listOf = (set) => [...set.keys()].filter((i) => set[i]);

// The payload, ready to count.

/* Offsets are code points; a JavaScript string counts UTF-16 units. They differ after the first
   character beyond U+FFFF, so only such texts need a table. */
function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const at = [0];
  for (const char of text) at.push(at[at.length - 1] + char.length);
  return (offset) => at[offset];
}

export function load(payload) {
  const { documents, statements, pledges, mentions, targets } = payload;
  const n = pledges.id.length;
  const folds = new Map();
  const [from, to] = payload.fold.map((text) => [...text]);
  from.forEach((char, i) => folds.set(char, to[i]));
  const units = documents.text.map(unitsOf);
  const unit = (i, offset) => units[pledges.document[i]](offset);

  const facets = new Map();
  for (const given of payload.facets) {
    const lists = given.codes.map(() => []);
    given.of?.forEach((code, i) => lists[code]?.push(i));
    facets.set(given.id, { ...given, lists, at: new Map(given.codes.map((code, i) => [code, i])) });
  }
  const SCHEMES = ["industry", "instrument", "programme", "mentioned", "place"];
  const ticks = pledges.id.map(() => []);
  mentions.pledge.forEach((i, m) => {
    const scheme = SCHEMES[mentions.scheme[m]];
    facets.get(scheme).lists[mentions.code[m]].push(i);
    ticks[i].push([scheme === "mentioned" ? "organisation" : scheme, unit(i, mentions.start[m])]);
  });
  const goals = pledges.id.map(() => []);
  targets.pledge.forEach((i, t) => {
    ticks[i].push(["target", unit(i, targets.start[t])]);
    goals[i].push(targets.text[t]);
  });
  for (const scheme of SCHEMES) {
    const { codes, lists } = facets.get(scheme);
    lists.forEach((list, c) => (lists[c] = [...new Set(list)]));
    if (codes.at(-1) === "none") lists[codes.length - 1] = listOf(setOf(lists, n).map((one) => 1 - one));
  }
  for (const facet of facets.values()) facet.most = Math.max(1, ...facet.lists.map((list) => list.length));
  const span = (i) => [unit(i, pledges.start[i]), unit(i, pledges.end[i])];
  const data = {
    n, payload, facets, ticks, goals, documents, statements, pledges, span,
    place: new Map(pledges.id.map((id, i) => [id, i])),
    body: facets.get("organisation").of,
    standing: documents.id.map(() => []),
    said: statements.document.map(() => []),
    statementsOf: documents.id.map(() => []),
    text: (i) => documents.text[pledges.document[i]].slice(...span(i)),
    chars: (s, offset) => units[statements.document[s]](offset),
    fold: (text) => [...text].map((char) => folds.get(char) ?? char).join(""),
  };
  pledges.id.forEach((_, i) => {
    data.standing[pledges.document[i]].push(i);
    data.said[pledges.statement[i]].push(i);
  });
  statements.document.forEach((d, s) => data.statementsOf[d].push(s));
  return data;
}

// Choices.

/* The pledges that say a text, in their words or in the name of a code in any language. */
function saying(data, text) {
  const wanted = data.fold(text);
  data.folded ??= data.pledges.id.map((_, i) => data.fold(data.text(i)));
  const found = [...data.folded.keys()].filter((i) => data.folded[i].includes(wanted));
  const named = ["organisation", "industry", "instrument", "programme", "place", "mentioned"].flatMap((id) => {
    const facet = data.facets.get(id);
    facet.called ??= facet.names.map((names, c) => data.fold([...names, ...facet.short[c]].join("\n")));
    return facet.lists.filter((_, c) => facet.codes[c] !== "none" && facet.called[c].includes(wanted));
  });
  return [found, ...named];
}

/* The sets that the choices leave: `all` of them together, `but(id)` without one facet. */
export function chosen(data, selection) {
  const lists = ([id, codes]) => {
    const facet = data.facets.get(id);
    return id === "text" ? saying(data, codes) : codes.map((code) => facet?.lists[facet.at.get(code)] ?? []);
  };
  const sets = new Map(Object.entries(selection).map((choice) => [choice[0], setOf(lists(choice), data.n)]));
  const left = (without) => [...sets].reduce((all, [id, set]) => (id === without ? all : all.map((one, i) => one & set[i])), new Uint8Array(data.n).fill(1));
  const all = left();
  const but = new Map([...sets.keys()].map((id) => [id, left(id)]));
  return { all, n: total(all), but: (id) => but.get(id) ?? all };
}

export function toFragment(selection, pledge) {
  const query = new URLSearchParams();
  for (const [id, codes] of Object.entries(selection)) for (const code of [codes].flat()) query.append(id, code);
  if (pledge) query.set("pledge", pledge);
  return query.toString();
}

/* What an address says, as far as it is known here. */
export function fromFragment(data, fragment) {
  const query = new URLSearchParams(fragment);
  const selection = {};
  for (const facet of data.facets.values()) {
    const codes = query.getAll(facet.id).filter((code) => facet.at.has(code));
    if (codes.length && facet.id !== "mentioned") selection[facet.id] = codes;
  }
  if (query.get("text")) selection.text = query.get("text");
  return { selection, pledge: data.place.has(query.get("pledge")) ? query.get("pledge") : "" };
}
