"""The figures that a text aims at, with their units, bounds and SI values."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from dgpolicy.extract.forms import SI, Form, find
from dgpolicy.fold import fold
from dgpolicy.numerals import number, precision


class Target(NamedTuple):
    """One figure: offsets into the text, value in its unit, and what it comes to in SI.

    萬 and 億 belong to the number (6000億元 is 6e11 元). ``unit`` is verbatim; it is ``%`` for
    百分之五, 人 for 人口1000萬, else empty where the text gives none (由3萬增至4萬, 三分之一).
    ``si_unit`` is m2, m, m3, kg, J, W or CNY, ``hectares`` stands for areas only, and ``object``
    is the noun that follows a short way, verbatim; ``role`` is ``input`` for what is brought in.
    """

    start: int
    end: int
    value: float
    unit: str
    bound: str
    si_value: float | None = None
    si_unit: str | None = None
    hectares: float | None = None
    object: str | None = None
    role: str = "aim"


# What stands behind a figure binds it closest, then what stands before it.
_BOUNDS = {
    "above": "at_least", "below": "at_most", "round": "about",
    "at_least": "at_least", "at_most": "at_most", "about": "about",
}  # fmt: skip
_LISTS = re.compile("^[^0-9二两三四五六七八九十]*、[^、等]+$")  # 甲、乙两个区: two of what is there
_VERBS = "打造|建设|建成|开展|实施|推进|推动|实现|达到|进行|参与|完成|培育|落户|落地|投产|以上|左右"
_NOUN = re.compile(
    rf"的?(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?=[,。;、:\s\d\"<>和及与并等]|{_VERBS}|$)"
)


def targets(text: str, *, yuan: bool = True) -> list[Target]:
    """The figures that the words of a pledge or a whole document aim at, in their order.

    ``yuan`` says whether 元 alone is the yuan; see ``counts_in_yuan``.

    >>> [(t.value, t.unit, t.bound) for t in targets("由3萬增至4萬,不少於15萬個單位,增長5.5%左右")]
    [(40000.0, '', 'equal'), (150000.0, '個', 'at_least'), (5.5, '%', 'about')]
    """
    folded, found = fold(text), []
    for form, match in find("targets", folded):
        if not form.reading:
            continue
        groups, (start, end) = match.groupdict(), match.span()
        try:
            read = _values(form, groups)
        except ValueError:  # figures in a row that are no number: 十十
            continue
        ahead = folded[max(start - 60, 0) : start]
        clause = ahead[max(map(ahead.rfind, ",。;:\n")) + 1 :]
        if any(find("background", f"{clause}#{match[0]}#{folded[end : end + 20]}")):
            continue
        counted = groups.get("counted")
        if counted and clause.count("、") + 1 == read[0][0] and _LISTS.search(clause):
            continue
        words = groups.get("unit") or ""
        unit = text[slice(*match.span("unit"))] if words else form.reading.partition(" ")[2]
        role = "input" if any(find("inputs", f"{clause}#{folded[end : end + 12]}")) else "aim"
        noun = _NOUN.match(folded, end) if counted or words in SI else None
        what = text[slice(*noun.span("noun"))] if noun else None
        si_unit, size = SI[words] if words in SI and (yuan or words != "元") else (None, 0)
        for value, bound in read:
            si_value = value * size if si_unit else None
            hectares = value * size / 10_000 if si_unit == "m2" else None
            si = (si_value, si_unit, hectares)
            found.append(Target(start, end, value, unit, bound, *si, what, role))
    return found


def _values(form: Form, groups: dict[str, str | None]) -> list[tuple[float, str]]:
    """The value of a figure and its bound, or both ends of a range."""
    words, high = groups.get("n") or "一", groups.get("high")
    if high:
        scale = "" if words[-1] in "万亿" else high[len(high.rstrip("万亿")) :]
        return [(number(words + scale), "at_least"), (number(high), "at_most")]
    said = [bound for name, bound in _BOUNDS.items() if groups.get(name)]
    bound = said[0] if said else precision(words + (groups.get("more") or ""))
    if form.reading[0] != "n":  # 翻倍, 一半
        return [(float(form.reading.split()[0]), bound)]
    if rest := groups.get("rest"):  # 九成五 is 9.5 成
        words = f"{words}点{rest.replace('半', '五')}"
    return [(number(words) / number(groups.get("whole") or "一"), bound)]


def counts_in_yuan(folded: str) -> bool:
    """Whether 元 alone is the yuan in a folded document: not so in Hong Kong, Macao and Taiwan.

    The offices and moneys that the document names tell; where none stands, it is the yuan.

    >>> counts_in_yuan("行政院编列10亿元"), counts_in_yuan("市政府安排10亿元")
    (False, True)
    """
    named = Counter(form.name for form, _ in find("yuan", folded))
    return named["elsewhere"] <= named["mainland"]
