"""Every translation as it was last reviewed: ``make notebooks`` notes each as it stands."""

import csv
from hashlib import sha256
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
WORDS, PROSE = "dgpolicy/look/words.csv", "notebooks/locale/zh_Hant.po"
REVIEWED = "tests/translations.txt"  # a digest a line, in order, so that two branches seldom meet


def said(root: Path) -> dict[str, str]:
    """The digest of each translation with its source, and where it stands."""
    with (root / WORDS).open(encoding="utf-8", newline="") as file:
        found = {
            f"{WORDS}, row {row['key']!r}": tuple(row.values()) for row in csv.DictReader(file)
        }
    with (root / PROSE).open("rb") as file:
        for each in read_po(file, locale="zh_Hant"):
            if each.id:
                head = each.id.partition("\n")[0]
                found[f"{PROSE}, line {each.lineno}, {head!r}"] = each.id, each.string
    return {sha256("\0".join(pair).encode()).hexdigest()[:16]: at for at, pair in found.items()}


def unreviewed(root: Path) -> list[str]:
    """Where a translation is another than was reviewed."""
    reviewed = (root / REVIEWED).read_text("utf-8").split()
    return [place for digest, place in said(root).items() if digest not in reviewed]


if __name__ == "__main__":
    (ROOT / REVIEWED).write_text("".join(f"{digest}\n" for digest in sorted(said(ROOT))), "utf-8")
