"""Makes data/reference out of the shared work reports, counts only: ``make reference``.

``reports.csv`` has the reports, ``counts.csv`` what the sentences of their pledges name, and
``words.csv`` how often a few words stand in each national report; no text leaves the reports. The
counts are of sentences, since it is of sentences that the reader's error is measured; what a
count's interval is, ``dgpolicy.compare.bounds`` says. A sentence names an industry or an
instrument where one of its wordings stands in it, is dated where a stated time does (``stated``),
and ``hard`` where the words do by which an action is. A code that no sentence
names has no row. Words are counted by themselves, in either script and across the line breaks of
a transcription, so they have no interval.
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dgpolicy.codebook import default
from dgpolicy.compare import bounds
from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.extract import extract
from dgpolicy.extract.horizons import cues
from dgpolicy.extract.mentions import held
from dgpolicy.fold import fold

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
REFERENCE = ROOT / "data" / "reference"
PROVINCES = "https://github.com/johncodes404/china-provincial-gov-reports-2026"
WORDS = {
    "智能": "smart",
    "產業鏈": "industrial chain",
    "專精特新": "specialised-and-new firms",
    "數字經濟": "digital economy",
}
MODEL = hashlib.sha256((ROOT / "data/model/judge.npz").read_bytes()).hexdigest()[:12]


def reports() -> pd.DataFrame:
    """Every report: its id, genre, place, date, address and text."""
    nation = pd.read_csv(SHARED / "index.csv", dtype="str").sort_values("year")
    nation = pd.DataFrame(
        {
            "report": "nation-" + nation["year"],
            "genre": "nation",
            "place": "nation",
            "published": nation["year"],
            "url": nation["url"],
            "text": [(SHARED / file).read_text("utf-8") for file in nation["file"]],
        }
    )
    terms = default().terms
    places = terms[terms["scheme"] == "place"]
    codes = dict(zip(places["term"].map(fold), places["code"], strict=True))
    rows = pd.read_csv(SHARED / "provinces-2026/index.csv", dtype="str")
    place = rows["province"].map(fold).map(codes)
    texts = [(SHARED / f"provinces-2026/{file}.txt").read_text("utf-8") for file in rows["file"]]
    provinces = pd.DataFrame(
        {
            "report": place + "-" + rows["published"].str[:4],
            "genre": "province",
            "place": place,
            "published": rows["published"],
            "url": PROVINCES,
            "text": texts,
        }
    )
    order = {code: at for at, code in enumerate(default().codes("place"))}
    provinces = provinces.sort_values("place", key=lambda codes: codes.map(order))
    return pd.concat([nation, provinces], ignore_index=True)


def named(corpus: Corpus) -> Iterator[tuple[str, str, str, int]]:
    """What the sentences of pledges of one report name, as (facet, code, …) once a sentence."""
    text, published = corpus.documents.loc[0, ["text", "published"]]
    pledged = corpus.sentences[corpus.sentences["pledge_id"].notna()]
    spans = pledged[["start", "end"]].to_numpy(int)
    for scheme in ("industry", "instrument"):
        mentions = corpus.mentions[corpus.mentions["scheme"] == scheme].sort_values("start")
        where = held(mentions[["start", "end"]], spans)
        yield from zip([scheme] * len(where), mentions["code"], where.tolist(), strict=True)
    hard = corpus.actions[corpus.actions["specificity"] == "hard"]
    hard = hard.sort_values("specificity_start")[["specificity_start", "specificity_end"]]
    yield from (("specificity", "hard", at) for at in held(hard, spans).tolist())
    times = [time[:2] for time in cues(text, published.date()) if not time.cue]
    yield from (("horizon_basis", "stated", at) for at in held(sorted(times), spans).tolist())
    yield from (("all", "all", at) for at in range(len(spans)))


def made() -> dict[str, pd.DataFrame]:
    """The three tables by the names of their files."""
    every = reports()
    every["chars"] = every["text"].str.len()
    latest = every["report"] == every.loc[every["genre"] == "nation", "report"].iloc[-1]
    rows = []
    for one in every[latest | (every["genre"] == "province")].itertuples():
        # A national report is of March, and nobody needs the day to class its times.
        day = one.published if "-" in one.published else f"{one.published}-03-05"
        corpus = extract(Document.from_text(one.text, document_id=one.report, published=day))
        found = pd.DataFrame(named(corpus), columns=["facet", "code", "sentence"])
        found = found[found["sentence"] >= 0].drop_duplicates()
        n = found.groupby(["facet", "code"]).size().rename("n").reset_index()
        low, high = bounds(n["n"], one.genre)
        rows.append(n.assign(low=low, high=high).assign(report=one.report, genre=one.genre))
    counts = pd.concat(rows)[["report", "facet", "code", "n", "low", "high"]].assign(model=MODEL)
    folded = every.loc[every["genre"] == "nation"].set_index("report")["text"].map(fold)
    folded = folded.str.replace("\n", "")
    words = [
        (report, word, english, text.count(fold(word)), len(text))
        for report, text in folded.items()
        for word, english in WORDS.items()
    ]
    return {
        "reports": every.drop(columns="text"),
        "counts": counts,
        "words": pd.DataFrame(words, columns=["report", "word", "word_en", "n", "chars"]),
    }


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("the shared work reports are not here; data/reference stays as it is")
    warnings.simplefilter("ignore")
    REFERENCE.mkdir(exist_ok=True)
    for name, table in made().items():
        table.to_csv(REFERENCE / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
