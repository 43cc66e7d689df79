"""How fast the package is, by what a user would do otherwise in the same run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tracemalloc

import jieba
import nbformat
import plotly.express as px
import pytest
from explorers import opened, repeated, written
from rerun import ROOT

from dgpolicy import charts
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES

pytestmark = pytest.mark.filterwarnings("ignore")  # of texts that state no date of their own
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
CLICK = """async (k) => {
  const box = document.querySelectorAll(".value input")[k];
  const before = performance.now();
  box.click();
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return performance.now() - before;
}"""


EXPLORED = """
import resource, sys, dgpolicy
explorer = dgpolicy.explore(dgpolicy.Corpus.read(sys.argv[1]), industry="new_energy")
print(explorer.payload["large"]["all"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def python(*arguments):
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout


def test_extract_against_jieba(against, extracted, texts):
    jieba.setLogLevel(60)
    against(
        lambda: extracted(texts),
        lambda: [list(jieba.cut(text)) for text in texts],
        what=f"`extract` of {sum(map(len, texts)):,} characters to checked tables",
        by="`jieba.cut`",
        wanted="≥ 5 ×",
    )


def test_extract_against_the_floor(against, extracted, reports):
    def read():
        return [path.read_bytes().decode("utf-8") for path in reports]

    against(
        lambda: extracted(read()),
        lambda: [SENTENCE.findall(text) for text in read()],
        what="the same from bytes",
        by="reading, decoding and one pattern of sentences",
        wanted="≤ 10 ×",
    )


def test_import_and_load_against_pandas(against):
    against(
        lambda: python("-c", "import dgpolicy; dgpolicy.load()"),
        lambda: python("-c", "import pandas"),
        what="`import dgpolicy; dgpolicy.load()`",
        by="`import pandas`",
        wanted="≤ 1.15 ×",
    )


def test_choices_of_a_million_against_categoricals(against, whole):
    million = repeated(whole, -(-1_000_000 // len(whole)))
    chosen = {"organisation": "stb", "specificity": "soft", "kind": "numbered"}
    flat = million.pledges.assign(organisation=million.pledges["organisation_id"])
    flat = flat[[*chosen, "horizon", "aim"]].astype("category")

    def ours():
        return [million.counts(facet, **chosen).to_dict() for facet in ("horizon", "aim")]

    def theirs():
        kept = flat[(flat[list(chosen)] == list(chosen.values())).all(axis=1)]
        return [kept.groupby(by, observed=True).size().to_dict() for by in ("horizon", "aim")]

    assert ours() == theirs()
    what = f"three facets of {len(million):,} pledges chosen, two counted"
    against(ours, theirs, what=what, by="categoricals with `groupby`", wanted="≥ 20 ×")


def test_two_million_pledges_in_parts(benchmark, whole, tmp_path):
    store.fill(tmp_path / "one", repeated(whole, 667).frames, bare=True)
    for name in FRAMES:
        (folder := tmp_path / "all.parquet" / f"{name}.parquet").mkdir(parents=True)
        for number in range(100):
            os.link(tmp_path / "one" / f"{name}.parquet", folder / f"part-{number:06}.parquet")
    seconds = []

    def explore():
        begun = time.perf_counter()
        said = python("-c", EXPLORED, tmp_path / "all.parquet").split()
        seconds.append(time.perf_counter() - begun)
        return map(int, said)

    pledges, peak = benchmark.pedantic(explore)
    benchmark.extra_info |= {
        "what": f"memory of an explorer of {pledges:,} pledges in parts, opened on a choice",
        "ours": f"{peak / 1e6:.0f} MB, {seconds[0]:.0f} s",
        "otherwise": "–",
        "ratio": "–",
        "wanted": "≤ 2,000 MB",
    }


@pytest.mark.parametrize("pledges", [30, 10_000])
def test_a_figure_against_plotly_express(against, whole, pledges):
    corpus = repeated(whole, -(-pledges // len(whole)))

    def theirs():
        coded = corpus.coded("industry")
        basis = corpus.coded("horizon_basis").set_index("unit")["code"]
        counts = coded.assign(basis=coded["unit"].map(basis)).groupby(["code", "basis"])
        table = counts.size().rename("n").reset_index()
        return px.bar(table, x="n", y="code", color="basis", orientation="h")

    against(
        lambda: charts.bars(corpus, "industry", by="horizon_basis"),
        theirs,
        what=f"`charts.bars` of {len(corpus):,} pledges",
        by="`groupby` and `plotly.express.bar`",
        wanted="≥ 10 ×",
    )


def test_a_click_on_ten_thousand_pledges(benchmark, browser, whole, tmp_path):
    corpus = repeated(whole, -(-10_000 // len(whole)))
    address = written(tmp_path, corpus)
    page = opened(browser.new_page(viewport={"width": 1280, "height": 900}), address)
    taken = sorted(page.evaluate(CLICK, k // 2) for k in range(20))
    benchmark.pedantic(lambda: None)
    benchmark.extra_info |= {
        "what": f"a click in the explorer on {len(corpus):,} pledges, to the next frame",
        "ours": f"{taken[len(taken) // 2]:.0f} ms",
        "otherwise": "–",
        "ratio": "–",
        "wanted": "≤ 50 ms",
    }


def test_the_notebooks_against_their_imports(against, tmp_path):
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
        imports = "\n".join(re.findall(r"^(?:import|from) .*", code, re.M))
        notebook.cells = [nbformat.v4.new_code_cell(imports)]
        nbformat.write(notebook, tmp_path / path.name)

    def run(paths):
        python("-m", "pytest", "-q", "-c", os.devnull, "--nbval-lax", "--nbval-current-env", *paths)

    against(
        lambda: run(notebooks),
        lambda: run(tmp_path.glob("*.ipynb")),
        what=f"the {len(notebooks)} notebooks under nbval",
        by="the same that only import",
        wanted="≤ 2 ×",
    )


@pytest.mark.parametrize("files", [1, 100])
def test_memory_of_extract(benchmark, extracted, texts, files):
    text = "\n".join(texts * 5)[:1_000_000]
    size = len(text) // files
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    extracted(parts[:1])
    tracemalloc.start()
    benchmark.pedantic(lambda: extracted(parts))
    peak, own = tracemalloc.get_traced_memory()[1], len(text.encode("utf-8"))
    tracemalloc.stop()
    benchmark.extra_info |= {
        "what": f"memory of `extract`, {len(text):,} characters in files: {files}",
        "ours": f"{peak / 1e6:.0f} MB",
        "otherwise": f"the text: {own / 1e6:.1f} MB",
        "ratio": f"{peak / own:.3g} ×",
        "wanted": "≤ 30 ×",
    }
