"""A command that is killed at some moment, for what must hold whenever that is."""

import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator

import psutil

# How often each command is killed: ``MOMENTS=20 pytest -k kill`` for more.
MOMENTS = int(os.environ.get("MOMENTS", "2"))


def moments(longest: float) -> Iterator[float]:
    """Times to wait, the same in each run."""
    drawn = random.Random(13)
    return (drawn.uniform(0, longest) for _ in range(MOMENTS))


def killed(line: list, begun: Callable[[], object], after: float, **how: object) -> str:
    """Kill a command so many seconds after it has begun; what it had said.

    What it began itself has ended as well when this returns.
    """
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True} | how
    with subprocess.Popen([str(word) for word in line], **quiet) as running:
        while not begun() and running.poll() is None:
            time.sleep(0.001)
        time.sleep(after)
        begun_by_it = processes(running.pid)
        running.kill()
        said = running.stdout.read()
        while any(map(alive, begun_by_it)):
            time.sleep(0.01)
    return said


def processes(of: int) -> list[psutil.Process]:
    """The processes that a process has begun, and those that they have, in order."""
    try:
        return psutil.Process(of).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def alive(process: psutil.Process) -> bool:
    """Whether a process is still at work."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
