"""An act or a result, checkable or not: ``aim`` and ``specificity`` of ``variables.csv``."""

from __future__ import annotations

from collections.abc import Sequence

from dgpolicy.extract.forms import Form, Forms
from dgpolicy.extract.horizons import Horizon

Span = tuple[int, int]

_W = r"[^,。;:!?\n]"
_END = r'(?=[,。;:!?、\n"]|[和与及并]|$)'  # what goes on names something: 高质量发展大会
_CAUSES = "推动|推进|促进|带动|助力|力促|加快|确保"
_CHANGE = "发展|增长|增收|回升|提升|提速|振兴|升级|转型|融合|改善|互通|现代化|全覆盖"
_MOVES = (
    "提升|提高|增强|增加|改善|扩大|巩固|优化|激发|降低|减少|缩小|化解|消除|保持|维护|保障|稳定|"
    r"营造|确保"
)
_STATE = (
    "水平|能级|效能|质量|品质|效益|环境|生态|氛围|条件|民生|生活|收入|地位|优势|比重|规模|信心|消费|"
    "需求|就业|供应|供给|成本|负担|差距|排放|污染|风险|隐患|矛盾|安全|稳定|公平|正义|底线|区间|屏障|"
    "[力率性感效]|(?<!制)度"
)
_STANDING = (
    "高地|强[市省区县国镇]|之都|枢纽|标杆|示范[区市省镇]|先行区|试验区|策源地|增长[极点]|城市|"
    "生态|环境|品牌|家园|前列|格局|制高点|优势|动能"
)
AIMS: Forms[bool] = Forms((  # why and how a thing is done stand before what comes of it
    Form("aside", rf"<[^<>\n]{{1,60}}>|(?:以{_W}{{1,40}}?)?为{_W}{{1,40}}?"
         rf"(?=[,。;:!?\n]|{_CAUSES}|打造|$)"),
    Form("growth", "壮大|做[大强优]做?[大强优]|(?:转型升级|提质增效|企稳回升|翻番|改善|新台阶)"
         rf"{_END}", True),
    Form("effect", "早日?(?:[开动]工|投产|达效|建[成设])|[出见显](?:成|实)?效|(?:快速|尽快)落地|"
         rf"落地(?:提速|见效|投产)|[让使令](?!用){_W}{{1,16}}?(?:更|享|得到|受|成为)", True),
    Form("change", rf"(?:{_CAUSES}){_W}{{1,24}}?(?:{_CHANGE}){_END}", True),
    Form("reached", rf"(?:实现|达[致至成])(?!路径|机制){_W}{{2,16}}", True),
    Form("state", rf"(?:{_MOVES}){_W}{{0,24}}?(?:{_STATE}){_END}", True),
    Form("standing", "(?:打造|建[成设]|成为|形成|争创|创建|走在|抢[占抓]|塑造|擦亮)"
         rf"{_W}{{0,30}}?(?:{_STANDING}){_END}", True),
    Form("level", rf"(?:增长|就业|[升降增减加高][至到]|减少|下降|达到|[保控][持制]在){_W}{{0,6}}?\d"
         , True),
))  # fmt: skip

_VAGUE = (
    "(?!了?(?:一批|更多|各[类种级项]|一?系列|多[个项种]|配套|项目|的|和)|"
    rf"{_W}{{0,12}}(?:社会|体系|强[市省国]|城市{_END}))"
)
_PAPER = "方案|规划|条例|细则|标准|清单|措施|计划|规程|规定|法(?![治律则])"
_PLACE = "馆|院|校|中心|桥|线|铁|公路|机场|港|厂|电站|水库|装置|[一二三四]期|中子源|激光|楼|平台"
EVENTS: Forms[bool] = Forms((
    Form("aside", rf"<[^<>\n]{{1,60}}>|(?:探索|研究|鼓励|支持|争取){_W}{{0,10}}?(?:编制|组建|"
         "[设建成][立成]|举办|制定|出台)|(?:事业|教师)编制|建成区"),
    Form("full coverage", "全覆盖", True),
    Form("event", "(?:出台|编制|印发|颁布|组建|成立|设立|筹建|开设|增设|启用|开通|举办|召开|承办|"
         rf"修订|建成|[新兴]建|开工建设)(?<![刚已]..){_VAGUE}[^,。;:!?、\n]{{2,30}}", True),
    Form("paper", rf"(?:制[定订]|公布|发布|推出)(?<!已..){_VAGUE}{_W}{{0,24}}?(?:{_PAPER})", True),
    Form("opening", rf"(?:{_PLACE})(?:项目|工程)?(?:动工|开工|通车|启用|建成|上线)", True),
))  # fmt: skip


def results(folded: str) -> list[Span]:
    """Where a folded text or document names a result.

    >>> results("培育一批企业,改善营商环境")
    [(7, 13)]
    """
    return [match.span() for form, match in AIMS.find(folded) if form.reading]


def events(folded: str) -> list[Span]:
    """Where a folded text or document names an event on a definite object, or full coverage.

    >>> events("编制产业图谱")
    [(0, 6)]
    """
    return [match.span() for form, match in EVENTS.find(folded) if form.reading]


def checkable(spans: Sequence[Span], horizon: Horizon) -> Span | None:
    """The first words by which an outsider can check a pledge, ``None`` where there are none.

    ``spans`` are its targets and events; a stated time counts, a mere duration (三年計劃) not.

    >>> checkable(events("编制产业图谱"), Horizon("unstated", "none"))
    (0, 6)
    """
    ends = horizon.year_to is not None or horizon.years is None
    cue = [horizon.cue] if horizon.basis == "stated" and horizon.cue and ends else []
    return min([*spans, *cue], default=None)
