"""The figures that a text aims at, with their units, bounds and SI values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dgpolicy.extract.forms import Form, Forms
from dgpolicy.extract.units import COUNTED, MEASURED, SI
from dgpolicy.fold import fold
from dgpolicy.numerals import NUMERAL, number, precision


class Target(NamedTuple):
    """One figure: offsets into the text, value in its unit, and what it comes to in SI.

    萬 and 億 belong to the number (6000億元 is 6e11 元). ``unit`` is verbatim; it is ``%`` for
    百分之五 and empty where the text gives none (由3萬增至4萬, 三分之一). ``si_unit`` is m2, m, m3,
    kg, J, W or CNY, ``hectares`` stands for areas only, and ``object`` is the noun that follows
    a short way, verbatim.
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
Reading = Callable[[re.Match[str], Before, str], list[Figure]]

# What stands before a figure: what binds it, and what keeps it from being aimed at.
_BINDS = {
    "at_least": "不少于 不低于 不小于 不下于? 不止 至少 最少 超过 突破 高于 大于 多于 逾 超 "
    "(?<!打)破 上",
    "at_most": "不超过 不高于 不多于 不大于 不突破 至多 最多 最高(?:奖励|补贴|可[获达])? 上限为? "
    "封顶 低于 少于 小于 控制[在到]",
    "about": "大约 将近 接近 约为 (?<![节条签合公])约 (?<![附最])近",
}
_BEFORE = re.compile(
    "|".join(f"(?P<{bound}>(?:{'|'.join(words.split())}) ?$)" for bound, words in _BINDS.items())
)
_LAST = "于下止少过大多破逾超上高励贴获达限为顶到在约近 "  # what these end in
_NO_FIGURE = re.compile(r"(?:[\d.a-z+×/数几每翻]|第 ?|\d[:, ]|(?<![年之])前|最后|[a-z]-)$")
_CHANGED = re.compile("(?:缩短|压缩|减少|降低|延长|增加|提高)[到至]$")
_REACHED = re.compile("(?:达到|[增升降]至|突破)$")
_RISES = "[增提升扩降减缩拓]|发展"
_BACKGROUND = re.compile(
    r"(?:(?<![比较])[去上]年|过去|截[至止]|目前|现有|同比|已.)"
    rf"(?![^,。;:\n]*(?:基础上|(?:{_RISES})[^,。;:\n]{{0,3}}[至到]))|"
    r"预[计料][^,。;:\n]{0,12}?(?:经济|gdp)"
)
_FROM = re.compile("[从由]")
_TO_COME = re.compile(rf"[^,。;:\n]{{0,8}}?(?:{_RISES})[^,。;:\n]{{0,4}}?[至到为]")
_YEAR, _THIS_YEAR = re.compile(r"(?:19|20)\d\d年"), re.compile(r"[^,。;:\n]{0,40}[,;]今年")

# What stands behind its numeral.
_AFTER = (
    "(?:(?P<above>[及或]?以上)|(?P<below>[及或]?以[下内]|之[内下]|为?封顶|内)|"
    r"(?P<round>左右|上下))?"
)
_PER = "/(?:[a-z]{1,3}[²³]?|(?:立方|平方|公)?[\u4e00-\u9fff])"
_UNIT = rf"(?P<unit>(?:{MEASURED}|(?P<counted>{COUNTED}))(?:{_PER})?)"
_TO = "(?:-{1,2}|~|至|到)"
_SERVED = "个?工作[天日]|小时|分钟|秒"


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
    words, start = m["n"], before.end() if before else m.start()
    if words[-1] in "万亿":
        graded = len(words) > 1 and m.string.startswith("级", m.end())
        known = words[0] not in "百千万亿" or bool(before) or graded
    else:
        known = bool(_REACHED.search(m.string, max(start - 4, 0), start))
    return [(number(words), bound, "")] if known else []


def _time(m: re.Match[str], before: Before, bound: str) -> list[Figure]:
    """How long a service takes (縮短至30分鐘, 不超過3天), not when something happens."""
    start = before.start() if before else m.start()
    known = bool(_CHANGED.search(m.string, max(start - 4, 0), start))
    if before or m["below"]:
        known |= bool(re.match(_SERVED, m["unit"]) or (before and before[0][0] in "不至最控"))
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


