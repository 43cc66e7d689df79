/* The payload as sets of pledges, and what a choice leaves of them. */

export const LANGUAGES = ["zh", "zh-Hans", "en"];
export const LANG = { zh: "zh-Hant", "zh-Hans": "zh-Hans", en: "en" };

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

export function load(payload) {
  const { documents, statements, pledges } = payload;
  const [from, to] = payload.fold.map((text) => [...text]);
  const folds = new Map(from.map((char, i) => [char, to[i]]));
  const facets = new Map(payload.facets.map((given) => [given.id, { ...given,
    at: new Map(given.codes.map((code, i) => [code, i])),
    most: Math.max(1, ...given.lists.map((list) => list.length)) }]));
  const body = pledges.id.map(() => -1);
  facets.get("organisation").lists.forEach((list, c) => list.forEach((i) => (body[i] = c)));
  const inDocument = documents.title.map(() => []);
  const inStatement = statements.document.map(() => []);
  pledges.id.forEach((_, i) => {
    inDocument[pledges.document[i]].push(i);
    inStatement[pledges.statement[i]].push(i);
  });
  return {
    n: pledges.id.length, payload, facets, documents, statements, pledges, body, inDocument, inStatement,
    place: new Map(pledges.id.map((id, i) => [id, i])),
    fold: (text) => [...text].map((char) => folds.get(char) ?? char).join(""),
  };
}

/* The pledges that say a text, in their words or in the name of a code in any language. */
function saying(data, text) {
  const wanted = data.fold(text);
  data.folded ??= data.pledges.text.map(data.fold);
  const found = data.folded.flatMap((words, i) => (words.includes(wanted) ? [i] : []));
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
  const sets = Object.entries(selection).map((choice) => [choice[0], setOf(lists(choice), data.n)]);
  const left = (without) => {
    const all = new Uint8Array(data.n).fill(1);
    for (const [id, set] of sets) if (id !== without) for (let i = 0; i < data.n; i++) all[i] &= set[i];
    return all;
  };
  const all = left();
  const but = new Map(sets.map(([id]) => [id, left(id)]));
  return { all, n: total(all), but: (id) => but.get(id) ?? all };
}

export function toFragment(selection, pledge) {
  const query = new URLSearchParams();
  for (const [id, codes] of Object.entries(selection)) for (const code of [codes].flat()) query.append(id, code);
  if (pledge) query.set("pledge", pledge);
  return query.toString();
}

/* What an address says, as far as it is known here. */
export function fromFragment(payload, fragment) {
  const query = new URLSearchParams(fragment);
  const selection = {};
  for (const { id, codes } of payload.facets) {
    const known = query.getAll(id).filter((code) => codes.includes(code));
    if (known.length && id !== "mentioned") selection[id] = known;
  }
  if (query.get("text")) selection.text = query.get("text");
  const pledge = query.get("pledge");
  return { selection, pledge: payload.pledges.id.includes(pledge) ? pledge : "" };
}
