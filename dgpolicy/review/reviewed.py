"""A corpus as decisions leave it, and how far those of two coders agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import count, groupby
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from dgpolicy.agreement import COLUMNS, agreement, reliability
from dgpolicy.corpus import Corpus
from dgpolicy.document import Document, as_date
from dgpolicy.extract.coding import Spans, coded
from dgpolicy.extract.layout import Floats, Layout
from dgpolicy.review.decisions import Decision
from dgpolicy.review.sentences import Sentence, applied
from dgpolicy.tables.frames import Frames, governed, typed

_OWN = ("pledges", "actions", "mentions", "targets")
_BASIS = {"unstated": "none", "continuing": "implied"}  # any other horizon is stated
_BARE = {"aim": "action", "specificity": "soft", "horizon": "unstated"}  # rests on no words


def reviewed(corpus: Corpus, decisions: Sequence[Decision]) -> Corpus:
    """The corpus after decisions, for ``dgpolicy.train`` and all else that takes a corpus.

    A pledge that is of other sentences than before is coded anew by the codebook; any other keeps
    its row. One on which somebody decided has that ``coder``, and no ``confidence`` where its
    sentences were accepted. Raises ``ValueError`` that names the row of a decision that cannot be.

    >>> import dgpolicy
    >>> said = dgpolicy.Document.from_text("我们将新建两座水厂。去年建成三座。", document_id="d")
    >>> yes = Decision("me", "", "d", 10, 17, "accept", text="去年建成三座。")
    >>> reviewed(dgpolicy.extract(said), [yes]).check().pledges["coder"].tolist()
    ['auto', 'me']
    """
    sentences = applied(corpus, decisions)
    before = defaultdict(list)
    for one in applied(corpus, []):
        before[one.pledge].append((one.start, one.end))
    taken = {*corpus.pledges["pledge_id"]}
    kept = taken - before.keys()  # of no sentence, so that nobody decides on them
    held: dict[str, list[Sentence]] = {}
    new: Spans = defaultdict(dict)
    for (document, pledge), group in groupby(sentences, attrgetter("document_id", "pledge")):
        if pledge is None:
            continue
        own = [*group]
        same = [(s.start, s.end) for s in own] == before.get(pledge)
        if pledge not in taken or pledge in held:
            numbers = (f"{own[0].statement_id}-{n}" for n in count(1))
            pledge = next(each for each in numbers if each not in taken)
            taken.add(pledge)
        held[pledge] = own
        if same:
            kept.add(pledge)
        else:
            new[document][pledge] = own[0].start, own[-1].end
    return _decided(replace(corpus, **_coded(corpus, kept, new)), held, sentences)


def _coded(corpus: Corpus, kept: set[str], new: Spans) -> Frames:
    """The rows of the pledges that are kept, and of new ones as the codebook codes them."""
    rows = corpus.documents[corpus.documents["document_id"].isin(new)].astype("object")
    told = rows.where(rows.notna(), None).itertuples()
    documents = [
        Document(each.document_id, each.text, each.title, each.publisher, as_date(each.published))
        for each in told
    ]
    come, frames = coded(documents, corpus.codebook, _nobody, None, new), {}
    for name in _OWN:
        old = corpus[name][corpus[name]["pledge_id"].isin(kept)]
        frames[name] = typed(name, pd.concat([old, come[name]]))
    return frames


def _nobody(document: Document, layout: Layout) -> Floats:
    """The model where a person has decided."""
    return np.zeros(len(layout))


def _decided(corpus: Corpus, held: dict[str, list[Sentence]], sentences: list[Sentence]) -> Corpus:
    """The corpus with what was decided in its rows, these in the order of the texts."""
    texts = corpus.documents.set_index("document_id")["text"]
    bodies = corpus.statements.set_index("statement_id")["organisation_id"].astype("object")
    rows = sorted(
        corpus.pledges.to_dict("records"),
        key=lambda row: (texts.index.get_loc(row["document_id"]), row["start"]),
    )
    actions = corpus.actions.to_dict("records")
    own = defaultdict(list)
    for action in actions:
        own[action["pledge_id"]].append(action)
    for row in rows:
        for sentence in held.get(row["pledge_id"], ()):
            row["statement_id"] = sentence.statement_id
            if sentence.coder:
                row |= {"coder": sentence.coder, "confidence": None}
            for variable, one in sentence.codes.items():
                row["coder"] = one.coder
                if variable == "organisation":
                    bodies[sentence.statement_id] = None if one.code == "none" else one.code
                elif row[variable] != one.code:
                    _recode(one, own[row["pledge_id"]] or [row])
    # A body keeps its place among the others, and so its colour.
    known = corpus.statements["organisation_id"].cat.categories
    bodies = bodies.astype(pd.CategoricalDtype(known.union(bodies.dropna().unique(), sort=False)))
    frames = {"actions": typed("actions", pd.DataFrame(actions, columns=corpus.actions.columns))}
    pledges = pd.DataFrame(rows, columns=corpus.pledges.columns)
    codes = governed(frames["actions"], pledges["pledge_id"]).reset_index(drop=True)
    acts = codes["aim"].notna()  # a pledge without an action has codes of its own
    pledges = pledges.assign(
        **{c: codes[c].astype("object").where(acts, pledges[c]) for c in codes}
    )
    pledges["organisation_id"] = pledges["statement_id"].map(bodies).astype(bodies.dtype)
    frames["pledges"] = typed("pledges", pledges)
    frames["statements"] = corpus.statements.assign(organisation_id=bodies.array)
    place = {pledge: n for n, pledge in enumerate(pledges["pledge_id"])}
    for name in _OWN[1:]:
        frame = frames.get(name, corpus[name])
        order = frame["pledge_id"].map(place).argsort(kind="stable")
        frames[name] = frame.iloc[order].reset_index(drop=True)
    owner = {s.sentence_id: pledge for pledge, own in held.items() for s in own}
    judged = pd.DataFrame(sentences).assign(pledge_id=[owner.get(s.sentence_id) for s in sentences])
    # What only introduces the words of a pledge is none of it.
    spans = judged[["pledge_id"]].merge(pledges[["pledge_id", "start", "end"]], "left")
    apart = (judged["start"] >= spans["end"]) | (judged["end"] <= spans["start"])
    judged.loc[apart.to_numpy(bool, na_value=False), "pledge_id"] = None
    columns = [*corpus.sentences.columns.intersection(judged.columns)]
    frames["sentences"] = typed("sentences", judged[columns])
    return replace(corpus, **frames)


def _recode(one: Decision, actions: list[dict[str, Any]]) -> None:
    """Give a code of a pledge to its action at the cursor; no other then speaks against it.

    A pledge without an action stands for one.
    """
    at, name = one.at or one.start, one.decision
    chosen = next((action for action in actions if action["end"] > at), actions[-1])
    for action in actions:
        if action is not chosen and name != "horizon" and one.code != _BARE[name]:
            continue  # one that is hard, or an outcome, is enough
        code = one.code if action is chosen else _BARE[name]
        rests = code != _BARE[name]
        for part in ("text", "start", "end"):
            action[f"{name}_{part}"] = action[part] if rests else None
        action[name] = code
        if name == "horizon":
            action["horizon_basis"] = _BASIS.get(code, "stated")
            action |= dict.fromkeys(("horizon_from", "horizon_to", "horizon_years"))


def agreed(corpus: Corpus, mine: Sequence[Decision], theirs: Sequence[Decision]) -> pd.DataFrame:
    """How far two coders agree, with the columns of ``dgpolicy.agreement``.

    The first row, ``sentences``, is whether each is of a pledge, over those on which both have
    decided; the others hold the pledges that they are of against each other. Raises
    ``ValueError`` where there is no such sentence.
    """
    both = [applied(corpus, decisions) for decisions in (mine, theirs)]
    one, two = ({(s.sentence_id, s.end): s.probability for s in said if s.coder} for said in both)
    shared = [place for place in one if place in two]
    if not shared:
        raise ValueError("the two have decided on no sentence in common")
    row = ("code", *[pd.NA] * 5, *reliability([(one[place], two[place]) for place in shared]))
    table = pd.DataFrame([row], pd.Index(["sentences"], name="variable"), COLUMNS)
    parts = []
    for decisions in (mine, theirs):
        made = reviewed(corpus, decisions)
        places = pd.MultiIndex.from_frame(made.sentences[["sentence_id", "end"]])
        of = made.sentences.loc[places.isin(shared), "pledge_id"]
        parts.append(made.keep(of.dropna().unique()))
    return pd.concat([table, agreement(*parts)]) if all(map(len, parts)) else table
