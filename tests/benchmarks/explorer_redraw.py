"""The explorer's speed: the article, and 10,000 pledges made by repeating it.

From a click on a facet to the next frame, with the chart shut and open, and the page's own
processor time for it; from navigation to a readable table; all in milliseconds, beside bytes.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import dgpolicy
from dgpolicy.corpus import Corpus

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser import on_machine
from explorers import opened, repeated

from dgpolicy.share import source_of
from dgpolicy.share.page import first_page

CLICK = """async (k) => {
  const box = document.querySelectorAll(".value input")[k];
  const before = performance.now();
  box.click();
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return performance.now() - before;
}"""


FIRST = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntriesByName("first-contentful-paint")[0].startTime))
  .observe({ type: "paint", buffered: true }))"""


def measured(browser, corpus: Corpus, clicks: int = 24) -> str:
    """The medians of wall-clock and processor time of one click, and what stands before them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index.html")
        path.write_text(first_page(corpus, source_of(corpus), [], []), encoding="utf-8")
        page = opened(browser.new_page(viewport={"width": 1280, "height": 900}), path.as_uri())
        said = f"{path.stat().st_size / 1000:,.0f} kB, first answer {page.evaluate(FIRST):.0f} ms"
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy() -> float:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return next(m["value"] for m in metrics if m["name"] == "TaskDuration") * 1000

        for chart in ("shut", "open"):
            walls, works = [], []
            for k in range(clicks):
                start = busy()
                walls.append(page.evaluate(CLICK, k // 2))
                works.append(busy() - start)
            wall, work = statistics.median(walls), statistics.median(works)
            said += f"; a click, chart {chart}: {wall:.0f} ms, of processor {work:.0f} ms"
            page.locator(".charts > summary").click()
        page.close()
    return said


if __name__ == "__main__":
    whole = dgpolicy.load()
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path=on_machine(), args=args)
        for corpus in (whole, repeated(whole, -(-10_000 // len(whole.pledges)))):
            print(f"{len(corpus.pledges):>6} pledges: {measured(chromium, corpus)}")
        chromium.close()
