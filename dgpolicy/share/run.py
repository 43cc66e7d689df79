"""Notebooks read from disk and executed, never written."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


class ShareError(ValueError):
    """A notebook that cannot be shared, or a place that holds something else."""


def read(path: Path) -> nbformat.NotebookNode:
    """The notebook of a file; raises ``ShareError`` where there is none."""
    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise ShareError(f"{path}: {error.strerror}") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
        raise ShareError(f"{path}: is no notebook: {error}") from None


def executed(path: Path, stored: nbformat.NotebookNode, *, widgets: bool) -> nbformat.NotebookNode:
    """The notebook with fresh outputs, and with the state of its ``widgets`` where wanted.

    It runs in its own folder. Raises ``ShareError`` that names the cell where one fails.
    """
    notebook = nbformat.from_dict(stored)
    client = NotebookClient(
        notebook,
        timeout=600,
        store_widget_state=widgets,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env=os.environ | {"PLOTLY_RENDERER": "plotly_mimetype"})
    except CellExecutionError as error:
        where = next(n for n, cell in enumerate(notebook.cells, 1) if _failed(cell))
        raise ShareError(f"{path}: cell {where}: {error.ename}: {error.evalue}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise ShareError(f"{path}: {error}") from None
    return notebook


def _failed(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))
