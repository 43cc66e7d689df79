"""The figures that a pledge aims at, with their units, bounds and SI values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dgpolicy.extract.forms import Form, Forms
from dgpolicy.extract.units import COUNTED, MEASURED, SI, number
from dgpolicy.fold import fold


class Target(NamedTuple):
    """One figure: offsets into the pledge, value in its unit, and what it comes to in SI.

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


class _Figure(NamedTuple):
    value: float
    bound: str
    unit: str = ""


_FLOOR = "不少于|不低于|不小于|不下于?|不止|至少|最少|起码|超过|超出|突破|高于|大于|多于|逾|超"
_CEILING = "不超过|不高于|不多于|不大于|至多|最多|低于|少于|小于|控制[在到]"
_ABOUT = "大约|大概|将近|接近|约为|约|近"
_BEFORE = (
    rf"(?:(?:(?P<floor>(?<!不)(?:{_FLOOR}))|(?P<ceiling>{_CEILING})|"
    rf"(?P<about>(?<![节集制契条合公预特签履守附最远])(?:{_ABOUT}))) ?)"
)
_AFTER = (
    "(?:(?P<above>[及或]?以上)|(?P<below>[及或]?以[下内]|之[内下]|内(?![地部外容涵陆需销蒙河]))|"
    "(?P<round>左右|上下))"
)
_ARABIC = r"(?:\d{1,3}(?:[, ]\d{3}){1,5}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
_SCALE = "(?:[百千十]?万亿|[百千十]?[亿万]|千(?![瓦米克伏卡帕兆])|百(?!分))"
_SCALED = rf"{_ARABIC} ?[多余]?{_SCALE}(?:[多余][万亿])?(?:{_ARABIC}{_SCALE}){{0,2}}"
_HAN = (
    "[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]{0,15}"
    "(?:点[零〇一二三四五六七八九]{1,6})?[万亿]{0,2}"
)
_ROUND = "(?:万亿|[百千十]亿|[百千]万)"
_BEGIN = (
    r"(?<![\d.a-z+×:/〇零一二两三四五六七八九十百千万亿第数几])(?<![\d〇零一二两三四五六七八九十百千万亿]点)"
    r"(?<!(?<!以)上)(?<!\d[, ])"
)
_NUMBER = rf"(?:{_SCALED}|{_ARABIC}|{_HAN})"
_PER = "(?:/[a-z\u4e00-\u9fff]{1,3})?"
_UNIT = rf"(?P<unit>(?:{MEASURED}|(?P<counted>{COUNTED})){_PER})"
_TO = "(?:-{1,2}|~|至|到)"
_TIME = "个?(?:工作[天日]|小时|分钟|秒钟?|天|周(?!年)|星期|月|年)"
_CHANGED = "缩短|压缩|压减|减少|降低|控制|延长|增加|提高"
_SO_FAR = (
    "(?:(?<![比较])(?:去年|上年|前年|昨年)|往年|过去|截[至止]|目前|现时|现有|同比|累计已|"
    "已(?:经|有|建|完|投|累|达|超|实|引|培|开|设))"
)
_RISES = "增|提|升|扩|降|减|缩|压|拓|发展|跃"
_SLOGANS = (
    "毫不|维护|确立|意识|自信|代表|全面|突出|坚持|中心|基本点|务必|先行|必由|百年|一百|文明|开放|"
    "结合|大局|"
    "市场|积极性|字|轮子|引擎|循环|主体|\\d|方面|领域|阶段|层面|维度|环节|转变|关系|问题|着力|"
    "聚焦|注重|强化|更加|必须|革命|导向|重点|体系|机制|不|转"
)
_TASKS = (
    "(?:重点|主要|重大)?(?:工作|任务|措施|举措|方面|原则|要求|制度|机制|内容|职责|职能|规定|准则)"
)
_CLASSED = "新药|药|化药|中药|疫苗|医疗器械|器械|水|地区|城市|用地|工业用地|资质|标准"
_ECONOMY = "经济|gdp|生产总值|通胀|物价|失业率|进出口|出口"


def _bound(m: re.Match[str]) -> str:
    """What stands behind the figure binds it closer than what stands before."""
    said = {name for name, words in m.groupdict().items() if words}
    for bound, names in (
        ("at_least", {"above"}),
        ("at_most", {"below"}),
        ("about", {"round"}),
        ("at_least", {"floor", "more"}),
        ("at_most", {"ceiling"}),
        ("about", {"about"}),
    ):
        if said & names:
            return bound
    return "equal"


