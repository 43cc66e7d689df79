"""By when a pledge is to be carried out, and how firmly its words say so."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dgpolicy.extract.times import Time, times
from dgpolicy.fold import fold

_CONTINUITY = re.compile(
    r"(?<!可)持续(?!时间|性)|不断(?!裂)|始终|常态化|一如既往|(?<!每)年年(?![底末初中])|"
    r"(?<![中超])长期(?!以来|向好|积累|形成|护理|照[护顾料]|国债|债券|资金|贷款|投资|股权|融资|合同|票据|存款)"
)
_EARLY = (
    "日|开工|动工|建成|建设|竣工|完工|投产|投用|投运|达产|达效|见效|受益|落地|签约|交付|交房|运营|启动|"
    "启用|开通|通车|上市|入库|谋划|部署|安排|准备|行动|发力|实现|实施|完成|收官|获批|出[台成]|介入|治疗|推进"
)
_PACE = re.compile(
    rf"加快|尽快|尽早|及早|早(?:{_EARLY})|提速|快速(?![路化公通干轨铁])|迅速|率先|抓紧|立即|"
    "加速(?!器)"
)


class Horizon(NamedTuple):
    """The horizon of one pledge; codes as in ``variables.csv``, ``cue`` as (start, end)."""

    horizon: str
    basis: str
    cue: tuple[int, int] | None = None
    year_from: int | None = None
    year_to: int | None = None
    years: int | None = None


def horizon(text: str, published: date | None) -> Horizon:
    """The horizon that the words of a pledge give it.

    Of several stated times the one that ends last governs, since a pledge is kept or broken
    only then; a duration without a start (三年行動計劃) governs only where no end is stated.
    A deadline (到2025年, 年底前) has no first year; a period (今年, “十四五”期間) has, and so has
    a duration counted from publication (未來五年, 五年內), which ends as many years later.
    Half years and less leave ``years`` empty. A term of office (本屆任期內) ends on a day that
    the words do not tell: ``2_to_5_years`` without years. An absolute year in a text without
    a date is ``stated`` with its years, but of no class, so ``unstated``. Cues of continuity
    and pace follow the codebook; they make the basis ``implied`` where no time is stated.

    >>> horizon("實施三年行動計劃", date(2022, 11, 9))
    Horizon(horizon='2_to_5_years', basis='stated', cue=(2, 8),
            year_from=None, year_to=None, years=3)
    >>> horizon("加快籌建大灣區大學", None).basis
    'implied'
    """
    found = list(times(text, published))
    if found:
        time = max(found, key=lambda t: (t.last is not None, t.last or date.min, t.years or 0))
        return Horizon(
            _class(time, published),
            "stated",
            (time.start, time.end),
            time.first,
            time.last.year if time.last else None,
            int(time.years) or None if time.years else None,
        )
    folded = fold(text)
    if cue := _CONTINUITY.search(folded):
        return Horizon("continuing", "implied", cue.span())
    if cue := _PACE.search(folded):
        return Horizon("unstated", "implied", cue.span())
    return Horizon("unstated", "none")


def _class(time: Time, published: date | None) -> str:
    years = time.years
    if years is None and time.last and published:
        years = time.last.year - published.year
        years += (time.last.month, time.last.day) > (published.month, published.day)
    elif years is None and time.last and time.first:
        years = time.last.year - time.first + 1
    elif years is None and time.last:
        return "unstated"
    elif years is None:
        years = time.ahead
    return "within_2_years" if years <= 2 else "2_to_5_years" if years <= 5 else "over_5_years"
