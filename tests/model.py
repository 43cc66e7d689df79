"""Makes data/model out of data/labels.csv and the texts that it labels: ``make model``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from marked_cases import cases
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from dgpolicy.corpus import load
from dgpolicy.document import Document
from dgpolicy.extract.judge import Judge, context, lists
from dgpolicy.extract.layout import Flags, Floats, Ints, Layout, layout
from dgpolicy.extract.training import STRENGTH, matrix

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MODEL = ROOT / "data" / "model"
FOLDS, DRAWS = 5, 1000
OURS, BLIND = "dgpolicy", "blind"  # the genre of our own cases; the coder who is only compared

PLEDGE, DOUBTFUL = ("P", "+"), "D"
_OPENS, _LAYER = 0.01, 0.3  # found by cross-validation, on a plateau
_RARE = 3  # grams of fewer units say nothing
_SMOOTH = 0.3


@dataclass(frozen=True)
class Labelled:
    """A document with labels: ``spans`` are (start, end, label) as in ``data/labels.csv``.

    ``source`` keeps texts of one origin in one fold; ``genre`` is what scores are told by.
    """

    document: Document
    spans: Sequence[tuple[int, int, str]]
    source: str
    genre: str


class Lesson:
    """Labelled documents as one matrix of grams, with all that a fit needs of their units."""

    def __init__(self, texts: Sequence[Labelled]) -> None:
        self.texts = texts
        self.layouts = [layout(text.document) for text in texts]
        sizes = [len(units) for units in self.layouts]
        self.bounds = np.cumsum([0, *sizes])
        pairs = list(zip(texts, self.layouts, strict=True))
        labels = np.concatenate([_labels(text, units) for text, units in pairs])
        self.pledge, self.usable = np.isin(labels, PLEDGE), labels != DOUBTFUL
        self.source = np.repeat([text.source for text in texts], sizes)
        self.genre = np.repeat([text.genre for text in texts], sizes)
        self.grams = vstack([matrix(text.document, units) for text, units in pairs], "csr")
        opener = np.concatenate([lists(units, text.document)[1] for text, units in pairs])
        self.opener = np.where(opener >= 0, opener + np.repeat(self.bounds[:-1], sizes), -1)
        self.weight = self._weights()

    def _weights(self) -> Floats:
        """The pledges of genres that have few of them weigh more, up to four times."""
        genres, of = np.unique(self.genre, return_inverse=True)
        many = np.bincount(of, self.pledge, len(genres))
        weight = np.sqrt(many.max() / np.maximum(many, 20))[of]
        return np.where(self.pledge, np.minimum(weight, 4), 1.0)

    def fits(self, rows: Ints) -> tuple[NDArray[np.float32], Floats]:
        """The weights of pledges' words and of those that open a list, with their constants."""
        rows = rows[self.usable[rows]]
        listed = rows[self.opener[rows] >= 0]
        words = _fit(self.grams[rows], self.pledge[rows], self.weight[rows], STRENGTH)
        opens = _fit(self.grams[self.opener[listed]], self.pledge[listed], None, _OPENS)
        return np.stack([words[0], opens[0]]), np.array([words[1], opens[1]])

    def columns(self, scores: Floats) -> Floats:
        """The second layer's columns of all units."""
        parts = np.split(scores, self.bounds[1:-1])
        pairs = zip(self.texts, self.layouts, parts, strict=True)
        return np.vstack([context(units, text.document, *part.T) for text, units, part in pairs])

    def judge(self, rows: Ints, folds: int = 3) -> Judge:
        """The judge that these units teach: its second layer learns from scores of strangers."""
        scores = np.zeros((len(self.pledge), 2))
        for kept, left in GroupKFold(folds).split(rows, groups=self.source[rows]):
            weights, constants = self.fits(rows[kept])
            scores[rows[left]] = self.grams[rows[left]] @ weights.T + constants
        used = rows[self.usable[rows]]
        layer = _layer(self.columns(scores)[used], self.pledge[used])
        return Judge(*self.fits(rows), layer)

    def probabilities(self, judge: Judge) -> Floats:
        """What a judge says of all units."""
        return judge.weighed(self.columns(self.grams @ judge.tables.T + judge.constants))


