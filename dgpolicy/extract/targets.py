"""The figures that a text aims at, with their units, bounds and SI values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from dgpolicy.extract.forms import forms, patterns
from dgpolicy.extract.units import MEASURED, SI
from dgpolicy.fold import fold
from dgpolicy.numerals import NUMERAL, number, precision


class Target(NamedTuple):
    """One figure: offsets into the text, value in its unit, and what it comes to in SI.

    萬 and 億 belong to the number (6000億元 is 6e11 元). ``unit`` is verbatim; it is ``%`` for
    百分之五, 人 for 人口1000萬, else empty where the text gives none (由3萬增至4萬, 三分之一).
    ``si_unit`` is m2, m, m3, kg, J, W or CNY, ``hectares`` stands for areas only, and ``object``
    is the noun that follows a short way, verbatim.
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


Figure = tuple[float, str, str]  # value, bound, and a unit that is not in the words
Before = re.Match[str] | None

# What stands before a figure: what binds it, and what keeps it from being aimed at.
_BINDS = dict(patterns("binds"))
_BEFORE = re.compile(
    f"{_BINDS.pop('ahead').pattern}(?:"
    + "|".join(f"(?P<{bound}>(?:{form.pattern}) ?$)" for bound, form in _BINDS.items())
    + ")"
)
_NO_FIGURE = re.compile(r"(?:[\d.a-z+×/数几每翻]|第 ?|\d[:, ]|(?<![年之])前|最后|[a-z]-)$")
_CHANGED = re.compile("(?:缩短|压缩|减少|降低|延长|增加|提高)[到至]$")
_REACHED = re.compile("(?:达到|[增升降]至|突破)$")
_RISES = "(?:[增提升扩降减缩拓]|发展)"
# A figure tells what was, where its clause says the first before it and
# the second stands behind it; so does one that a thing starts from.
_BACKGROUND = [
    (re.compile(ahead), re.compile(behind.replace("-", "[^,。;:\n]")))
    for ahead, behind in (
        ("(?:(?<![比较])[去上]年|过去|截[至止]|目前|现有|同比|已.)"
         rf"(?!.*(?:基础上|{_RISES}.{{0,3}}[至到]))", ""),
        ("[从由]", f"-{{0,8}}?{_RISES}-{{0,4}}?[至到为]"),
    )
]  # fmt: skip
_LISTS = re.compile("^[^0-9二两三四五六七八九十]*、[^、等]+$")  # 甲、乙两个区: two of what is there
_SERVED = re.compile("个?工作[天日]|小时|分钟|秒")
_QUOTED = re.compile(
    '(?=[“「『〝"<《〈])(?:[“「『〝][^“”「」『』〝〞\n]{1,12}[”」』〞]|"[^"\\s,。;]{1,12}"|'
    "[<《〈][^<>《》〈〉\n]{1,60}[>》〉])"
)
_MEASURE = re.compile(rf"{NUMERAL} ?(?:{MEASURED})")
_VERBS = "打造|建设|建成|开展|实施|推进|推动|实现|达到|进行|参与|完成|培育|落户|落地|投产|以上|左右"
_NOUN = re.compile(
    rf"的?(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?=[,。;、:\s\d\"<>和及与并等]|{_VERBS}|$)"
)


def _bound(m: re.Match[str], before: Before) -> str:
    """What stands behind a figure binds it closest, then what stands before, then its own 多."""
    if m["above"]:
        return "at_least"
    if m["below"] or m["round"]:
        return "at_most" if m["below"] else "about"
    return (before.lastgroup or "") if before else precision(m["n"] or "")


