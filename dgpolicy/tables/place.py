"""What is written stands at its place whole or not at all, whenever the writing ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory


def put(target: Path, fill: Callable[[Path], object]) -> None:
    """Put at a place what ``fill`` writes, whole or not at all, in place of what stands there.

    It is written beside its place and moved there. Raises ``OSError`` where that is refused.
    """
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        left = [*standing(target).parent.glob(f".{escape(target.name)}.*.part")]
        with TemporaryDirectory(".part", f".{target.name}.", target.parent) as beside:
            new, old = Path(beside, "new"), Path(beside, "old")
            try:
                # Moved, not removed: a run that still writes there finds nothing to put down.
                for part in left:
                    part.rename(Path(beside, part.name))
                fill(new)
                if target.is_dir():  # a file is replaced in one step, a folder in two
                    target.rename(old)
                new.replace(target)
            finally:
                standing(target)


def standing(target: Path) -> Path:
    """That place, with what a run that was killed between two steps had moved away from it."""
    if not target.exists():
        for moved in target.parent.glob(f".{escape(target.name)}.*.part/**/old"):
            return moved.rename(target)
    return target


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say of what a system refuses, by ``OSError``, that this place cannot be written."""
    try:
        yield
    except OSError as error:
        why = f"cannot be written ({error.strerror or error}); choose another place"
        raise OSError(error.errno, why, str(target)) from error
