"""What the benchmarks share: two ways timed in turns, growth by size, and where it is written."""

from __future__ import annotations

import statistics
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import plotly.express as px
import pytest

import dgpolicy
from dgpolicy import Document

HERE = Path(__file__).parent
REPORTS = sorted((HERE.parents[2] / "shared" / "corpus").glob("gwr-*.txt"))[-12:]
ROUNDS = 5
SIZES = (1, 10, 100)
LIBRARIES = ("pandas", "numpy", "plotly", "jieba")


@pytest.fixture(scope="session")
def whole():
    return dgpolicy.load("en")


@pytest.fixture(scope="session")
def reports():
    """The files of the last twelve reports to the National People's Congress."""
    if not REPORTS:
        pytest.skip("the reports lie beside the repository")
    return REPORTS


@pytest.fixture(scope="session")
def texts(reports):
    return [path.read_text(encoding="utf-8") for path in reports]


@pytest.fixture(scope="session")
def extracted():
    """What makes checked tables of texts."""

    def extract(texts):
        made = [
            Document.from_text(text, document_id=f"d{n}", published="2020-03-05")
            for n, text in enumerate(texts)
        ]
        return dgpolicy.extract(made).check()

    return extract


@pytest.fixture
def against(benchmark):
    """Times ours and theirs in turns.

    The ratio is their time by ours where ``wanted`` is a least one (≥), else ours by theirs.
    """

    def measure(ours, theirs, *, what: str, by: str, wanted: str):
        taken = []

        def timed(work):
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)

        ours(), theirs()
        benchmark.pedantic(timed, args=[ours], setup=lambda: timed(theirs), rounds=ROUNDS)
        theirs_s, ours_s = (statistics.median(taken[k::2]) for k in (0, 1))
        benchmark.extra_info |= {
            "what": what,
            "ours": f"{ours_s * 1000:,.1f} ms",
            "otherwise": f"{by}: {theirs_s * 1000:,.1f} ms",
            "ratio": f"{theirs_s / ours_s if '≥' in wanted else ours_s / theirs_s:.3g} ×",
            "wanted": wanted,
        }

    return measure


@pytest.fixture
def growth(benchmark):
    """Times a work at 1, 10 and 100 times a size, and keeps the exponent of its growth."""

    def measure(work, made, *, what: str):
        seconds = []
        for size in SIZES:
            thing = made(size)
            work(thing)
            taken = []
            for _ in range(ROUNDS if size < SIZES[-1] else 1):
                begun = time.perf_counter()
                work(thing)
                taken.append(time.perf_counter() - begun)
            seconds.append(statistics.median(taken))
        benchmark.pedantic(lambda: None)
        exponent = np.polyfit(np.log(SIZES), np.log(seconds), 1)[0]
        benchmark.extra_info |= {"growth": what, "seconds": seconds, "exponent": exponent}

    return measure


def pytest_benchmark_update_json(config, benchmarks, output_json):
    """Writes ``RESULTS.md`` and ``growth.svg``, with where and of what they were taken."""
    machine, commit = output_json["machine_info"], output_json["commit_info"]
    cpu, state = machine["cpu"], " with changes" if commit["dirty"] else ""
    rows = [each["extra_info"] for each in output_json["benchmarks"]]
    heads = ("what", "ours", "otherwise", "ratio", "wanted")
    grown = [row for row in rows if "growth" in row]
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` wrote this on {output_json['datetime'][:10]} at commit {commit['id'][:7]}"
        f"{state}: {cpu.get('brand_raw', machine['machine'])}, {cpu['count']} cores, Python",
        f"{machine['python_version']}, {', '.join(f'{n} {version(n)}' for n in LIBRARIES)}.",
        f"Ours and what a user would do otherwise take turns; medians of {ROUNDS} rounds.",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(row[head] for head in heads)} |" for row in rows if "what" in row),
        "",
        "![Seconds by size](growth.svg)",
        "",
        "| seconds of | 1 × | 10 × | 100 × | exponent |",
        "|---|---|---|---|---|",
    ]
    for row in grown:
        taken = " | ".join(f"{each:.3g}" for each in row["seconds"])
        lines.append(f"| {row['growth']} | {taken} | {row['exponent']:.2f} |")
    (HERE / "RESULTS.md").write_text("\n".join([*lines, ""]), encoding="utf-8")
    if grown:
        seconds = {row["growth"].replace("`", ""): row["seconds"] for row in grown}
        figure = px.line(seconds | {"size": SIZES}, "size", [*seconds], log_x=True, log_y=True)
        figure.update_traces(mode="lines+markers")
        figure.update_layout(yaxis_title="seconds", legend_title="", template="plotly_white")
        figure.write_image(HERE / "growth.svg", width=900, height=420)
