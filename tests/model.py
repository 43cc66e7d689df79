"""Makes data/model out of data/labels.csv and the texts that it labels: ``make model``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from marked_cases import cases
from sklearn.model_selection import GroupKFold

from dgpolicy.corpus import load
from dgpolicy.document import Document
from dgpolicy.extract.training import Labelled, Lesson

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MODEL = ROOT / "data" / "model"
FOLDS, DRAWS = 5, 1000
OURS, BLIND = "dgpolicy", "blind"  # the genre of our own cases; the coder who is only compared


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
    rows = np.arange(len(found))
    for kept, left in GroupKFold(FOLDS).split(rows, groups=lesson.source):
        found[left] = lesson.probabilities(lesson.judge(kept), left)
    return found


def f1(said: np.ndarray, true: np.ndarray) -> tuple[float, float, float]:
    both = (said & true).sum()
    precision, recall = both / max(said.sum(), 1), both / max(true.sum(), 1)
    return precision, recall, 2 * both / max(said.sum() + true.sum(), 1)


def scores(lesson: Lesson, found: np.ndarray) -> pd.DataFrame:
    """Scores on the shared passages by genre, with 95 % intervals (bootstrap over passages)."""
    passage = np.repeat(np.arange(len(lesson.texts)), np.diff(lesson.bounds))
    shared = np.array(
        [bool(re.fullmatch(r"g\d+", text.document.document_id)) for text in lesson.texts]
    )
    judged = shared[passage] & lesson.usable
    rows, random = [], np.random.default_rng(0)
    for genre in ["all", *dict.fromkeys(lesson.genre[shared[passage]].tolist())]:
        chosen = judged if genre == "all" else judged & (lesson.genre == genre)
        said, true, of = found[chosen] >= 0.5, lesson.pledge[chosen], passage[chosen]
        one = np.unique(of, return_inverse=True)[1]
        counts = np.stack([np.bincount(one, v) for v in (said & true, said, true)])
        draws = random.integers(0, counts.shape[1], (DRAWS, counts.shape[1]))
        hit, given, there = counts[:, draws].sum(axis=2)
        low, high = np.quantile(2 * hit / np.maximum(given + there, 1), [0.025, 0.975])
        doubt = np.argsort(np.abs(found[chosen] - 0.5), kind="stable")[: len(true) // 10]
        mended = said.copy()
        mended[doubt] = true[doubt]
        measures = (*f1(said, true), low, high, f1(mended, true)[2])
        figures = [round(float(x), 3) for x in measures]
        rows.append([genre, counts.shape[1], len(true), int(true.sum()), *figures])
    columns = [
        "genre",
        "passages",
        "sentences",
        "pledges",
        "precision",
        "recall",
        "f1",
        "low",
        "high",
        "corrected",
    ]
    return pd.DataFrame(rows, columns=columns)


def calibration(lesson: Lesson, found: np.ndarray) -> pd.DataFrame:
    """For each tenth of probability the share of its sentences that are of pledges."""
    used = lesson.usable
    tenth = np.minimum((found[used] * 10).astype(int), 9)
    table = pd.DataFrame({"tenth": tenth, "said": found[used], "share": lesson.pledge[used]})
    made = table.groupby("tenth").agg(sentences=("said", "size"), probability=("said", "mean"),
                                      share=("share", "mean"))  # fmt: skip
    return made.round(3).reset_index()


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
