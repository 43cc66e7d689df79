"""Explorers in pages without a kernel, for the tests that drive a browser."""

import base64
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Page

from dgpolicy.corpus import Corpus
from dgpolicy.explorer import module, page_data, payload, stylesheet
from dgpolicy.tables.frames import FRAMES, typed


def coded(text: str, pledges: list[tuple[str, str]], headline: str | None = None) -> Corpus:
    """A corpus of one document: each pledge is its words and the words of its one mention."""
    rows: dict[str, list[dict]] = {name: [] for name in FRAMES}
    rows["documents"] = [{"document_id": "d", "title": headline, "script": "hant", "text": text}]
    rows["documents"][0] |= {"chars": len(text), "sha256": "0" * 64}
    rows["statements"] = [{"statement_id": "d-s", "document_id": "d", "start": 0, "end": len(text)}]
    rows["statements"][0] |= {"organisation_id": headline, "organisation": headline}
    for number, (words, mention) in enumerate(pledges, 1):
        start, pledge = text.index(words), f"d-s-{number}"
        at = start + words.index(mention)
        rows["pledges"].append({
            "pledge_id": pledge, "document_id": "d", "statement_id": "d-s", "text": words,
            "organisation_id": headline, "kind": "numbered", "ordinal": number,
            "headline": headline or words, "start": start, "end": start + len(words),
            "horizon": "unstated", "horizon_basis": "none", "aim": "action",
            "specificity": "soft", "coder": "auto",
        })  # fmt: skip
        rows["mentions"].append({
            "mention_id": f"{pledge}-m", "pledge_id": pledge, "scheme": "industry",
            "code": "new_materials", "text": mention, "start": at, "end": at + len(mention),
        })  # fmt: skip
    frames = {
        name: typed(name, pd.DataFrame(rows[name]).reindex(columns=list(FRAMES[name])))
        for name in FRAMES
    }
    return Corpus(**frames)


def repeated(corpus: Corpus, times: int) -> Corpus:
    """The corpus as ``times`` documents that differ in their identifiers alone."""
    [document] = corpus.documents["document_id"]
    frames = {}
    for name, frame in corpus.frames.items():
        rows = frame.take(np.tile(np.arange(len(frame)), times)).reset_index(drop=True)
        copy = pd.Series(np.repeat([f"d{k}" for k in range(times)], len(frame)), dtype="string")
        keys = [c for c in frame if c.endswith("_id") and frame[c].dtype == "string"]
        frames[name] = rows.assign(**{c: copy + rows[c].str.removeprefix(document) for c in keys})
    return replace(corpus, **frames)


def written(folder: Path, corpus: Corpus, view: str = "overview", **state: object) -> str:
    """A page without a kernel: one explorer, and a policy that lets nothing else in."""
    script = module()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    body = page_data("one", {"payload": payload(corpus, view), **state})
    path = folder / "page.html"
    path.write_text(
        f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>x</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="color-scheme" content="light dark">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{stylesheet()}</style><main><h1>x</h1>{body}</main>"
        f'<script type="module">{script}</script>',
        encoding="utf-8",
    )
    return path.as_uri()


def opened(page: Page, address: str) -> Page:
    """The page with its explorer; whatever the console says is kept in ``page.said``."""
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(address)
    page.locator(".dg-explorer .crumb").wait_for(state="attached")
    return page


def tick(page: Page, facet: str, code: str) -> None:
    """Tick or untick a value of a facet, as a reader does."""
    page.locator(f'.value:has([data-f="{facet}"][data-c="{code}"])').first.click()