def _figure(m: re.Match[str]) -> _Figure | None:
    """一個 is an article and 二次 a name, unless a bound makes them a count (1個以上)."""
    bound = _bound(m)
    if bound == "equal" and m["n"] in ("一", "二") and m.groupdict().get("counted"):
        return None
    return _Figure(number(m["n"]), bound)


def _range(m: re.Match[str]) -> _Figure:
    """A range is kept from its lower end on; a ceiling binds at its upper end."""
    low, high, bound = m["low"], m["n"], _bound(m)
    if (scale := re.search("[万亿]+$", high)) and not m["first_unit"] and low[-1] not in "万亿":
        low += scale[0]
    if bound == "at_most":
        return _Figure(number(high), bound)
    return _Figure(number(low), "at_least" if bound == "equal" else bound)


def _share(m: re.Match[str]) -> _Figure:
    whole = number(m["whole"])
    percent = whole == 100
    return _Figure(number(m["n"]) / (1 if percent else whole), _bound(m), "%" if percent else "")


def _multiple(m: re.Match[str]) -> _Figure:
    words = m["words"]
    if words[-1] == "番":
        return _Figure(number(words[1:-1] or "一"), _bound(m), "番")
    return _Figure(2, _bound(m), "倍") if "倍" in words else _Figure(0.5, _bound(m))


_FIRST = (  # characters that a form can begin with
    "0-9一二两三四五六七八九十百千万亿不至最起超突高大多逾控低少小约接将近"
    "去上前昨往过截目现同累已从由第翻倍减预估料"
)

# At each place the first form that fits wins: what is no target stands before what is one.
FORMS: Forms[Callable[[re.Match[str]], _Figure | None]] = Forms((
    Form("year before", r"(?:19|20)\d\d年[^,。;:\n]{1,40}(?=[,;]今年)"),
    Form(
        "so far",
        rf"{_SO_FAR}[^,。;:\n]{{0,40}}?(?=基础上|(?:{_RISES})[^,。;:\n]{{0,3}}[至到为]|[,。;:\n]|"
        rf"$)",
    ),
    Form(
        "starting point",
        rf"[从由](?:{_SO_FAR}|现在|原来|原有|"
        rf"\d{{4}}年[底末]?)?的?[^,。;:\n\d]{{0,8}}?{_BEGIN}{_NUMBER} ?(?:{_UNIT})?"
        rf"(?=[^,。;:\n]{{0,8}}?(?:{_RISES})[^,。;:\n]{{0,4}}?[至到为])",
    ),
    Form("ordinal", rf"第 ?(?:\d{{1,4}}|{_HAN})[个大届次条项期批家名位]?"),
    Form("rank", rf"(?<![目年底月日之以])前(?:\d{{1,3}}|{_HAN})(?:名|位|强|列|(?=[,。;\s]|$))"),
    Form(
        "name",
        rf"(?:\d{{1,4}}|{_HAN})(?:大(?!型|约|于|概)|强|位一体|部委)|三支一扶|"
        rf"{_HAN}个(?:{_SLOGANS})|"
        rf"{_HAN}[项个条]{_TASKS}|[两二三](?:种|类)|\d{{1,2}}个?方面|"
        rf"[1-3一]类(?:创新|改良型?)?(?:{_CLASSED})|最[后先初前](?:一|\d+)(?:公里|里|米|百米|环|关)",
    ),
    Form(
        "forecast",
        rf"(?:预计|预测|预料|预期(?!目标)|估计|料(?=将|今|全))[^,。;:\n]{{0,12}}?(?:{_ECONOMY})"
        r"[^,。;:\n]{0,12}?(?:增长|增幅|上升|下跌|收缩|扩张|介乎|为|在|达)[^,。;:\n]{0,40}",
    ),
    Form(
        "time that a service takes",
        rf"(?:(?<=(?:{_CHANGED})[至到为在])|(?<=[减降增缩]至)){_BEFORE}?"
        rf"(?P<n>{_NUMBER}) ?(?P<unit>{_TIME}){_AFTER}?",
        _figure,
    ),
    Form(
        "time limit of a service",
        rf"{_BEFORE}(?P<n>{_NUMBER}) ?(?P<unit>个?工作[天日]|小时|分钟|秒钟?){_AFTER}?",
        _figure,
    ),
    Form(
        "time within which a service answers",
        rf"{_BEGIN}(?P<n>{_NUMBER}) ?(?P<unit>个?工作[天日]|小时|分钟)(?P<below>以内|之?内)",
        _figure,
    ),
    Form(
        "time",
        rf"{_BEGIN}{_NUMBER}[多余]? ?(?:{_TO}{_NUMBER} ?)?"
        rf"(?:{_TIME}|日|周|岁|代|届|期|世纪|学期|学年|季度|点钟)",
    ),
    Form(
        "range",
        rf"{_BEFORE}?{_BEGIN}(?P<low>{_NUMBER}) ?(?P<first_unit>{MEASURED}|{COUNTED})?{_TO}"
        rf"(?P<n>{_NUMBER}) ?{_UNIT}{_AFTER}?",
        _range,
    ),
    Form(
        "share",
        rf"{_BEFORE}?{_BEGIN}(?P<whole>\d{{1,4}}|{_HAN}|百|千)分之(?P<n>{_ARABIC}|{_HAN}|"
        rf"百){_AFTER}?",
        _share,
    ),
    Form(
        "multiple",
        rf"{_BEFORE}?(?P<words>翻[一两二三四]?番|翻[一1]?倍|倍增(?!计划|行动|工程)|一半|减半|过半)"
        rf"{_AFTER}?",
        _multiple,
    ),
    Form(
        "figure",
        rf"{_BEFORE}?{_BEGIN}(?P<n>{_NUMBER})(?P<more>[多余])? ?{_UNIT}{_AFTER}?",
        _figure,
    ),
    Form(
        "round figure",
        rf"{_BEFORE}?{_BEGIN}(?P<n>{_ROUND})(?P<unit>{MEASURED}){_AFTER}?",
        _figure,
    ),
    Form(
        "bounded round figure",
        rf"{_BEFORE}(?P<n>{_ROUND}|[百千万亿]){_UNIT}{_AFTER}?",
        _figure,
    ),
    Form(
        "figure without a unit",
        rf"{_BEFORE}?{_BEGIN}(?P<n>{_SCALED}|{_HAN}(?<=[万亿])|{_ROUND}(?=级)|"
        rf"(?<=[过超破逾近约]){_ROUND})"
        rf"(?P<more>[多余])?{_AFTER}?",
        _figure,
    ),
    Form(
        "level reached",
        rf"(?<=达到|增至|增到|升至|升到|降至|降到|减至|突破)(?P<n>{_ARABIC})(?:{_AFTER}|"
        rf"(?=[,。;、\n]|$))",
        _figure,
    ),
), first=_FIRST)  # fmt: skip

