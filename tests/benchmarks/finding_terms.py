"""Finding all terms of the codebook against ``jieba.cut`` on the same text, as a ratio.

Run it with the files of a corpus: ``python tests/benchmarks/finding_terms.py TEXT…``; without
any it takes the article, many times over.
"""

import logging
import sys
from pathlib import Path
from time import perf_counter

import jieba

from dgpolicy.codebook import default, home
from dgpolicy.extract.mentions import Finder

paths = [Path(name) for name in sys.argv[1:]] or [home() / "texts" / "dg2022.txt"] * 20
texts = [path.read_text(encoding="utf-8") for path in paths]
finder = Finder(default())
jieba.setLogLevel(logging.ERROR)
jieba.initialize()
finder.find(texts[0])

ratios = []
for _ in range(3):
    start = perf_counter()
    for text in texts:
        finder.find(text)
    found = perf_counter() - start
    start = perf_counter()
    for text in texts:
        list(jieba.cut(text))
    ratios.append((perf_counter() - start) / found)
ratio = sorted(ratios)[1]
print(
    f"{sum(map(len, texts)):,} characters; jieba.cut takes {ratio:.1f} times as long, median of 3"
)
