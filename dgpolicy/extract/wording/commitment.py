"""Whether a sentence commits, looks back, announces a list, or does something else.

All patterns read folded text (Simplified). Most begin with the character that they turn on, and
look behind from there: a search then skips from one such character to the next.
"""

from __future__ import annotations

import re
from typing import Literal

from dgpolicy.extract.wording.apart import FORECAST, STANDS_FOR, apart
from dgpolicy.extract.wording.outlook import FORWARD, looks_back
from dgpolicy.extract.wording.verbs import NOUNS, first_verbs, head

Stance = Literal["commits", "acts", "announces", "reports", "apart", "other"]

# What has happened, by an aspect or a time.
_DONE = re.compile(
    r"""(?=[了已曾先取荣获同环截累以去上前过一二三四五六七八九十几两创圆成明迈完超全])(?:
    了(?<![为除罢不得]了)(?![解望结断却不])
    | 已(?<!不已)(?!(?:有|经?作出|明确)[^,。;]{0,6}(?:安排|部署|打算)|[知是然]|往|婚|[^,。;]{1,8}的)
    | 曾 | 先后 | 取得(?<![对凡未可将]取得)
    | 荣获 | 获评 | 同比 | 环比 | 截至 | 累计 | 以来 | (?:去年|上年|前年)(?<![比较]..) | 过去
    | [一二三四五六七八九十几]年来 | [一二两三四五六七八九十几]+年多?前
    | 创下?[^,。]{0,4}新高 | 圆满 | 成效[显明][着显]? | 明显[提改增加下好成进] | 迈[上出] | 完成投资
    | 超(?:额完成|(?:年度|全年|原定?)?(?:计划|目标)) | 全部完成)
    """,
    re.X,
)
# A figure looks back only where nothing looks ahead.
_FIGURE = re.compile(
    r"(?:增长|增加|下降|上升|提高|增至|升至|降至)[了到至约]?(?:[\d.]+"
    r"|[一二三四五六七八九十百]+)(?:%|个百分点|倍|万|亿|成)(?!以上|左右|以内)"
    r"|(?:增长|增加|上升|下降|升|跌|下跌|增幅)[约近逾]?百分之"
)
_NOW = re.compile(
    r"目前|如今|日前|近日|上半年|前[三一二\d]+个?季度|占比|当前|位居|正在|(?:达到?|突破"
    r"|超过)[\d一二三四五六七八九十百千万亿]"
)
# 推动 … 取得进展 aims at what it names.
_AIMED = re.compile(r"(?:推动|推进|促进|努力|力求|使|让|率先)[^,。;]{0,30}?取得")
_CONDITION = re.compile(r"[\s(]*(?:对|凡|如|若|经|给予)(?!了)")
_GRANTS = re.compile(r"给予|奖励|补助|补贴|资助|奖补|予以")

_IS_WHAT = r"(?:所在|责任|定位|使命|关键|要求|任务|课题|力量|保证|途径|基础|命令|支撑)[,。]"
_IS = re.compile(
    rf"体现了|具有[^,。]{{0,14}}(?:作用|意义)|有利于|这(?:也|就)?是|就是|这充分|这标志"
    rf"|是(?<![但只于不]是)[^,。]{{0,24}}?{_IS_WHAT}"
)
_STATES = re.compile(
    r"[^,。]{0,24}(?:是[^,。]{0,30}(?:的|力量|基础|关键|要求|任务|保障|根|途径|所在|者|一环|支撑"
    r"|引擎|动力|命令|课题|遵循|指引|指南|法宝|前提|底气|依靠|之[本基源要重]|重中之重))"
    r"|以[^,。]{2,40}(?:思想|理论|精神)为(?:指导|遵循|统领|引领|根本)|具有|体现了|标志着|彰显|意味着|凸显|反映|证明|充满|面临|存在|有利于|有助于|来之不易|历程"
    r"|任重"
)

# 推进改革力度不够 opens like a task and names a problem.
_FALLS_SHORT = re.compile(
    r"(?<![补解弥克化破决服][决补服解齐])(?:不够|不足|不高|不强|不优|不实|滞后|薄弱|偏低|欠缺|乏力)(?=[,;:。!?\s]|$)"
)
# Under a heading that looks ahead a figure is a goal: 全年开行班列800列以上.
_GOAL = re.compile(
    r"\d[^,。;]{0,9}(?:以上|左右|以内|以下|上下)|(?:不低于|不少于|不超过|不高于|达到?|增长|下降|降至|升至"
    r"|降到|升到|提高到|提高至|提升到|提升至|控制在|稳定在|保持在|突破|超过)(?:约|近)?\d"
    r"|(?:资金|投资|预算|赤字|债券|贷款|经费|规模)[^,。;\d]{0,6}\d[\d.]*(?:万|亿|兆)*元"
)
_AS_IT_IS = re.compile(r"目前|如今|日前|近日|上半年|占比|当前|位居|正在|总投资|占地|位于|项目")

