"""What became of a pledge: the question that checks it, dated facts, and what is said later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dgpolicy.codebook import Codebook, home
from dgpolicy.compare import alike, pairs_of
from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.errors import CheckError, nearest
from dgpolicy.fold import fold, simplified
from dgpolicy.look.words import word
from dgpolicy.tables.frames import VARIABLES
from dgpolicy.tables.store import rows_of

FACTS = ("action_id", "status", "date", "fact", "title", "publisher", "url")
LEAST = 0.1  # the likeness from which a sentence is proposed


def questions(corpus: Corpus) -> pd.DataFrame:
    """The question that checks each hard action: ``action_id``, ``pledge_id``, ``question``.

    It is asked in the language of the corpus, of the body that speaks, and quotes the action's
    own words: its figures with their bounds, else what is to be done. A year is asked for only
    where the action states one, and where it does not the question says so.

    >>> import dgpolicy
    >>> questions(dgpolicy.load("en").keep("dg2022-iitb-3"))["question"].item()[:45]
    'Did the Dongguan Industry and Information Tec'
    """
    hard = corpus.actions[corpus.actions["specificity"] == "hard"]
    bodies = corpus.pledges.set_index("pledge_id")["organisation_id"].astype("string")
    targets = corpus.targets.dropna(subset="action_id").groupby("action_id")
    own = {action: [*rows.itertuples()] for action, rows in targets}
    asked = [
        _question(corpus, bodies[action.pledge_id], action, own.get(action.action_id, []))
        for action in hard.itertuples()
    ]
    made = hard[["action_id", "pledge_id"]].assign(question=pd.array(asked, dtype="string"))
    return made.reset_index(drop=True)


def _question(corpus: Corpus, body: Any, action: Any, targets: list[Any]) -> str:
    language = corpus.language
    goals = [target for target in targets if target.role == "aim"] or targets
    dated, by = pd.notna(action.horizon_to), ""
    if action.horizon_basis == "stated":
        year = str(action.horizon_to) if dated else ""
        by = word("ask_by" if dated else "ask_within", language, year=year, cue=action.horizon_text)
    who = word("ask_body", language)
    if pd.notna(body):
        who = corpus.label("organisation", body, short=False)
    said = word("comma", language).join(_goal(target, language) for target in goals)
    words = action.text if goals or dated else action.specificity_text
    key = f"ask_{goals[0].role}" if goals else "ask_event"
    question = word(key, language, who=who, by=by, goals=said, words=words)
    return question if dated else question + word("ask_undated", language)


def _goal(target: Any, language: str) -> str:
    value = f"{target.value:,.15g}" + ("" if pd.isna(target.unit) else f" {target.unit}")
    bound = word(target.bound, language)
    return word("ask_goal", language, text=target.text, bound=bound, value=value)


def facts(corpus: Corpus) -> pd.DataFrame:
    """The dated facts of ``data/follow_up.csv`` about actions of this corpus, in its language.

    Columns: ``action_id``, ``status`` as the codebook calls it, ``date`` as exact as its source,
    ``fact``, and of the source ``title``, ``publisher`` and ``url``.

    >>> import dgpolicy
    >>> facts(dgpolicy.load("en").keep("dg2022-iitb-3"))["status"].tolist()
    ['In progress']
    """
    rows = rows_of(home() / "follow_up.csv").astype("string")
    rows = rows[rows["action_id"].isin(corpus.actions["action_id"])].reset_index(drop=True)
    fact = rows["fact_en"] if corpus.language == "en" else rows["fact_hant"]
    if corpus.language == "zh-Hans":
        fact = fact.map(simplified)
    status = [corpus.label("status", code) for code in rows["status"]]
    return rows.assign(status=status, fact=fact)[[*FACTS]]


def found(corpus: Corpus) -> str:
    """How many of the hard actions have a dated fact, in words.

    >>> import dgpolicy
    >>> found(dgpolicy.load("en"))
    'Of 12 hard actions, 4 have a dated fact, the rest none'
    """
    hard = corpus.actions.loc[corpus.actions["specificity"] == "hard", "action_id"]
    known = int(hard.isin(facts(corpus)["action_id"]).sum())
    return word("found_facts", corpus.language, n=known, of=len(hard))


def check(folder: Path, corpus: Corpus) -> None:
    """Raise ``CheckError`` for the first fact of a folder that breaks a rule, if it has any.

    A fact is about an action of the corpus, has one of the five statuses, a date such as 2024-07
    or 2024-07-15, a sentence in both languages, and of its source title, publisher and
    address.
    """
    path = folder / "follow_up.csv"
    if not path.exists():
        return
    rows = rows_of(path).fillna("").astype("string")
    needed = ("action_id", "status", "date", "fact_en", "fact_hant", "title", "publisher", "url")
    if missing := [column for column in needed if column not in rows]:
        raise CheckError(f"follow_up: column missing: {', '.join(missing)}")
    codes = {"action_id": corpus.actions["action_id"], "status": VARIABLES["status"]}
    for column, known in codes.items():
        for at in np.flatnonzero(~rows[column].isin([*known])):
            raise CheckError(f"follow_up, row {at + 1}: {nearest(rows[column][at], known, column)}")
    forms = dict.fromkeys(("fact_en", "fact_hant", "title", "publisher"), (".+", "words"))
    forms |= {"date": (r"\d{4}-\d\d(-\d\d)?", "2024-07 or 2024-07-15")}
    forms |= {"url": (r"https?://.+", "an address that begins with http")}
    for column, (form, need) in forms.items():
        for at in np.flatnonzero(~rows[column].str.fullmatch(form)):
            broken = f"{column} {rows[column][at]!r} is not {need}"
            raise CheckError(f"follow_up, row {at + 1}: {broken}")


def follow(corpus: Corpus, later: Corpus | Document, *, most: int = 3) -> pd.DataFrame:
    """Sentences of a later text that may say what became of each hard action, the likest first.

    Up to ``most`` a hard action, both quotations side by side with their offsets: ``action_id``,
    ``text``, ``start``, ``end``; ``document_id``, ``said``, ``said_start``, ``said_end``; and their
    ``likeness``, from 0 to 1, as in ``dgpolicy.compare.alike``: by pairs of characters (in either
    script), codes of the codebook, and units of figures. Whether a sentence speaks of the same is
    for a reader to say; no verdict is given.

    >>> import dgpolicy
    >>> report = Document.from_text("去年设立三个基金。东莞全球招商大会成功举办。")
    >>> follow(dgpolicy.load(), report, most=1)["said"].iloc[-1]
    '东莞全球招商大会成功举办。'
    """
    from dgpolicy.extract.layout import layout

    rows: list[tuple] = []
    for document in [later] if isinstance(later, Document) else later.documents.itertuples():
        name, text = document.document_id, document.text
        units = layout(Document(name, text))
        edges = np.column_stack([units.lefts, units.rights])[~units.heading]
        rows += [(name, text[start:end], start, end) for start, end in edges.tolist()]
    said = pd.DataFrame(rows, columns=["document_id", "said", "said_start", "said_end"])
    hard = corpus.actions[corpus.actions["specificity"] == "hard"]
    ours, theirs = (_features(texts, corpus.codebook) for texts in (hard["text"], said["said"]))
    found = alike(ours, theirs, LEAST).groupby("unit_a").head(most)
    found = found.sort_values("unit_a", kind="stable")
    quoted = hard[["action_id", "text", "start", "end"]].iloc[found["unit_a"]]
    parts = (quoted, said.iloc[found["unit_b"]], found["likeness"].round(3))
    return pd.concat([part.reset_index(drop=True) for part in parts], axis=1)


def _features(texts: pd.Series, codebook: Codebook) -> pd.DataFrame:
    """What each text, by its number, is known by: pairs of characters, codes and units."""
    from dgpolicy.extract.mentions import finder
    from dgpolicy.extract.targets import targets

    whole, ends = "\n".join(texts), np.cumsum(texts.str.len().to_numpy(int) + 1)
    held = [(start, f"{scheme}:{code}") for scheme, code, start, _ in finder(codebook).find(whole)]
    held += [(figure.start, f"unit:{fold(figure.unit)}") for figure in targets(whole)]
    coded = pd.DataFrame(held, columns=["unit", "feature"])
    coded["unit"] = np.searchsorted(ends, coded["unit"].astype(int), "right")
    return pd.concat([pairs_of(texts), coded.drop_duplicates()])
