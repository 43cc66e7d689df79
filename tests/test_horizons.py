from datetime import date
from pathlib import Path

import pytest

import dgpolicy
from dgpolicy.document import Document
from dgpolicy.extract.horizons import Horizon, UndatedWarning, cues, horizon


def _cases():
    lines = (Path(__file__).parent / "cases" / "horizons.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            text, published, code, basis, cue, *years = cells + [""] * (8 - len(cells))
            span = (text.index(cue), text.index(cue) + len(cue)) if cue else None
            numbers = [int(year) if year else None for year in years]
            day = date.fromisoformat(published) if published else None
            yield pytest.param(text, day, Horizon(code, basis, span, *numbers), id=text)


@pytest.mark.parametrize("text, published, expected", list(_cases()))
def test_the_words_give_this_horizon(text, published, expected):
    assert horizon(cues(text, published)) == expected


CONTINUITY = "持續 不斷 始終 常態化 一如既往 年年 長期"
PACE = (
    "加快 盡快 儘快 盡早 及早 早日 早開工 早建設 早投產 早達效 早見效 早落地 早實現 提速 快速 "
    "迅速 率先 抓緊 立即 加速"
)
NO_CUE = (
    "可持續 持續時間 持續性 不斷裂 每年年底 年年底 年年末 年年初 年年中 中長期 超長期 長期以來 "
    "長期向好 長期積累 長期形成 長期護理 長期照顧 長期國債 長期資金 長期投資 快速路 "
    "快速通道 快速軌道 加速器"
)


@pytest.mark.parametrize("words, code, basis", [
    (CONTINUITY, "continuing", "implied"),
    (PACE, "unstated", "implied"),
    (NO_CUE, "unstated", "none"),
])  # fmt: skip
def test_continuity_makes_a_class_and_pace_only_a_basis(words, code, basis):
    found = {cue: horizon(cues(f"{cue}改善", None)) for cue in words.split()}
    span = {"implied": lambda cue: (0, len(cue)), "none": lambda cue: None}[basis]
    assert found == {cue: Horizon(code, basis, span(cue)) for cue in words.split()}


def test_a_document_without_a_date_is_warned_of_once_and_keeps_its_years():
    words = "市水务局局长王江表示,将于2033年建成水厂。明年将新建两座泵站。"
    with pytest.warns(UndatedWarning, match="without a date of publication.*published=") as heard:
        corpus = dgpolicy.extract([Document.from_text(words)])
    assert len(heard) == 1
    assert corpus.pledges["horizon"].tolist() == ["unstated", "within_2_years"]
    assert corpus.pledges["horizon_to"].dropna().tolist() == [2033]
