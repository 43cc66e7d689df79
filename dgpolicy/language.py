"""How officials speak: their words, what sets a body apart, words in context, shared wording.

Each function turns a corpus into a frame; ``concordance`` shows one as HTML.

>>> from dgpolicy import language, load
>>> language.words(load())["text"].value_counts().index[0]
'產業'
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dgpolicy.codebook import SCHEMES, Codebook
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.fold import fold
from dgpolicy.look.words import word
from dgpolicy.parted import fetched
from dgpolicy.quote import SORT, Html, below, card, framed, pledges

if TYPE_CHECKING:
    from jieba import Tokenizer

Z = 1.96  # standard errors on either side of which lie 95 %
LEAST = 6  # characters that two texts must share to count as shared wording
WIDTH = 20  # characters on either side of a word in its context
_NAMES = ("programme", "organisation", "place", "industry")
_EDGE = re.compile(r"[\W_]")
_TAIL = re.compile(r"[\W_]+$")


@fetched
def words(corpus: Corpus) -> pd.DataFrame:
    """The words of all pledges in the order of the text, one row a word.

    ``text`` stands in the document from ``start`` to ``end``, and ``word`` is how it is matched,
    alike in both scripts. jieba cuts the pledges in Simplified; names of the codebook and terms of
    its glossary are words of their own. Punctuation is left out.

    >>> from dgpolicy import load
    >>> words(load().keep("dg2022-iitb-1"))["text"].tolist()[:5]
    ['一是', '實施', '工業穩增長攻堅行動', '強化', '工業經濟']
    """
    rows, cutter = [], _cutter(corpus.codebook)
    for pledge in corpus.pledges.itertuples():
        end = 0
        for found in cutter.cut(fold(pledge.text)):
            start, end = end, end + len(found)
            if any(map(str.isalnum, found)):
                place = pledge.start + start, pledge.start + end
                rows.append((pledge.pledge_id, found, pledge.text[start:end], *place))
    return pd.DataFrame(rows, columns=["pledge_id", "word", "text", "start", "end"])


@lru_cache(maxsize=1)
def _cutter(book: Codebook) -> Tokenizer:
    """A jieba of our own: the one that others may use stays as it is."""
    with warnings.catch_warnings(action="ignore"):
        import jieba
    cutter = jieba.Tokenizer()
    # As its own ``initialize``, but with nothing said and no cache in a folder of everybody's.
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    names = book.terms.loc[book.terms["scheme"].isin(_NAMES), "term"]
    for name in dict.fromkeys(map(fold, [*names, *book.glossary.index])):
        cutter.add_word(name)
    return cutter


@fetched
def distinctive(corpus: Corpus, facet: str = "organisation") -> pd.DataFrame:
    """How far each word sets the pledges under a value of a facet apart from all others.

    One row a value (``code``) and a word that it uses, the most distinctive of each first: ``n``
    times there and ``others`` times elsewhere, ``log_odds`` with the ends of its 95 % interval,
    ``low`` and ``high``. Where ``low`` is above 0 the word is its own; what the interval reaches
    across may be chance. The log-odds have an informative Dirichlet prior, the counts of the whole
    corpus (Monroe, Colaresi and Quinn 2008). Raises ``ValueError`` for an unknown facet.

    >>> from dgpolicy import load
    >>> found = distinctive(load())
    >>> found.loc[found["low"] > 0, ["code", "text"]].agg(" ".join, axis=1).tolist()
    ['stb 狠抓', 'ipb 招商', 'ipb 突出']
    """
    coded, said = corpus.coded(facet), words(corpus)
    texts = said.drop_duplicates("word").set_index("word")["text"]
    prior = said["word"].value_counts().reindex(texts.index)
    parts = []
    for code in corpus.values(facet):
        ids = coded.loc[coded["code"] == code, "pledge_id"]
        n = said.loc[said["pledge_id"].isin(ids), "word"].value_counts()
        n = n.reindex(texts.index, fill_value=0)
        one, other = n + prior, (prior - n) + prior
        with np.errstate(divide="ignore", invalid="ignore"):  # a corpus of one word
            log_odds = np.log(one / (one.sum() - one)) - np.log(other / (other.sum() - other))
        reach = Z * np.sqrt(1 / one + 1 / other)
        held = {"code": code, "text": texts, "n": n, "others": prior - n, "log_odds": log_odds}
        part = pd.DataFrame(held | {"low": log_odds - reach, "high": log_odds + reach})
        order = (-log_odds / reach).sort_values(kind="stable").index
        parts.append(part.loc[order][n[order] > 0])
    return pd.concat(parts).reset_index()


@fetched
def contexts(corpus: Corpus, text: str = "", *, width: int = WIDTH, **code: str) -> pd.DataFrame:
    """Where pledges use a word, or the words that a code rests on, each with what stands around.

    Give a text, which is found in either script, or one code, such as ``instrument="talent"`` or
    ``horizon="continuing"``. One row a place: ``pledge_id``, ``left``, ``text``, ``right``, and
    ``start`` and ``end`` in the document; the sides have up to ``width`` characters of the pledge.
    Raises ``ValueError`` where neither or both are given, or the code is not known.

    >>> from dgpolicy import load
    >>> contexts(load(), "鏈主", width=3).iloc[0].tolist()[1:4]
    ['過“引', '鏈主', '”“聚']
    """
    if bool(text) + len(code) != 1:
        raise ValueError('name a text or one code, such as "加快" or instrument="talent"')
    if text:
        wanted, spans = fold(text), []
        for pledge in corpus.pledges.itertuples():
            for found in re.finditer(re.escape(wanted), fold(pledge.text)):
                spans.append((pledge.pledge_id, pledge.start + found.start()))
        places = pd.DataFrame(spans, columns=["pledge_id", "start"])
        places["end"] = places["start"] + len(wanted)
    else:
        places = _coded(corpus, *next(iter(code.items())))
    homes = corpus.pledges.set_index("pledge_id")
    rows = []
    for pledge, start, end in places.itertuples(index=False):
        whole, first = homes.at[pledge, "text"], homes.at[pledge, "start"]
        a, b = start - first, end - first
        around = whole[max(0, a - width) : a], whole[a:b], whole[b : b + width]
        rows.append((pledge, *around, start, end))
    return pd.DataFrame(rows, columns=["pledge_id", "left", "text", "right", "start", "end"])


def _coded(corpus: Corpus, facet: str, code: str) -> pd.DataFrame:
    """The places of a code: its mentions, or the cues of a variable."""
    frames = (corpus.actions, corpus.pledges)
    cues = [c.removesuffix("_start") for frame in frames for c in frame if c.endswith("_start")]
    require(facet, dict.fromkeys([*SCHEMES, *cues]), "code that rests on words")
    codes = corpus.codebook.named(facet, code)
    if not codes:
        require(code, corpus.codebook.codes(facet), facet)
    if facet in SCHEMES:
        named = corpus.mentions[corpus.mentions["scheme"] == facet]
        held, place = named["code"].isin(codes), ["pledge_id", "start", "end"]
    else:
        named = next(frame for frame in frames if f"{facet}_start" in frame)
        held = named[facet].isin(codes) & named[f"{facet}_start"].notna()
        place = ["pledge_id", f"{facet}_start", f"{facet}_end"]
    return named.loc[held, place].sort_values(place[1:], kind="stable")


@fetched
def concordance(corpus: Corpus, text: str = "", *, width: int = WIDTH, **code: str) -> Html:
    """The rows of ``contexts``, aligned: a click on a head sorts, one on the words opens the card.

    What stands before is sorted from its end. Everything that comes from a document is escaped.

    >>> import dgpolicy
    >>> concordance(dgpolicy.load(), "加快").count("<tr") - 1
    18
    """
    found = contexts(corpus, text, width=width, **code)
    held = corpus.keep(found["pledge_id"].unique())
    cards = {row.pledge_id: row for row in pledges(held)}
    folded = found[["left", "text", "right"]].map(fold)
    sorts = folded.assign(left=folded["left"].str[::-1], who=found["pledge_id"].map([*cards].index))
    ranks = sorts[["who", "left", "text", "right"]].rank(method="dense").astype(int)
    rows, opened = [], set()
    for row, rank in zip(found.itertuples(), ranks.to_numpy().tolist(), strict=True):
        of, pledge = cards[row.pledge_id], escape(row.pledge_id)
        opens = f'<div popover id="dg-{pledge}">{card(held, of)}</div>'
        who = escape(corpus.label("organisation", of.organisation_id))
        rows.append(
            f'<tr data-k="{rank}" style="--body:{of.colour}">'
            f'<td class="who"><i class="dot"></i><span>{who}</span></td>'
            f'<td class="left"><bdi lang="{of.lang}">{escape(row.left)}</bdi></td>'
            f'<td class="hit"><button type="button" popovertarget="dg-{pledge}" lang="{of.lang}">'
            f"{escape(row.text)}</button>{'' if pledge in opened else opens}</td>"
            f'<td class="right"><bdi lang="{of.lang}">{escape(row.right)}</bdi></td></tr>'
        )
        opened.add(pledge)
    what = text or "".join(held.label(*each) for each in code.items())
    counts = {"n": len(found), "m": len(cards), "of": len(corpus)}
    said = escape(word("in_context", corpus.language, what=what, **counts))
    made = f'<p class="found">{said}</p>'
    made += framed(("who", "left", "hit", "right"), rows, corpus.language)
    made += f"<script>({SORT})(document.currentScript.previousElementSibling)</script>"
    return below("lines", corpus, made)


@fetched
def echoes(corpus: Corpus, source: str, *, least: int = LEAST) -> pd.DataFrame:
    """Where the wording of pledges is that of another text, for at least so many characters.

    One row a stretch, the longest at each place: ``pledge_id``, ``text``, ``start`` and ``end`` in
    the document, ``source_start`` and ``source_end`` in the source. The scripts are alike and
    punctuation at the ends does not count. A pledge that stands in the source whole is left out.

    >>> from dgpolicy import load
    >>> echoes(load().filter(organisation="iitb"), "建设现代化产业体系")["text"].tolist()
    ['建設現代化產業體系']
    """
    rows, wanted = [], fold(source)
    for pledge in corpus.pledges.itertuples():
        folded = fold(pledge.text)
        for a, b, n in stretches(folded, wanted, least) if folded not in wanted else ():
            start, text = pledge.start + a, pledge.text[a : a + n]
            rows.append((pledge.pledge_id, text, start, start + n, b, b + n))
    columns = ["pledge_id", "text", "start", "end", "source_start", "source_end"]
    return pd.DataFrame(rows, columns=columns)


def stretches(one: str, other: str, least: int = LEAST) -> Iterator[tuple[int, int, int]]:
    """The longest stretches that two texts have in common: a start in each, and the length.

    None lies inside another, each begins and ends with a letter or a figure, and has at least
    ``least`` characters. Where the other text has one twice, its first place is given.

    >>> [*stretches("甲乙丙丁戊己", "丁戊己,甲乙丙", 3)]
    [(0, 4, 3), (3, 0, 3)]
    """
    grams = {other[at : at + least] for at in range(len(other) - least + 1)}
    reached = 0
    for start in range(len(one) - least + 1):
        if one[start : start + least] not in grams or _EDGE.match(one[start]):
            continue
        end = max(start + least, reached)
        while end < len(one) and one[start : end + 1] in other:
            end += 1
        if end > reached:
            reached = end
            length = len(_TAIL.sub("", one[start:end]))
            if length >= least:
                yield start, other.index(one[start:end]), length
