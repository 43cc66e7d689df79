"""Frames in parts, on disk or on many machines: what is asked of frames is asked of each part.

A part is one partition of each of the seven Dask frames, and holds its documents whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES, Frames, typed
from dgpolicy.tables.place import put, standing

P = ParamSpec("P")
R = TypeVar("R")
Columns = Mapping[str, list[str]]


def lazy(frames: Frames) -> bool:
    """Whether the frames are Dask's: in parts, and not in memory."""
    return not isinstance(frames["pledges"], pd.DataFrame)


def fetched(ask: Callable[P, R]) -> Callable[P, R]:
    """A function of corpora that fetches into memory those that are in parts."""

    def here(given: Any) -> Any:
        return given.compute() if hasattr(given, "frames") and lazy(given.frames) else given

    @wraps(ask)
    def asked(*given: P.args, **named: P.kwargs) -> R:
        return ask(*map(here, given), **{name: here(one) for name, one in named.items()})

    return asked


def each(frames: Frames, ask: Callable, *also: Any, columns: Columns | None = None) -> list[Any]:
    """What ``ask`` says of the frames of each part; frames in memory are one part.

    ``ask`` gets the frames, or those ``columns`` of them, and what stands in ``also``.
    """
    if not lazy(frames):
        return [ask(frames, *also)]
    import dask

    return list(dask.compute(*(dask.delayed(ask)(one, *also) for one in _parts(frames, columns))))


def only(frames: Frames, parts: list[int]) -> Frames:
    """Some of the parts, by their places; of frames in memory all."""
    return {n: f.partitions[parts] for n, f in frames.items()} if lazy(frames) else frames


def mapped(frames: Frames, ask: Callable, *also: Any, columns: Columns | None = None) -> Any:
    """The frames, or the frame, that ``ask`` makes of those of each part, once they are needed.

    Of a list in ``also`` each part gets its own item, an array with a value a pledge.
    """
    if not lazy(frames):
        return ask(frames, *(one[0] if isinstance(one, list) else one for one in also))
    import dask

    asked, parts = dask.delayed(ask), list(_parts(frames, columns))
    each = [one if isinstance(one, list) else [one] * len(parts) for one in also]
    made = [asked(*one) for one in zip(parts, *each, strict=True)]
    bare = {name: frame._meta for name, frame in _chosen(frames, columns).items()}
    return framed(made, ask(bare, *(one[0][:0] if isinstance(one, list) else one for one in also)))


def framed(parts: list, like: Frames | pd.DataFrame) -> Frames | pd.DataFrame:
    """The Dask frames, or frame, of parts that are not made yet; ``like`` is such a part, empty."""
    from dask.dataframe import from_delayed

    if isinstance(like, pd.DataFrame):
        return from_delayed(parts, meta=like, verify_meta=False)
    return {name: framed([part[name] for part in parts], like[name]) for name in like}


def read(folder: str | Path) -> Frames:
    """The frames of a folder: of one in parts Dask's, where that is installed, else in memory.

    Raises ``ReadError`` that names the file where one is missing or does not fit its frame.
    """
    folder = standing(Path(folder))
    paths = {name: store.parts(folder / f"{name}.parquet") for name in FRAMES}
    if min(map(len, paths.values())) < 2 or find_spec("dask") is None:
        return store.read(folder)
    from dask.dataframe import from_map

    return {
        name: from_map(partial(store.part, name), files, meta=store.part(name, files[0]).iloc[:0])
        for name, files in paths.items()
    }


def computed(frames: Frames) -> Frames:
    """The frames in memory."""
    parts = each(frames, dict)
    return joined(parts) if lazy(frames) else frames


def joined(parts: list[Frames]) -> Frames:
    """All rows of several frames, in parts where any are."""
    if not any(map(lazy, parts)):
        return {n: typed(n, pd.concat([part[n] for part in parts])) for n in FRAMES}
    from dask import delayed

    every = [one for part in parts for one in (_parts(part, None) if lazy(part) else [part])]
    like = {name: typed(name, pd.DataFrame(columns=list(held))) for name, held in FRAMES.items()}
    return framed([delayed(one) for one in every], like)


def write(folder: str | Path, frames: Frames) -> None:
    """Write a folder of Parquet, a file a table, or where the frames are in parts a file a part.

    One part after the other is fetched. Raises as ``dgpolicy.tables.store.write``.
    """
    if not lazy(frames):
        store.write(folder, frames)
        return

    def fill(new: Path) -> None:
        for name in frames:
            (new / f"{name}.parquet").mkdir(parents=True)
        for number, part in enumerate(_parts(frames, None)):
            for name, frame in dask.compute(part)[0].items():
                file = f"{name}.parquet/part-{number:06}.parquet"
                typed(name, frame).to_parquet(new / file, index=False)
        (new / "datapackage.json").write_text(store.describe(new), "utf-8")

    import dask

    put(store.vacant(folder), fill)


def _chosen(frames: Frames, columns: Columns | None) -> Frames:
    return {n: frames[n][held] for n, held in columns.items()} if columns else frames


def _parts(frames: Frames, columns: Columns | None) -> Iterator[dict]:
    held = {name: frame.to_delayed() for name, frame in _chosen(frames, columns).items()}
    return (dict(zip(held, one, strict=True)) for one in zip(*held.values(), strict=True))