_QUOTED = re.compile(
    '[“「『〝][^“”「」『』〝〞\n]{1,12}[”」』〞]|"[^"\\s,。;]{1,12}"|'
    "[<《〈][^<>《》〈〉\n]{1,60}[>》〉]"
)
_MEASURE = re.compile(rf"(?:{_NUMBER}|{_ROUND}) ?(?:{MEASURED})")
_VERBS = "打造|建设|建成|开展|实施|推进|推动|实现|达到|进行|参与|完成|培育|落户|落地|投产|以上|左右"
_NOUN = re.compile(
    rf"的?(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?=[,。;、:\s\d\"<>和及与并等]|{_VERBS}|$)"
)


def targets(text: str, *, yuan: bool = True) -> list[Target]:
    """The figures that the words of a pledge aim at, in their order.

    ``yuan`` says whether 元 alone is the yuan; see ``dgpolicy.extract.units.counts_in_yuan``.

    >>> [(t.value, t.unit, t.bound) for t in targets("由3萬增至4萬,不少於15萬個單位,增長5.5%左右")]
    [(40000, '', 'equal'), (150000, '個單位', 'at_least'), (5.5, '%', 'about')]
    """
    folded = fold(_QUOTED.sub(_without_name, text))
    found = []
    for form, match in FORMS.find(folded):
        try:
            figure = form.reading(match) if form.reading else None
        except ValueError:  # figures in a row that are no number: 十十
            continue
        if figure:
            groups = match.groupdict()
            words = slice(*match.span("unit")) if groups.get("unit") else slice(0)
            unit = folded[words]
            noun = _NOUN.match(folded, match.end()) if unit in SI or groups.get("counted") else None
            found.append(
                Target(
                    *match.span(),
                    figure.value,
                    figure.unit or text[words],
                    figure.bound,
                    object=text[slice(*noun.span("noun"))] if noun else None,
                    **_si(figure.value, unit, yuan),
                )
            )
    return found


def _without_name(m: re.Match[str]) -> str:
    """A title, and a short quotation that holds no measure, is a name: its figures are hidden."""
    kept = m[0][0] not in "<《〈" and _MEASURE.search(fold(m[0]))
    return m[0] if kept else "\0" * len(m[0])


def _si(value: float, unit: str, yuan: bool) -> dict:
    if unit not in SI or (unit == "元" and not yuan):
        return {}
    si_unit, size = SI[unit]
    hectares = value * size / 10_000 if si_unit == "m2" else None
    return {"si_value": value * size, "si_unit": si_unit, "hectares": hectares}
