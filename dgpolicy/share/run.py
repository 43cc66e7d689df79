"""Notebooks read from disk and executed, never written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode


class ShareError(ValueError):
    """A notebook that cannot be shared, or a place that holds something else."""


def read(path: Path) -> NotebookNode:
    """The notebook of a file; raises ``ShareError`` where there is none."""
    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise ShareError(f"{path}: {error.strerror}") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
        raise ShareError(f"{path}: is no notebook: {error}") from None


class Run:
    """One kernel in which notebooks of the same cells run one after the other, each afresh."""

    def __init__(self, path: Path, notebooks: Sequence[NotebookNode], *, widgets: bool) -> None:
        self.path, self.cells = path, len(notebooks[0].cells)
        whole = nbformat.from_dict(notebooks[0])
        again = nbformat.v4.new_code_cell("%reset -f")
        whole.cells = [cell for each in notebooks for cell in [*each.cells, again]]
        self.client = NotebookClient(
            whole,
            timeout=600,
            store_widget_state=widgets,
            record_timing=False,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(path.parent)}},
        )

    def execute(self) -> dict:
        """Fill the outputs of the cells; the result are the models of the widgets by their id.

        Raises ``ShareError`` that names the notebook, and the cell where one fails.
        """
        cells = self.client.nb.cells
        try:
            self.client.execute(env=os.environ | {"PLOTLY_RENDERER": "plotly_mimetype"})
        except CellExecutionError as error:
            at = next(at for at, cell in enumerate(cells) if _failed(cell)) % (self.cells + 1)
            said = f"cell {at + 1}: {error.ename}: {error.evalue}"
            raise ShareError(f"{self.path}: {said}") from None
        except (CellTimeoutError, DeadKernelError, KeyError) as error:  # KeyError: no such kernel
            raise ShareError(f"{self.path}: {error}") from None
        states = self.client.nb.metadata.get("widgets", {}).values()
        return {name: model for each in states for name, model in each["state"].items()}

    def stop(self) -> None:
        """Kill the kernel, whatever it does."""
        kernel = getattr(self.client.km, "provisioner", None)
        if process := getattr(kernel, "process", None):
            process.kill()


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))
