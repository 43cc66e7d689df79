/* The payload as sets of pledges, and what a choice leaves of them. */

const LANGUAGES = ["zh", "zh-Hans", "en"];
const LANG = { zh: "zh-Hant", "zh-Hans": "zh-Hans", en: "en" };

// The pledges under a code are a list; a choice is a set, with a byte for each pledge.

const count = (set, list) => list.reduce((n, i) => n + set[i], 0);
const total = (set) => set.reduce((n, one) => n + one, 0);
const within = (set, list) => {
  const left = new Uint8Array(set.length);
  for (const i of list) left[i] = set[i];
  return left;
};

function load(payload) {
  const { documents, pledges } = payload;
  const [from, to] = payload.fold.map((text) => [...text]);
  const folds = new Map(from.map((char, i) => [char, to[i]]));
  const facets = new Map(payload.facets.map((given) => [given.id, { short: given.names, ...given,
    at: new Map(given.codes.map((code, i) => [code, i])),
    most: Math.max(...(given.counts ?? given.lists.map((list) => list.length))) }]));
  const inDocument = documents.title.map(() => []);
  pledges.document.forEach((d, i) => inDocument[d].push(i));
  const n = pledges.id.length;
  return { ...payload, n, of: payload.large?.all ?? n, folded: null, facets, bodies: facets.get("organisation"), inDocument,
    place: new Map(pledges.id.map((id, i) => [id, i])),
    fold: (text) => [...text].map((char) => folds.get(char) ?? char).join("") };
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

/* The set that the choices leave, and how many pledges: under a code, and at all, with the choices
   of the other facets. Of a corpus in parts Python chooses and counts. */
function chosen(data, selection) {
  const sets = Object.entries(data.large ? {} : selection).map(([id, codes]) => {
    const of = data.facets.get(id);
    const set = new Uint8Array(data.n);
    const lists = of ? codes.map((code) => of.lists[of.at.get(code)] ?? []) : saying(data, codes);
    for (const list of lists) for (const i of list) set[i] = 1;
    return [id, set];
  });
  const left = (without) => {
    const all = new Uint8Array(data.n).fill(1);
    for (const [id, set] of sets) if (id !== without) for (let i = 0; i < data.n; i++) all[i] &= set[i];
    return all;
  };
  const all = left();
  const but = new Map(sets.map(([id]) => [id, left(id)]));
  const without = (id) => but.get(id) ?? all;
  return { all, n: data.large?.chosen ?? total(all),
    under: ({ id, lists }, c) => data.facets.get(id).counts?.[c] ?? count(without(id), lists[c]),
    without: (id) => data.facets.get(id).of ?? total(without(id)) };
}

function toFragment(selection, pledge) {
  const pairs = Object.entries(selection).flatMap(([id, codes]) => [codes].flat().map((code) => [id, code]));
  return new URLSearchParams(pledge ? [...pairs, ["pledge", pledge]] : pairs).toString();
}