# At each numeral the first form that fits wins: what is no target stands before what is one.
FORMS: Forms[Reading] = Forms((
    Form("time", rf" ?(?P<unit>{_SERVED}|天|个?星期|个?月|年){_AFTER}", _time),
    Form("range", rf"{_TO}(?P<high>{NUMERAL}) ?{_UNIT}{_AFTER}", _figure),
    Form("share", rf"分之(?P<part>{NUMERAL}){_AFTER}", _share),
    Form("tenths", "(?P<unit>成)(?![立为人群不])"
         rf"(?P<rest>[一二三四五六七八九半])?(?P<more>[多余])?{_AFTER}", _tenths),
    Form("figure", rf" ?{_UNIT}(?:{_TO}(?P<high>{NUMERAL}) ?(?:{MEASURED}|{COUNTED}))?{_AFTER}",
         _figure),
    Form("figure without a unit", rf"(?<=[\d万亿])(?=[级,。;、\n以之左]|$){_AFTER}", _bare),
), head=rf"(?P<n>{NUMERAL}[多余来几]?)")  # fmt: skip

_MULTIPLE = re.compile(
    rf"(?:翻(?P<n>[一两三]?)番|翻一?倍|倍增(?!计划|行动|工程)|一半|减半|过半){_AFTER}"
)
_QUOTED = re.compile(
    '[“「『〝][^“”「」『』〝〞\n]{1,12}[”」』〞]|"[^"\\s,。;]{1,12}"|'
    "[<《〈][^<>《》〈〉\n]{1,60}[>》〉]"
)
_MEASURE = re.compile(rf"{NUMERAL} ?(?:{MEASURED})")
_VERBS = "打造|建设|建成|开展|实施|推进|推动|实现|达到|进行|参与|完成|培育|落户|落地|投产|以上|左右"
_NOUN = re.compile(
    rf"的?(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?=[,。;、:\s\d\"<>和及与并等]|{_VERBS}|$)"
)


def targets(text: str, *, yuan: bool = True) -> list[Target]:
    """The figures that the words of a pledge or a whole document aim at, in their order.

    ``yuan`` says whether 元 alone is the yuan; see ``dgpolicy.extract.units.counts_in_yuan``.

    >>> [(t.value, t.unit, t.bound) for t in targets("由3萬增至4萬,不少於15萬個單位,增長5.5%左右")]
    [(40000, '', 'equal'), (150000, '個', 'at_least'), (5.5, '%', 'about')]
    """
    folded, found = _without_names(text), []
    figures = [(form.reading, match) for form, match in FORMS.find(folded) if form.reading]
    for reading, match in [*figures, *((_multiple, match) for match in _MULTIPLE.finditer(folded))]:
        start, before = match.start(), None
        if _NO_FIGURE.search(folded, max(start - 3, 0), start):
            continue
        if start and folded[start - 1] in _LAST:
            before = _BEFORE.search(folded, max(start - 6, 0), start)
            if before and before[0] == "上" and match["n"][0] not in "百千万亿":  # 晚上6點
                before = None
        try:
            read = reading(match, before, _bound(match, before))
        except ValueError:  # figures in a row that are no number: 十十
            continue
        start = before.start() if before else start
        if read and not _background(folded, start, match.end()):
            unit = slice(*match.span("unit")) if "unit" in match.re.groupindex else slice(0)
            measured = folded[unit] in SI or match.groupdict().get("counted")
            noun = _NOUN.match(folded, match.end()) if measured else None
            what = text[slice(*noun.span("noun"))] if noun else None
            for value, bound, own_unit in read:
                si = _si(value, folded[unit], yuan)
                words = own_unit or text[unit]
                found.append(Target(start, match.end(), value, words, bound, *si, what))
    return sorted(found)


def _background(folded: str, start: int, end: int) -> bool:
    """Whether a figure tells what was, what is expected to come by itself, or where one starts."""
    ahead = folded[max(start - 60, 0) : start]
    clause = ahead[max(map(ahead.rfind, ",。;:\n")) + 1 :]
    return bool(
        _BACKGROUND.search(clause)
        or (_FROM.search(clause) and _TO_COME.match(folded, end))
        or (_YEAR.search(clause) and _THIS_YEAR.match(folded, end))
    )


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
