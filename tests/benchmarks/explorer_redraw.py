"""From a click on a facet to redrawn charts: the article, and 10,000 pledges made by repeating it.

Wall-clock time until the next frame is drawn, and the page's own processor time, in milliseconds.
"""

import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright

import dgpolicy
from dgpolicy.corpus import Corpus

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser import on_machine
from explorers import opened, written

CLICK = """async (k) => {
  const box = document.querySelectorAll(".value input")[k];
  const before = performance.now();
  box.click();
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return performance.now() - before;
}"""


def repeated(corpus: Corpus, times: int) -> Corpus:
    """The corpus as ``times`` documents that differ in their identifiers alone."""
    [document] = corpus.documents["document_id"]
    frames = {}
    for name, frame in corpus.frames.items():
        keys = [c for c in frame if c.endswith("_id") and frame[c].dtype == "string"]
        frames[name] = pd.concat(
            [
                frame.assign(**{c: frame[c].str.replace(document, f"d{k}", n=1) for c in keys})
                for k in range(times)
            ],
            ignore_index=True,
        )
    return replace(corpus, **frames)


def measured(browser, corpus: Corpus, clicks: int = 24) -> tuple[float, float]:
    """The medians of wall-clock and processor time of one click."""
    with tempfile.TemporaryDirectory() as folder:
        page = opened(browser.new_page(), written(Path(folder), corpus))
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy() -> float:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return next(m["value"] for m in metrics if m["name"] == "TaskDuration") * 1000

        walls, works = [], []
        for k in range(clicks):
            start = busy()
            walls.append(page.evaluate(CLICK, 6 + k // 2))
            works.append(busy() - start)
        page.close()
    return statistics.median(walls), statistics.median(works)


if __name__ == "__main__":
    whole = dgpolicy.load()
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path=on_machine(), args=args)
        for corpus in (whole, repeated(whole, -(-10_000 // len(whole.pledges)))):
            wall, work = measured(chromium, corpus)
            print(f"{len(corpus.pledges):>6} pledges: {wall:.0f} ms, of processor {work:.0f} ms")
        chromium.close()
