"""The browser that the tests drive, and what it needs to show Chinese.

As a program (``make test`` runs it) this gets what the machine lacks, and where it cannot, ends
with one line that says what to install.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "google-chrome", "chromium-browser", "microsoft-edge")
PLAYWRIGHT = (sys.executable, "-m", "playwright")


def on_machine() -> str | None:
    """The path of a browser that runs: ``DGPOLICY_BROWSER``, else the first of ``NAMES``."""
    chosen = os.environ.get("DGPOLICY_BROWSER")
    paths = map(shutil.which, [chosen] if chosen else NAMES)
    return next((path for path in paths if path and _runs(path, "--version")), None)


def has_chinese_font() -> bool:
    """Whether pages can show Chinese; only on Linux is that not a matter of course."""
    if not sys.platform.startswith("linux"):
        return True
    return _runs("sh", "-c", "fc-list :lang=zh | grep -q .")


def driver_runs() -> bool:
    """Whether Playwright's own program starts."""
    return _runs(*PLAYWRIGHT, "--version")


# What the tests need: is it there, the Debian packages that bring it, what to do elsewhere.
NEEDS = (
    (driver_runs, ["libatomic1"], "libatomic, for Playwright: install libatomic1"),
    (has_chinese_font, ["fontconfig", "fonts-noto-cjk"], "a Chinese font: install Noto Sans CJK"),
    (on_machine, ["chromium"], "a browser: install Chromium or Google Chrome"),
)


def get() -> str | None:
    """Get what is missing; the result says what is still to be installed, if anything is."""
    chosen = os.environ.get("DGPOLICY_BROWSER")
    if chosen and not on_machine():
        return f"DGPOLICY_BROWSER={chosen} is no browser that runs"
    wanted = [package for there, packages, _ in NEEDS if not there() for package in packages]
    if wanted and shutil.which("apt-get") and os.geteuid() == 0:
        _runs("apt-get", "update")
        _runs("apt-get", "install", "--yes", "--no-install-recommends", *wanted)
    for there, _, what in NEEDS:
        if there() or (there is on_machine and _runs(*PLAYWRIGHT, "install", "chromium")):
            continue
        return f"the tests need {what}"
    return None


def _runs(*command: str) -> bool:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, check=False, **quiet).returncode == 0


if __name__ == "__main__":
    sys.exit(get())
