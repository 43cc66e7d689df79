"""How fast documents become checked tables, against jieba's cutting alone on the same text.

Run as ``python tests/benchmarks/extracting.py``; the reports lie beside the repository.
"""

import time
import tracemalloc
import warnings
from pathlib import Path

import jieba

import dgpolicy
from dgpolicy import Document

REPORTS = sorted((Path(__file__).parents[3] / "shared" / "corpus").glob("gwr-*.txt"))[-12:]


def documents(texts):
    return [
        Document.from_text(text, document_id=f"d{n}", published="2020-03-05")
        for n, text in enumerate(texts)
    ]


def seconds(work, times=3):
    """The least processor time of a few runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main():
    warnings.simplefilter("ignore")
    jieba.setLogLevel(60)
    jieba.lcut("热身")
    texts = [path.read_text(encoding="utf-8") for path in REPORTS]
    chars = sum(map(len, texts))
    dgpolicy.extract(documents(texts[:1])).check()
    read = seconds(lambda: dgpolicy.extract(documents(texts)).check())
    cut = seconds(lambda: [jieba.lcut(text) for text in texts])
    print(f"{len(texts)} reports, {chars:,} characters: {read:.3f} s, {chars / read / 1e6:.2f} M/s")
    print(f"jieba.lcut alone: {cut:.3f} s, so {cut / read:.2f} times as fast as that")
    whole = "\n".join(texts)
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        text = (whole * (size // len(whole) + 1))[:size]
        taken = seconds(lambda text=text: dgpolicy.extract(documents([text])), times=1)
        print(f"{size:>12,} characters: {taken:8.3f} s, {size / taken / 1e6:.2f} M/s")
    text = whole[:200_000]
    tracemalloc.start()
    dgpolicy.extract(documents([text]))
    print(f"memory: {tracemalloc.get_traced_memory()[1] / (4 * len(text)):.0f} times the text")


if __name__ == "__main__":
    main()