_COUNT = r"(?:[一二三四五六七八九十几两多各\d]+|若干)个?"
_TASK = (
    r"(?:工作|措施|举措|任务|安排|部署|做法|作法|行动|打算|考虑|重点|要求|意见|建议|通知|方向"
    r"|着手|入手|(?:持续|协同)?(?:用力|发力|加力)|做起|着力|推进|努力"
    r"|大?事|实事|大?文章|事项|事情|环节|内容|方针|策略|主轴|主线|目标)"
)
_WHICH = r"(?:的)?(?:重点|主要|具体|民生|关键)?"
_ANNOUNCES = re.compile(
    r"(?=[以如下一二三四五六七八九十几两多各若\d采推提出开事工从做聚实落围锚])"
    rf"(?:(?:以下(?<![%克米元人个度吨年岁]以下)(?![,。;\s]|$)|如下|下列|下面|下述)[^,。;]{{0,16}}|{_COUNT}(?:大|重大?)?(?:方面|面向|层面"
    rf"|维度){_WHICH}{_TASK}{{0,2}}"
    rf"|{_COUNT}(?:大|重大?|项|点|条|件|个|篇|手|场){_WHICH}{_TASK}{{1,2}}"
    rf"|[一二三四五六七八九十几\d]+[点招]|(?:推动|推进|采取|推出|做到|做好|聚焦|实施|落实|开展)(?=:)"
    r"|(?:围绕|聚焦|锚定)[^,。:]{1,24}(?=:)"
    r"|(?:采取|推出|提出|出台|开展)[^,。;]{0,14}(?:措施|工作|举措|做法|作法)(?=:)|(?:事项"
    r"|工作)[^,。]{0,6}(?:如下|通知)"
    rf'|{_COUNT}"[^"]{{1,8}}"(?=:)'
    r"|从[^,。]{0,20}(?:方面|层面|角度|面向)[^,。]{0,10})\s*[:。,]?\s*$"
)
_FRAME = re.compile(
    r"\s*(?:下一步|下一阶段|接下来|今后|未来|明年|来年|下半年|今后一个时期|20\d\d年|为此)$"
    r"|(?:下一步|接下来|今年|明年|下半年|今后|当前|同时|为此|对此|我们?|我[局市省区县委厅]"
    r"|市?[^,]{0,10}[局委厅部])?,?(?:我们|我[局市省区县委厅])?[也还]?[将要会]?"
    r"(?:始终|继续|认真|深入|全面|紧紧|牢牢|坚决)*(?:围绕|聚焦|按照|坚持|立足|紧扣|贯彻|以|根据"
    r"|在|对|针对|坚定|锚定|为|从|结合|深入学习|切实|突出|落实)"
)
# 发展是第一要务 and 改革取得成效 begin with a noun that only looks like a verb.
_NOUNLIKE = re.compile(
    r"开放|初期|时期|期间|局|部(?![署分门])|委(?!托)|司(?!法)|处(?![理置])|院|厅|会|成为|以来|以来|质量|水平|势头|态势|格局|不断|稳步|持续|成效|成果"
    r"|步伐|进展|能力|形势|环境|潜力|动力|速度|项目名称|公告|时间|活力[^。]{0,3}增强"
)
_NO_OBJECT = re.compile(
    r"[是的了已]|取得|以来|项目名称|公告|之初|[\d一二三四五六七八九十]+(?:周年|年来|个月来)"
    r"|(?:人数|名额|条件|对象|时间|地点|范围|程序|方式|岗位)(?=[\d:为,(]|$)"
)
_SHORT_VERB = re.compile(
    r"[抓建办推补强促稳扩育引防保优提聚做管用守](?![于在是的有了过大小议会,])[\u4e00-\u9fff]"
)
_TURNS = re.compile(
    r"(?:坚决|确保|按时|如期|全面|保质保量|高质量|圆满)+完成|把[^,。;]{1,36}(?:[摆放列抓做建用]"
    r"|作为|落实|纳入|贯穿|打造|转化|延长|扩大|提升|提高)"
    r"|将[^,。;]{1,36}(?:纳入|列入|作为|提高|扩大|延长|打造)"
)
_PREPARES = re.compile(
    r"[\"(]?(?:围绕|聚焦|依托|在|以|按|按照|根据|针对|对|对于|为|通过|结合|立足|面向|从|作为|随着"
    r"|如|若|凡|自|由|于|每|各|统筹|坚持|适应"
    r"|一方面|另一方面|此外|另外|特别是|尤其|今年|全年|同时)"
)
_DOES = re.compile(
    r"完成|[新再]开工|安排|[对为向在给以从按](?!了)|我们|我[国省市县区]|中国|中央|各级"
)
_MARKS = re.compile(r"[,;:。!?]")
_OPENERS = " \"'([\u200b\ufeff-·•●■◆▪"