def _figure(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    """One figure, or both ends of a range.

    一個 is an article, 二次 a name and 萬家 all, unless a bound makes them a count (1個以上).
    """
    words, high = m["n"], m["high"]
    if high:
        scale = "" if words[-1] in "万亿" else high[len(high.rstrip("万亿")) :]
        return [(number(words + scale), "at_least", ""), (number(high), "at_most", "")]
    vague = words in ("一", "二", "百万", "千万", *"百千万亿") and bool(m["counted"])
    vague |= words in "两二三" and m["unit"] in ("种", "类")
    return [] if vague and bound == "equal" else [(number(words), bound, "")]


def _bare(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    """Without a unit only a great number is a figure, or a level that is reached."""
    words, start = m["n"], (before or m).start()
    if words[-1] in "万亿":
        graded = len(words) > 1 and m.string.startswith("级", m.end())
        known = words[0] not in "百千万亿" or bool(before) or graded
    else:
        known = bool(_REACHED.search(m.string, max(m.start() - 4, 0), m.start()))
    unit = "人" if m.string.endswith("人口", 0, start) else ""
    return [(number(words), bound, unit)] if known else []


def _time(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    """How long a service takes (縮短至30分鐘, 不超過3天), not when something happens."""
    start = before.start() if before else m.start()
    known = bool(_CHANGED.search(m.string, max(start - 4, 0), start))
    if before or m["below"]:
        known |= bool(_SERVED.match(m["unit"]) or (before and before[0][0] in "不至最控"))
    return [(number(m["n"]), bound, "")] if known else []


def _share(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    whole = number(m["n"])
    unit = "%" if whole == 100 else "‰" if whole == 1000 else ""
    return [(number(m["part"]) / (1 if unit else whole), bound, unit)]


def _tenths(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    """九成五 is 9.5 成."""
    rest = 0.5 if m["rest"] == "半" else number(m["rest"]) / 10 if m["rest"] else 0
    return [(number(m["n"]) + rest, "at_least" if m["more"] and bound == "equal" else bound, "")]


def _multiple(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    if "番" in m[0]:
        return [(number(m["n"] or "一"), bound, "番")]
    return [(2, bound, "倍") if "倍" in m[0] else (0.5, bound, "")]


_READINGS: dict[str, Callable[[re.Match[str], Before, str], list[Figure]]] = {
    "figure": _figure, "bare": _bare, "time": _time, "share": _share, "tenths": _tenths,
    "multiple": _multiple,
}  # fmt: skip


def targets(text: str, *, yuan: bool = True) -> list[Target]:
    """The figures that the words of a pledge or a whole document aim at, in their order.

    ``yuan`` says whether 元 alone is the yuan; see ``counts_in_yuan``.

    >>> [(t.value, t.unit, t.bound) for t in targets("由3萬增至4萬,不少於15萬個單位,增長5.5%左右")]
    [(40000, '', 'equal'), (150000, '個', 'at_least'), (5.5, '%', 'about')]
    """
    folded, found = _without_names(text), []
    for form, match in chain(forms("targets").find(folded), forms("multiples").find(folded)):
        start = match.start()
        if _NO_FIGURE.search(folded, max(start - 3, 0), start):
            continue
        before = _BEFORE.search(folded, max(start - 6, 0), start)
        if before and before[0] == "上" and match["n"][0] not in "百千万亿":  # 晚上6點
            before = None
        try:
            read = _READINGS[form.reading](match, before, _bound(match, before))
        except ValueError:  # figures in a row that are no number: 十十
            continue
        if not read:
            continue
        start, end = before.start() if before else start, match.end()
        ahead = folded[max(start - 60, 0) : start]
        clause = ahead[max(map(ahead.rfind, ",。;:\n")) + 1 :]
        if any(a.search(clause) and b.match(folded, end) for a, b in _BACKGROUND):
            continue
        groups = match.groupdict()
        counted = groups.get("counted")
        if counted and clause.count("、") + 1 == read[0][0] and _LISTS.search(clause):
            continue
        unit = slice(*match.span("unit")) if "unit" in groups else slice(0)
        noun = _NOUN.match(folded, end) if counted or folded[unit] in SI else None
        what = text[slice(*noun.span("noun"))] if noun else None
        for value, bound, own_unit in read:
            si = _si(value, folded[unit], yuan)
            found.append(Target(start, end, value, own_unit or text[unit], bound, *si, what))
    return sorted(found)


def _without_names(text: str) -> str:
    """The folded text in which titles, and short quotations that hold no measure, are blank."""
    folded, pieces, done = fold(text), [], 0
    for m in _QUOTED.finditer(text):
        if m[0][0] in "<《〈" or not _MEASURE.search(folded, *m.span()):
            pieces += [folded[done : m.start()], "\0" * (m.end() - m.start())]
            done = m.end()
    return "".join([*pieces, folded[done:]])


def _si(value: float, unit: str, yuan: bool) -> tuple[float | None, str | None, float | None]:
    if unit not in SI or (unit == "元" and not yuan):
        return None, None, None
    si_unit, size = SI[unit]
    return value * size, si_unit, value * size / 10_000 if si_unit == "m2" else None


def counts_in_yuan(folded: str) -> bool:
    """Whether 元 alone is the yuan in a folded document: not so in Hong Kong, Macao and Taiwan.

    The offices and moneys that the document names tell; where none stands, it is the yuan.

    >>> counts_in_yuan("行政院编列10亿元"), counts_in_yuan("市政府安排10亿元")
    (False, True)
    """
    named = Counter(form.name for form, _ in forms("yuan").find(folded))
    return named["elsewhere"] <= named["mainland"]
