"""A sentence as it is reviewed, as HTML: its words among its neighbours', marked, and its facts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import pandas as pd

from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.extract.judge import default
from dgpolicy.extract.layout import layout
from dgpolicy.look.colours import GREY, body_colours
from dgpolicy.look.marks import Mark, marked_up
from dgpolicy.look.words import word
from dgpolicy.quote import percent
from dgpolicy.review.sentences import Sentence, clauses


def deciding(corpus: Corpus, document_id: str) -> list[Mark]:
    """The words of each sentence of a document that speak most for a pledge, as marks.

    They are those of the judge that comes with the package, so that what was refused has them too.
    """
    document = Document(document_id, corpus.documents.set_index("document_id")["text"][document_id])
    units = layout(document)
    spans = default().deciding(document, units, np.ones(len(units), dtype=bool))
    return [(*span, "evidence:", word("evidence", corpus.language)) for span in spans]


def codes(corpus: Corpus, said: Sequence[Sentence], n: int) -> dict[str, str]:
    """The codes that the pledge of a sentence has by now, by variable; of none only the body."""
    own = said[n]
    speaks = corpus.statements.set_index("statement_id")["organisation_id"].astype("object")
    body = speaks[own.statement_id]
    made = {"organisation": "none" if pd.isna(body) else str(body)}
    row = corpus.pledges[corpus.pledges["pledge_id"] == own.pledge]
    if len(row):
        made |= row[["horizon", "aim", "specificity"]].astype("str").iloc[0].to_dict()
    for each in said:
        if each is own or (own.pledge and each.pledge == own.pledge):
            made |= {variable: one.code for variable, one in each.codes.items()}
    return made


def card(corpus: Corpus, said: Sequence[Sentence], n: int, marks: Sequence[Mark]) -> str:
    """A sentence between those before and after it; each clause has its offset as ``data-at``.

    >>> import dgpolicy
    >>> from dgpolicy.review.sentences import applied
    >>> read = dgpolicy.Document.from_text("去年建成三座。将新建<b>两座水厂。")
    >>> corpus = dgpolicy.extract(read)
    >>> "新建&lt;b&gt;两座" in card(corpus, applied(corpus, []), 1, [])
    True
    """
    own = said[n]
    document = corpus.documents.set_index("document_id").loc[own.document_id]
    statement = corpus.statements.set_index("statement_id").loc[own.statement_id]
    text, lang = document["text"], f"zh-{document['script'].capitalize()}"
    near = [each for each in said[max(n - 1, 0) : n + 2] if each.document_id == own.document_id]
    before, after = text[near[0].start : own.start], text[own.end : near[-1].end]
    pieces = ""
    for start, end in clauses(text, own.start, own.end):
        inside = [
            (max(a, start), min(b, end), code, title)
            for a, b, code, title in marks
            if a < end and b > start
        ]
        words = marked_up(text[start:end], inside, start)
        pieces += f'<span data-at="{start}">{words}</span>'
    now = codes(corpus, said, n)
    body = now.pop("organisation")
    colour = body_colours(corpus.statements["organisation_id"]).get(body, GREY)
    who = " ".join(statement[["speaker_title", "speaker"]].dropna())
    joined = n and own.pledge and said[n - 1].pledge == own.pledge
    verdict = "is_joined" if joined else "is_pledge" if own.pledge else "is_none"
    facts = [word(verdict, corpus.language, p=percent(own.probability))]
    facts += [corpus.label(variable, code) for variable, code in now.items()]
    return (
        f'<div style="--body:{colour}"><p class="by"><i class="dot"></i>'
        f"<span>{escape(corpus.label('organisation', body))}</span>"
        f'<bdi lang="{lang}">{escape(who)}</bdi></p>'
        f'<p class="words" lang="{lang}"><span class="around">{escape(before)}</span>'
        f'<span class="here">{pieces}</span><span class="around">{escape(after)}</span></p>'
        f'<p class="facts">{"".join(f"<span>{escape(fact)}</span>" for fact in facts)}'
        f'<a class="id">{escape(own.sentence_id)}</a></p></div>'
    )