def stance(words: str, *, ahead_of: bool = False, goals: bool = False) -> Stance:
    """What a sentence of folded text does, by its own words alone.

    ``commits`` where a modal says so (将, 要, 力争 …), ``acts`` where it only opens with a bare
    verb of doing, ``announces`` where it does no more than announce a list, ``reports`` where it
    looks back, ``apart`` for what is no pledge in any list (a question, an appeal, a provision on
    the paper itself), ``other`` for evaluation and the rest. ``ahead_of`` says that the words
    stand in a paper or section that looks ahead, so that tasks need no modal, and ``goals`` that
    the section's heading says so, so that a mere figure is a goal.

    >>> [stance(s) for s in ("今年将新建两座水厂。", "推进水厂建设。", "去年建成了两座水厂。")]
    ['commits', 'acts', 'reports']
    >>> [stance(s) for s in ("将重点做好以下三方面工作:", "希望企业加大投入。", "怎么办?")]
    ['announces', 'apart', 'apart']
    """
    words = words.strip(" \n\u200b\ufeff")
    if apart(words):
        return "apart"
    words = STANDS_FOR.sub(r"\1", words)
    parts = clauses(words)
    if not parts:
        return "other"
    ahead = _ahead(parts) if FORWARD.search(words) else [False] * len(parts)
    if _only_announces(words, parts, ahead):
        if re.search(r"[答回]复", parts[-1]):
            return "other"
        return "reports" if looks_back(words) and not any(ahead) else "announces"
    if FORECAST.search(words):
        if not any(_ahead(clauses(FORECAST.sub("", words)))):
            return "other"
        ahead = [a and not FORECAST.search(c) for c, a in zip(parts, _ahead(parts), strict=True)]
    back = [_looks_done(c) for c in parts] if _DONE.search(words) else [False] * len(parts)
    figure = not ahead_of and _FIGURE.search(words) is not None
    bare = acts(parts[0])
    if _IS.search(words) or (not bare and _STATES.match(parts[0])):
        sure = any(
            a and not _STATES.match(c) and not re.search(r"是|必须|目标", c)
            for c, a in zip(parts, ahead, strict=True)
        )
        if not sure:
            return "reports" if any(back) or figure else "other"
    if any(
        a and (not b or re.search(r"将|力争|确保|到20|目标|明年", c))
        for c, a, b in zip(parts, ahead, back, strict=True)
    ):
        return "commits"
    if any(back) or figure or _FALLS_SHORT.search(words):
        return "reports"
    if (
        bare
        or _acts_later(parts, ahead_of)
        or (goals and any(map(_aims, parts)))
        or (_GRANTS.search(words) and any(map(_CONDITION.match, parts)))
    ):
        return "acts"
    return "reports" if not ahead_of and _NOW.search(words) else "other"


def clauses(words: str) -> list[str]:
    """The clauses of a sentence, without their marks.

    >>> clauses("推进建设,完善机制。")
    ['推进建设', '完善机制']
    """
    return [c for c in _MARKS.split(words) if c.strip()]


def _ahead(parts: list[str]) -> list[bool]:
    return [FORWARD.search(c) is not None for c in parts]


def acts(clause: str) -> bool:
    """Whether a clause opens with a verb of doing, after adverbs and without a subject.

    >>> acts("加快建设水厂"), acts("发展是第一要务"), acts("经济稳步发展")
    (True, False, False)
    """
    clause = clause.lstrip(_OPENERS)
    at, end, own = head(clause, 0, len(clause))
    start, end = (at, end) if end else own or (at, 0)
    if end:
        noun = clause[start:end] in NOUNS and _NOUNLIKE.match(clause, end)
        return not noun and not _NO_OBJECT.match(clause, end)
    return bool(_SHORT_VERB.match(clause, at) or _TURNS.match(clause) or _TURNS.match(clause, at))


def _acts_later(parts: list[str], ahead_of: bool) -> bool:
    """Whether verbs of doing follow a first clause that only prepares them."""
    if ahead_of:
        return any(acts(c) or _does(c) for c in parts)
    return len(parts) > 1 and _PREPARES.match(parts[0]) is not None and any(acts(c) for c in parts)


def _does(clause: str) -> bool:
    """Whether a clause that elsewhere describes is a task under a heading that looks ahead."""
    clause = clause.lstrip(_OPENERS)
    at, *_ = head(clause, 0, len(clause))
    m = _DOES.match(clause, at)
    return m is not None and (
        m[0][0] in "完新再安" or bool(first_verbs(clause, m.end(), min(len(clause), m.end() + 30)))
    )


def _aims(clause: str) -> bool:
    return _GOAL.search(clause) is not None and not _AS_IT_IS.search(clause)


def _looks_done(clause: str) -> bool:
    return _DONE.search(_AIMED.sub("", clause)) is not None and not _CONDITION.match(clause)


def _only_announces(words: str, parts: list[str], ahead: list[bool]) -> bool:
    return _ANNOUNCES.search(words, max(0, len(words) - 40)) is not None and all(
        _FRAME.match(c) or not (a or acts(c)) for c, a in zip(parts[:-1], ahead[:-1], strict=True)
    )