def _labels(text: Labelled, units: Layout) -> NDArray[np.str_]:
    """The label of each unit: that of the span with which it shares most."""
    starts, ends, labels = map(np.array, zip(*text.spans, strict=True))
    shared = np.minimum.outer(units.rights, ends) - np.maximum.outer(units.lefts, starts)
    return np.where(shared.max(axis=1) > 0, labels[shared.argmax(axis=1)], "N")


def _fit(grams: csr_matrix, pledge: Flags, weight: Floats | None, strength: float) -> tuple:
    """Logistic regression on grams scaled by their log-odds (Wang and Manning 2012)."""
    held = grams.astype(bool)
    yes = np.asarray(held[pledge].sum(axis=0)).ravel()
    no = np.asarray(held[~pledge].sum(axis=0)).ravel()
    odds = np.log((yes + _SMOOTH) / pledge.sum()) - np.log((no + _SMOOTH) / (~pledge).sum())
    odds[yes + no < _RARE] = 0
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=200)
    model.fit(grams @ diags(odds.astype(np.float32)), pledge, sample_weight=weight)
    return (model.coef_[0] * odds).astype(np.float32), float(model.intercept_[0])


def _layer(columns: Floats, pledge: Flags) -> Floats:
    """The weights of the second layer in its columns' own units, the constant last."""
    scaler = StandardScaler().fit(columns)
    model = LogisticRegression(C=_LAYER, max_iter=3000).fit(scaler.transform(columns), pledge)
    layer = model.coef_[0] / scaler.scale_
    return np.append(layer, model.intercept_[0] - scaler.mean_ @ layer)


def texts() -> Iterator[Labelled]:
    """Every labelled text: the shared passages, those that labels.csv codes, and our own."""
    provinces = {
        row["province"]: row["file"]
        for row in csv.DictReader((SHARED / "corpus/provinces-2026/index.csv").open())
    }
    for row in _lines("labelled/passages.jsonl"):
        source = row["source"].split()
        name = provinces.get(source[1], " ".join(source[:2]))
        name = row["source"] if row["genre"] == "nation" else name
        yield _labelled(row["id"], row["text"], row["published"], row["units"], name, row["genre"])
    pool = {row["id"]: row for row in _lines("labelled/pool.jsonl")}
    labels = pd.read_csv(ROOT / "data" / "labels.csv", dtype={"published": "str"})
    for passage, rows in labels[labels["coder"] != BLIND].groupby("passage", sort=True):
        last = rows[rows["coder"] == rows["coder"].iloc[-1]]  # an audit stands after the first
        spans = last[["start", "end", "label"]].values.tolist()
        source, genre, published = last.iloc[0][["source", "genre", "published"]]
        text = pool[passage]["text"] if passage in pool else _excerpt(passage, source)
        published = None if pd.isna(published) else published
        yield _labelled(passage, text, published, spans, source, genre)
    for block in (MODEL / "passages.txt").read_text("utf-8").split("=== ")[1:]:
        yield _written(block)
    article = load()
    text, published = article.documents.loc[0, ["text", "published"]]
    marks = [
        (a, b, "P") for a, b in zip(article.pledges["start"], article.pledges["end"], strict=True)
    ]
    yield _labelled("dg2022", text, published.date(), marks, "dg2022", OURS)
    for number, case in enumerate(cases()):
        spans = [(start, end, "P") for start, end, _ in case.pledges]
        yield _labelled(
            f"case-{number}", case.text, "2024-01-15", spans or [(0, 0, "N")], case.form, OURS
        )


def _written(block: str) -> Labelled:
    """A passage of our own: a unit a line behind its label, an empty line between paragraphs."""
    head, _, lines = block.strip("\n").partition("\n")
    name, genre, published = head.split(" | ")
    text, spans = "", []
    for line in lines.split("\n"):
        label, _, words = line.partition("\t")
        spans += [(len(text), len(text) + len(words), label)] if label else []
        text += words or "\n"
    return _labelled(name, text, published, spans, f"own-{name[-1]}", genre)


def _lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (SHARED / name).read_text("utf-8").splitlines()]


