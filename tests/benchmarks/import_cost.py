"""What `import dgpolicy; dgpolicy.load()` costs, in units of `import pandas`."""

import statistics
import subprocess
import sys
import time

PANDAS = "import pandas"
OURS = "import dgpolicy; dgpolicy.load()"


def seconds(code: str) -> float:
    """Wall-clock seconds of a new Python process that runs the code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    for code in (PANDAS, OURS):
        seconds(code)
    pairs = [(seconds(PANDAS), seconds(OURS)) for _ in range(10)]
    pandas, ours = map(statistics.median, zip(*pairs, strict=True))
    print(f"{PANDAS}: {pandas:.3f} s; {OURS}: {ours:.3f} s; ratio {ours / pandas:.2f}")
