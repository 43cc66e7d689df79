"""Shared pages held against those of an earlier version, and against the default HTML export.

Bytes of the page and of all that it loads, requests, and milliseconds (median of five fresh
visits, network off): from navigation to the first row of an answer that can be read, to the first
chart drawn, and from a click on the first value of a facet to the page redrawn.
``python tests/benchmarks/pages.py [FOLDER…]`` makes the site and the single files of the notebooks
anew; a FOLDER holds pages made before.
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import dgpolicy

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser import on_machine

ROOT = Path(__file__).parent.parent.parent
VISITS = 5
ROWS = ".dg-answers tbody tr, .dg-explorer .card, .dataframe tbody tr, .result tbody tr"
# Runs before the page's own scripts, and notes when each thing was first there.
WATCH = (
    f"""const ROWS = "{ROWS}";"""
    + """
const first = (name, there) => {
  const look = () => there() ? (window[name] = performance.now()) : requestAnimationFrame(look);
  look();
};
first("row", () => [...document.querySelectorAll(ROWS)].some((row) => row.clientHeight));
first("chart", () => document.querySelector(
  ".main-svg .point > path, .main-svg .points path, .main-svg .heatmaplayer image"));
"""
)
CLICK = """() => {
  const box = document.querySelector(".dg-explorer .value input, .dg-explorer [data-f] input");
  if (!box) return null;
  const begun = performance.now();
  box.click();
  return new Promise((done) => requestAnimationFrame(
    () => setTimeout(() => done(performance.now() - begun))));
}"""


def measured(browser: Browser, path: Path) -> dict[str, object]:
    """One row: what a page weighs, asks for, and when it is of use."""
    rows, charts, clicks = [], [], []
    for _ in range(VISITS):
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.add_init_script(WATCH)
        asked: set[str] = set()
        page.on("request", lambda request, asked=asked: asked.add(request.url))
        page.goto(path.as_uri(), wait_until="load")
        page.wait_for_timeout(2500)
        rows.append(page.evaluate("window.row ?? null"))
        charts.append(page.evaluate("window.chart ?? null"))
        clicks.append(page.evaluate(CLICK))
        context.close()
    asked = {url for url in asked if not url.startswith(("data:", "blob:"))}
    local = [Path(url.removeprefix("file://")) for url in asked if url.startswith("file:")]
    return {
        "bytes": path.stat().st_size,
        "with all": sum(file.stat().st_size for file in local if file.is_file()),
        "foreign": len(asked) - len(local),
        "first row": _median(rows),
        "first chart": _median(charts),
        "click": _median(clicks),
    }


def _median(times: list[float | None]) -> str:
    known = [time for time in times if time is not None]
    return f"{statistics.median(known):.0f} ms" if len(known) == len(times) else "never"


def main(earlier: list[Path]) -> None:
    """Print one row for each page of each way."""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder)
        command = [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level=ERROR"]
        subprocess.run([*command, "--output-dir", out / "nbconvert", *notebooks], check=True)
        command = [sys.executable, "-m", "dgpolicy.cli", "share", *notebooks, "--out"]
        subprocess.run([*command, out / "site"], check=True)
        subprocess.run([*command, out / "single", "--single-file"], check=True)
        browser = playwright.chromium.launch(
            executable_path=on_machine(), args=["--no-sandbox", "--disable-gpu"]
        )
        print("dgpolicy", dgpolicy.__version__)
        for place in [*earlier, out / "nbconvert", out / "site", out / "single"]:
            for path in sorted(place.glob("*.html")):
                row = measured(browser, path)
                print(
                    f"{place.name}/{path.stem:25}", *(f"{k} {v}" for k, v in row.items()), sep="  "
                )
        browser.close()


if __name__ == "__main__":
    main([Path(folder).resolve() for folder in sys.argv[1:]])
