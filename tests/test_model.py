"""The shipped model against the labels and texts that it was made of."""

import numpy as np
import pytest
from model import MODEL, SHARED, Lesson, texts

from dgpolicy.extract.judge import Judge


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled texts are not part of the product")
def test_the_labels_make_the_shipped_weights_again(tmp_path):
    lesson = Lesson(list(texts()))
    lesson.judge(np.arange(len(lesson.pledge))).save(tmp_path / "judge.npz")
    made, shipped = (np.load(folder / "judge.npz") for folder in (tmp_path, MODEL))
    assert {name: made[name].shape for name in made} == {n: shipped[n].shape for n in shipped}
    for name in ("weights", "opens"):
        assert (made[name] != shipped[name]).sum() == 0, f"run make model: {name} are others"
    assert np.allclose(made["layer"], shipped["layer"], rtol=1e-3), "run make model"
    assert isinstance(Judge.read(MODEL / "judge.npz"), Judge)
