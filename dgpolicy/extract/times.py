"""The times that policy prose states: one table of forms, resolved against a date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dgpolicy.extract import dates
from dgpolicy.extract.dates import FEASTS, MONTH
from dgpolicy.extract.forms import Form, Forms
from dgpolicy.fold import fold, script_of


class Time(NamedTuple):
    """A stated time: its last day, the first year of a period, a duration in years.

    ``start`` and ``end`` are offsets of its words; ``last`` is missing for a duration without
    a start (三年行動計劃) and for a term of office, ``first`` for a deadline (到2025年).
    Within ``ahead`` years after publication it ends in any case, which classes a relative time
    in a text without a date.
    """

    start: int
    end: int
    last: date | None = None
    first: int | None = None
    years: float | None = None
    ahead: int = 5  # a term of office


Reading = Callable[[re.Match[str], date], dict]

_FIGURE = "[〇零○一二三四五六七八九]"
_Y = rf"(?:(?:19|20)\d\d|[一二][〇零○九]{_FIGURE}{{2}})(?<!\d\d\d\d\d)"
_ROC = r"1[0-4]\d(?<![\d.]\d\d\d)(?<!\d,\d\d\d)"
_ONE = "[一二两三四五六七八九]"
_N = rf"(?:\d{{1,2}}|{_ONE}?十{_ONE}?|{_ONE}{{1,2}})"
_TO = r"(?:-{1,2}|~|至|到|/)"
_PART = (
    r"(?:第?[一二三四1-4]季度?|首季|[上下]半年|[春夏秋冬]季|"
    rf" ?{MONTH} ?月(?: ?\d{{1,2}} ?日|[份底末初]|[上中下]旬)?|年?[底末初终](?![蕴中])|"
    "年中(?!国|央|期|心|小|医|考))"
)
_BY = "(?:之前|以前|前(?!后)|起|内|左右)"
_LONG = rf"(?P<n>{_N}|半)(?:(?:{_TO}|、)(?P<m>{_N}))? ?"
_WITHIN = "(?:左右)?(?:[之以]?内|的?时间|的?努力)"
_FIRST = (  # characters that a form can begin with
    '0-9"〇一二两三四五六七八九十半百几数每去前上今本年过近这截自从由始立建比较'
    "与在以按民到至于未接下再用通经明后来全首计预力将届任月元寒春农清劳端暑开中国圣第"
)

_TRADITIONAL = "year of the Republic in Traditional text"

# At each place the first form that fits wins: what is no deadline stands before what is one.
FORMS: Forms[Reading] = Forms((
    Form("gone by", rf"(?:[去前]年|上一?年度?|每年)(?:{_PART})?{_BY}?|[今本]年以来|"
         rf"(?:过去|近|前|这)的?(?:{_N}|几)个?(?:年|季度)|{_N}年(?:以?来|前)|"
         rf"截[至止]到?(?:{_Y} ?|今)年?(?:{_PART})?|{_Y} ?年(?:{_PART})?以来|[始立建]于{_Y} ?年|"
         rf"{_Y} ?年(?:{_PART})?(?:成立|获批|印发|出台|发布|召开)的|[从由]{_Y} ?年(?:{_PART})?的"),
    Form("base year", rf"[比较]{_Y} ?年(?:{_PART})?|{_Y} ?年(?:水平|同期)|"
         rf"[以与在](?:{_Y} ?|今)年[^,。;\n]{{0,6}}(?:为基|相比|基础)"),
    Form("range of years", rf"[从自由]?(?P<a>{_Y}) ?(?:年度?(?:{_PART})?)?起? ?{_TO} ?"
         rf"(?P<b>{_Y}|(?:\d\d|{_FIGURE}{{2}})(?= ?(?:财政?|学)?年)) ?"
         rf"(?:(?:财政?|学)?年度?|{_ONE}年|(?=\)))(?P<part>{_PART})?(?!.{{0,5}}预算案)",
         dates.year_range),
    Form("range of years of the Republic", rf"(?P<a>{_ROC}) ?年?度?{_TO}(?P<b>1[0-4]\d) ?年度?"
         rf"(?P<part>{_PART})?", dates.year_range),
    Form("name", rf"{_Y} ?年?(?:(?:可持续发展)?议程|远景|愿景)|{_Y} ?年度(?=\")|"
         rf"{_Y}(?:{_TO}\d\d)? ?年(?:版|度?(?:财政)?预算案?|(?:施政|政府工作)报告|(?:中央)?"
         rf'一号文件)|"[^"\s,]{{0,6}}{_Y} ?年[^"\s,]{{1,8}}"|'
         rf'(?:"十{_ONE}?五 ?"|十{_ONE}五)(?!期间|时期|期?末)[^,。;:"<>\n]{{0,12}}'
         rf"(?:规划|纲要|计划|方案)(?!期|目标|任务)|第?十{_ONE}个五年(?:规划|计划)(?!期)"),
    Form("school year of the Republic",
         rf"(?P<n>{_ROC}) ?学年度?(?:第?[一二12上下]学期)?(?P<since>起)?", dates.school_year),
    Form("year of the Republic", rf"[到至]?民国 ?(?P<n>1[0-4]\d|{_FIGURE}{{3}}|{_N}) "
         rf"?年度?(?P<part>{_PART})?{_BY}?", dates.minguo_year),
    Form("bare year of the Republic", rf"[到至于自在]?(?P<n>{_ROC}) ?年"
         rf"(?:度|(?={_PART}|起|(?<=[到至于自在]...年)))(?!内)(?P<part>{_PART})?{_BY}?",
         dates.minguo_year),
    Form(_TRADITIONAL, rf"(?<![近超逾满有共长达约时])(?P<n>{_ROC}) ?年(?!代|[多来间余前后内]|"
         r"以[来上]|校|的?历史)(?P<part>)", dates.minguo_year),
    Form("year", rf"[到至]?(?P<y>{_Y}) ?年(?![代级])度?(?P<part>{_PART})?{_BY}?",
         dates.year_stated),
    Form("year in two figures", r"[到至]?(?P<y>[2-4]\d(?<![\d.]\d\d)(?<!\d,\d\d)) ?年(?!内)"
         rf"(?P<part>{_PART}){_BY}?", dates.year_stated),
    Form("day in figures", r"(?P<y>20\d\d(?<!\d\d\d\d\d))(?P<part>)[-./](?:1[0-2]|0?[1-9])[-./]"
         r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:之?前)?", dates.year_stated),
    Form("plan period", rf'[到至]?"?第?(?P<n>(?:{_ONE}|十)(?<=".)(?=五 ?")|'
         rf"十{_ONE}(?=五|个五年))(?:五|个五年(?:规划|计划)) ?\"?"
         r"(?:规划)?(?:期间|时期|期?末|中?后?期|收官|前)?"
         r"(?P<opening>[^,。;\n]{0,2}开好?局)?", dates.plan_period),
    Form("years ahead", r"(?:未来|今后|接下来|下一?个|再过|用|通过|经过(?=.{1,6}(?:努力|时间)))的?"
         rf"(?: ?{_LONG}个?(?P<unit>年|月)|(?P<few>[数几])个?月){_WITHIN}?", dates.years_ahead,
         True),
    Form("within years", rf"(?<!\d){_LONG}(?P<unit>年)(?P<few>){_WITHIN}", dates.years_ahead, True),
    Form("duration in a name", rf'(?<![\d第个]){_LONG}年(?:期的?)?[^,。;:"<>\n年]{{0,8}}?'
         "(?:规划|计划|行动|方案|攻坚|倍增|过渡期)(?:计划|方案|行动)?",
         lambda m, day: {"years": dates.years(m)}),
    Form("year counted from this", r"[到至]?(?P<when>今明两年|今冬明春|[今明后来]年度?|本年度?|"
         r"年内(?<!\d年内)|下一?个?(?:财政)?年度?|下一?个?财年|[今明][春夏秋冬]|"
         rf"全年(?!无休|开放|营业|免|候|龄|运行|服务|供))(?P<part>{_PART})?{_BY}?",
         dates.year_ahead, True),
    Form("part of this year", r"[到至]?(?<!年)(?P<part>年[底末终](?!蕴)|[上下]半年|首季|"
         rf"第[一二三四1-4]季度?|[一二三四]季度){_BY}?", dates.part_ahead, True),
    Form("this or next", r"(?:(?P<which>[本今下])一?个?(?P<unit>季度?|月|周(?!期|年|边|围|岁)|星期)"
         rf"(?:[底末初]|[上中下]旬)?{_BY}?|月底之?前|月内)", dates.unit_ahead, True),
    Form("term of office", r"本届[^,。;:\n]{0,8}?任期内?|任期之?内|届内", lambda m, day: {},
         True),
    Form("month", rf"(?:计划|预计|力争|将?于|[到至在]) ?(?P<part>{MONTH} ?月)份?"
         rf"(?: ?\d{{1,2}} ?日|[底末初]|[上中下]旬)?{_BY}?", dates.part_ahead, True),
    Form("month by which", rf"(?<!\d)(?P<part>{MONTH} ?月)份?(?: ?\d{{1,2}} ?日|[上中下]旬)?"
         r"(?:[底末](?:之?前)?|之前|以前|前|起)", dates.part_ahead, True),
    Form("day", rf"(?:(?P<month>{MONTH}) ?月 ?|[于至到])(?P<day>\d{{1,2}}) ?日", dates.day_ahead,
         True),
    Form("days or months", rf"(?<![\d.])(?P<n>\d{{1,3}}|百|{_N})(?P<unit>个月|天|日|个?星期|周)"
         rf"{_WITHIN}", dates.days_ahead, True),
    Form("feast", rf'"?(?P<feast>{"|".join(FEASTS)})"?节?(?:长?假期?)?'
         r"(?:[之以]?前(?!后)夕?|(?P<around>前后|期间|(?<=[期假])))", dates.feast, True),
    Form("mid-century", "[到至]?本世纪中叶", lambda m, day: {"last": date(2050, 12, 31)}),
), first=_FIRST, anchor=(
    "[年月季届周天日世五前期假冬春夏秋2](?:(?<![前期冬春夏秋2])|(?<=[今明][冬春夏秋])|(?<=[任星节庆]期)|"
    r"(?<=[旦节一午秋庆诞学明之以]前)|(?<=2)0\d\d[-./])"
))  # fmt: skip
_IN_TITLES = {"range of years", "range of years of the Republic", "duration in a name"}
_TITLE = re.compile(r"<[^<>\n]{1,80}>")


def times(text: str, published: date | None) -> Iterator[Time]:
    """The times that a text or a whole document states, in order, without background and names.

    What ended before ``published`` is background (2021年獲批的). A relative time is resolved
    against ``published``; where that is missing its ``first`` and ``last`` are, too.

    >>> [time.last for time in times("比2020年下降13.5%,到2025年建成", date(2022, 11, 9))]
    [datetime.date(2025, 12, 31)]
    """
    folded = fold(text)
    day = published or date(2001, 7, 1)
    titles = [match.span() for match in _TITLE.finditer(folded)]
    for form, match in FORMS.find(folded):
        if not form.reading or (form.name == _TRADITIONAL and script_of(text) == "hans"):
            continue
        if form.name not in _IN_TITLES and _within(titles, match.start()):
            continue
        time = Time(*match.span(), **form.reading(match, day))
        if time.last and form.relative and published is None:
            ahead = time.last.year - day.year + 1
            yield time._replace(last=None, first=None, ahead=ahead)
        elif published is None or time.last is None or time.last >= published:
            yield time


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, place)) - 1
    return at >= 0 and place < spans[at][1]