def _excerpt(passage: str, source: str) -> str:
    name, start, end = re.fullmatch(r"(\w+):(\d+)-(\d+)", passage).groups()
    folder = "" if name.isdecimal() else "provinces-2026/"
    file = f"gwr-{name}.txt" if name.isdecimal() else f"{name}.txt"
    return (SHARED / "corpus" / folder / file).read_text("utf-8")[int(start) : int(end)]


def _labelled(name, text, published, spans, source, genre) -> Labelled:
    document = Document.from_text(text, document_id=name, published=published)
    return Labelled(document, [tuple(span) for span in spans], source, genre)


def measured(lesson: Lesson) -> np.ndarray:
    """The probability of each unit by a judge that saw nothing of its source."""
    found = np.zeros(len(lesson.pledge))
    for kept, left in GroupKFold(FOLDS).split(found, groups=lesson.source):
        found[left] = lesson.probabilities(lesson.judge(kept))[left]
    return found


def figures(said: np.ndarray, true: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    both = (said & true).sum()
    sizes = said.sum(), true.sum(), (said.sum() + true.sum()) / 2
    return tuple(float(both / max(size, 1)) for size in sizes)


def scores(lesson: Lesson, found: np.ndarray) -> pd.DataFrame:
    """Scores on the shared passages by genre, with 95 % intervals (bootstrap over passages).

    ``low`` and ``high`` are those of F1.
    """
    names = [text.document.document_id for text in lesson.texts]
    units = pd.DataFrame(
        {
            "passage": np.repeat(names, np.diff(lesson.bounds)),
            "genre": lesson.genre,
            "probability": found,
            "said": found >= 0.5,
            "true": lesson.pledge,
        }
    )
    units = units[lesson.usable & units["passage"].str.fullmatch(r"g\d+")]
    units["both"] = units["said"] & units["true"]
    rows, random = [], np.random.default_rng(0)
    for genre in ["all", *units["genre"].unique()]:
        of = units if genre == "all" else units[units["genre"] == genre]
        counts = of.groupby("passage")[["both", "said", "true"]].sum().to_numpy()
        draws = counts[random.integers(0, len(counts), (DRAWS, len(counts)))].sum(axis=1)
        both, said, true = draws.T
        ends = {}
        for name, of_all in (("precision_", said), ("recall_", true), ("", (said + true) / 2)):
            spread = np.quantile(both / np.maximum(of_all, 1), [0.025, 0.975])
            ends |= dict(zip((f"{name}low", f"{name}high"), spread, strict=True))
        mended = of["said"].copy()
        doubtful = (of["probability"] - 0.5).abs().nsmallest(len(of) // 10).index
        mended[doubtful] = of["true"][doubtful]
        rows.append(
            {"genre": genre, "passages": len(counts), "sentences": len(of)}
            | {"pledges": int(of["true"].sum())}
            | dict(zip(["precision", "recall", "f1"], figures(of["said"], of["true"]), strict=True))
            | ends
            | {"corrected": figures(mended, of["true"])[2]}
        )
    return pd.DataFrame(rows).round(3)


def calibration(lesson: Lesson, found: np.ndarray) -> pd.DataFrame:
    """For each tenth of probability the share of its sentences that are of pledges."""
    tenth = np.minimum((found * 10).astype(int), 9)
    units = pd.DataFrame({"tenth": tenth, "probability": found, "share": lesson.pledge})
    made = units[lesson.usable].groupby("tenth").mean().round(3)
    made.insert(0, "sentences", np.bincount(tenth[lesson.usable])[made.index])
    return made.reset_index()


def main() -> None:
    lesson = Lesson(list(texts()))
    found = measured(lesson)
    MODEL.mkdir(exist_ok=True)
    table = scores(lesson, found)
    table.to_csv(MODEL / "scores.csv", index=False)
    calibration(lesson, found).to_csv(MODEL / "calibration.csv", index=False)
    lesson.judge(np.arange(len(found))).save(MODEL / "judge.npz")
    print(table.to_string(index=False))
    print(calibration(lesson, found).to_string(index=False))


if __name__ == "__main__":
    main()
