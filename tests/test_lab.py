"""The notebooks in a real JupyterLab: a browser before it, a kernel behind it."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

import dgpolicy
from dgpolicy.codebook import home
from dgpolicy.review import decided

ROOT = Path(__file__).parent.parent
CORPUS = dgpolicy.load(language="en")
PATIENCE = 120  # seconds; a slow machine is no failure
expect.set_options(timeout=PATIENCE * 1000)
# What stands at a bar is its label and then its number.


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A JupyterLab on copies of the notebooks: from a notebook's name to its address there.

    Nothing of the user's own Jupyter is read or written. The Lab takes a free port by itself
    and writes it down.
    """
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    news = folder / "JUPYTERLAB_SETTINGS_DIR/@jupyterlab/apputils-extension"
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    places = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    names = [f"JUPYTER_{place}" for place in places] + ["IPYTHONDIR"]
    names += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
    token = secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"),
        *("--ServerApp.port=0", f"--ServerApp.root_dir={folder / 'notebooks'}"),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    environment = os.environ | {name: str(folder / name) for name in names}
    environment |= {"JUPYTER_TOKEN": token}
    with (folder / "said").open("w") as said:
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
    try:
        url = address(running, folder / "JUPYTER_RUNTIME_DIR", token)
        yield lambda notebook: f"{url}lab/tree/{notebook}.ipynb?token={token}&reset"
    except TimeoutError:
        pytest.fail((folder / "said").read_text())
    finally:
        running.terminate()
        try:
            running.wait(PATIENCE)
        except subprocess.TimeoutExpired:  # a busy machine: how Jupyter ends is not ours to test
            running.kill()


def address(lab: subprocess.Popen, runtime: Path, token: str) -> str:
    """Where the Lab answers; raises ``TimeoutError`` where it ends or keeps silent."""
    until = time.monotonic() + PATIENCE
    while lab.poll() is None and time.monotonic() < until:
        try:
            url = json.loads(next(runtime.glob("jpserver-*.json")).read_text())["url"]
            urlopen(f"{url}api/status?token={token}", timeout=PATIENCE).close()
            return url
        except (StopIteration, ValueError, URLError):
            time.sleep(0.1)  # no file yet, or half of it, or no ear at the port
    raise TimeoutError


def ran(browser: Browser, url: str) -> Page:
    """The notebook at that address with all its cells run by the menu."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(url)
    run_all(page)
    return page


def run_all(page: Page) -> None:
    """Run all cells by the menu, once the kernel is there."""
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


@pytest.fixture(scope="module")
def industries(browser: Browser, lab: Callable[[str], str]) -> Page:
    """Notebook 02, its explorer drawn."""
    page = ran(browser, lab("02_by_industry"))
    page.locator(".dg-explorer .matrix td > button").first.wait_for()
    return page


@pytest.fixture(scope="module")
def desk(browser: Browser, lab: Callable[[str], str]) -> Page:
    """Notebook 05, the text that it comes with coded and shown."""
    page = ran(browser, lab("05_your_own_document"))
    page.locator(".dg-explorer tr[data-p]").first.wait_for()
    return page


def control(page: Page, facet: str) -> dict[str, int]:
    """The values of a control from the top down, each with the number that stands beside it."""
    rows = page.locator(f'.value:has([data-f="{facet}"])')
    code, left = "row.querySelector('[data-c]').dataset.c", "+row.querySelector('.n').textContent"
    return dict(rows.evaluate_all(f"rows => rows.map(row => [{code}, {left}])"))


def test_choosing_another_body_changes_the_chart_and_the_list_of_pledges(industries: Page):
    charts = []
    for body in ("stb", "drc"):
        for box in industries.locator('.value:has([data-f="organisation"]) input:checked').all():
            box.uncheck()
        industries.locator(f'.value:has([data-c="{body}"]) input').check()
        chosen = CORPUS.filter(organisation=body)
        codes = CORPUS.values("industry")
        counts = {code: len(chosen.filter(industry=code).pledges) for code in codes}
        assert control(industries, "industry") == counts
        sums = [str(n) for n in counts.values() if n]
        expect(industries.locator(".matrix tbody .sum")).to_have_text(sums)
        rows = industries.locator(".dg-explorer tr[data-p]")
        listed = rows.evaluate_all("rows => rows.map(r => r.dataset.p)")
        assert listed == chosen.pledges["pledge_id"].tolist()
        charts.append(sums)
    assert charts[0] != charts[1]


def test_the_language_switch_changes_the_labels(industries: Page):
    for button, language, heading in (("繁", "zh", "產業"), ("EN", "en", "industry")):
        industries.get_by_role("button", name=button, exact=True).click()
        label = CORPUS.codebook.label("industry", "new_materials", language)
        expect(industries.locator(".facet > summary", has_text=heading).first).to_be_visible()
        expect(industries.locator('.value [data-c="new_materials"]')).to_have_text(label)


def upload(page: Page, name: str, content: bytes) -> None:
    """Drop that file on the Desk, as a person drops it out of a folder."""
    script = """([name, words]) => {
        const moved = new DataTransfer();
        moved.items.add(new File([Uint8Array.from(words)], name));
        return moved;
    }"""
    moved = page.evaluate_handle(script, [name, list(content)])
    page.locator(".dgpolicy-drop").dispatch_event("drop", {"dataTransfer": moved})


def test_a_file_given_to_the_desk_is_coded(desk: Page):
    upload(desk, "article.txt", (home() / "texts" / "dg2022.txt").read_bytes())
    expect(desk.locator(".crumb strong")).to_have_text(f"All {len(CORPUS.pledges)} pledges")
    bodies = CORPUS.values("organisation")
    counts = {code: len(CORPUS.filter(organisation=code).pledges) for code in bodies}
    assert control(desk, "organisation") == counts


def test_a_file_that_the_desk_cannot_read_is_named_with_the_reason(desk: Page):
    upload(desk, "scan.pdf", b"%PDF-1.4 broken")
    expect(desk.get_by_role("alert").filter(has_text="scan.pdf")).to_be_visible()
    expect(desk.locator(".dg-explorer")).to_have_count(0)


def test_a_kernel_that_is_killed_has_lost_no_decision(desk: Page, tmp_path_factory):
    review, cells = desk.locator(".dg-review"), desk.locator(".jp-Cell").count()
    for number, key in enumerate("ara", 1):
        review.press(key)
        expect(review.locator(".progress")).to_contain_text(f"{number} decided")
    assert desk.locator(".jp-Cell").count() == cells, "JupyterLab took a key for its own"
    folder = tmp_path_factory.getbasetemp() / "lab0"
    for process in psutil.process_iter(["cmdline"]):
        said = " ".join(process.info["cmdline"] or [])
        if "ipykernel" in said and str(folder) in said:
            process.kill()
    rows = decided(folder / "notebooks" / "decisions.csv")
    assert [row.decision for row in rows] == ["accept", "reject", "accept"]
    desk.get_by_role("button", name="Ok").click()
    run_all(desk)
    expect(review.locator(".progress")).to_contain_text("3 decided")
