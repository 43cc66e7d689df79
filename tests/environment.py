"""The conda and Binder environment: this package's direct dependencies as the lock pins them."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = """\
# Made by `make lock` out of pyproject.toml and requirements.txt.
name: dgpolicy
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip
  - pip:
"""


def named(requirement: str) -> str:
    """The name at the head of a requirement.

    >>> named("pandas>=3.0")
    'pandas'
    """
    return re.split(r"[^\w.-]", requirement)[0]


def environment() -> str:
    """The text of ``environment.yml``: what a reader of the notebooks needs, pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["files"], *extras["lab"]]
    pins = [re.search(rf"^{named(r)}==[^ ]+", lock, re.M) for r in wanted]
    return HEAD + "".join(f"      - {pin[0]}\n" for pin in pins if pin) + "      - -e .\n"


if __name__ == "__main__":
    print(environment(), end="")
