"""A shared page held against the default HTML export of the same notebook.

Bytes, requests, and milliseconds (median of five fresh visits, network off) from navigation to the
first chart drawn and to the first facet usable. ``python tests/benchmarks/pages.py [NOTEBOOK]``
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dgpolicy.corpus import load
from dgpolicy.share.site import files, pages_of

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser import on_machine

ROOT = Path(__file__).parent.parent.parent
VISITS = 5
# Runs before the page's own scripts, and notes when each thing was first there.
WATCH = """
const first = (name, there) => {
  const look = () => there() ? (window[name] = performance.now()) : requestAnimationFrame(look);
  look();
};
first("chartAt", () => document.querySelector(
  ".main-svg .point > path, .main-svg .points path, .main-svg .heatmaplayer image"));
first("facetAt", () => document.querySelector(".dg-explorer .value input"));
"""


def measured(browser: Browser, path: Path, seconds: float) -> dict[str, object]:
    """One row: what a page weighs, asks for, and when it is of use."""
    charts, facets, asked = [], [], []
    for _ in range(VISITS):
        context = browser.new_context(offline=True)
        page = context.new_page()
        page.add_init_script(WATCH)
        requests: list[str] = []
        page.on("request", lambda request, requests=requests: requests.append(request.url))
        page.goto(path.as_uri(), wait_until="load")
        page.wait_for_timeout(1000 * seconds)
        charts.append(page.evaluate("window.chartAt ?? null"))
        facets.append(page.evaluate("window.facetAt ?? null"))
        asked.append([url for url in requests if not url.startswith(("data:", "blob:"))])
        context.close()
    foreign = {url for urls in asked for url in urls if not url.startswith("file:")}
    return {
        "bytes": path.stat().st_size,
        "requests": len(asked[0]),
        "foreign": len(foreign),
        "first chart": _median(charts),
        "first facet": _median(facets),
    }


def _median(times: list[float | None]) -> str:
    known = [time for time in times if time is not None]
    return f"{statistics.median(known):.0f} ms" if len(known) == len(times) else "never"


def main(notebook: Path) -> None:
    """Print one row for the default export, the single file and the page of a site."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder)
        command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(notebook)]
        subprocess.run([*command, "--output-dir", folder, "--log-level=ERROR"], check=True)
        pages = pages_of([notebook])
        for form in ("single", "site"):
            for name, content in files(pages, load(), single_file=form == "single").items():
                place = out / form / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        browser = playwright.chromium.launch(
            executable_path=on_machine(), args=["--no-sandbox", "--disable-gpu"]
        )
        for label, place in {
            "nbconvert": out / f"{notebook.stem}.html",
            "single file": out / "single" / f"{notebook.stem}.html",
            "site": out / "site" / f"{notebook.stem}.html",
        }.items():
            row = measured(browser, place, seconds=3)
            print(f"{label:12}", *(f"{key} {value}" for key, value in row.items()), sep="  ")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "notebooks" / "01_by_bureau.ipynb")
