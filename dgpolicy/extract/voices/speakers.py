"""Who speaks: the body, the office and the name in the words that introduce a statement."""

from __future__ import annotations

import re
from typing import NamedTuple

from dgpolicy.extract.voices.persons import FOREIGN, NAME, NAME_RE, SURNAMES

# All patterns read folded text (Simplified). An office's own head noun may end the body's name:
# 經濟部長 is the 部長 of 經濟部, 市長 the 長 of a 市.
_HEADED = "省市县区州旗镇乡村局厅部司署处科院校会所站馆台关社庭队行"
_RANKS = "党委党组常务第一执行代理署理候任前副总助理"
_OFFICE = (
    rf"(?:党委|党组|常务|第一|执行|代理|署理|候任|助理|副)*(?:书记|支队长|大队长|总队长|中队长"
    rf"|分局长|[{_HEADED}]长|主任|秘书长|主席|总经理|董事长"
    r"|行政长官|特首|(?:新闻)?发言人|国务委员|总理|总统|政务委员|委员长|主委|次长|政委|总干事|总裁"
    r"|理事长|审计长|检察长|总监|关长|专员|召集人|首席执行官|总(?:工程|会计|经济|农艺|规划|畜牧|统计|兽医|药|建筑|设计|飞行|审计|教育)师|监察长"
    r"|司令员|常委(?!会|班子|扩大)"
    r"|巡视员|调研员|党组成员|人大代表|政协委员|主任委员|委员(?!会)|院士|(?:相关|有关|主要"
    r"|负责)*(?:负责人|负责同志|官员))"
)
# The look at the first character spares nine in ten places of a text the whole pattern.
OFFICE = re.compile(
    rf"(?=[{_HEADED}党常第执代候助副书支大总中分主秘董特发新国政委次理审检专召首监巡调人相有负])"
    + _OFFICE
)
_OFFICES = re.compile(rf"{_OFFICE}(?:[、兼和](?:[^,。、:\"\s]{{0,12}}?){_OFFICE})*")
# What may stand between a name and its verb of saying.
BETWEEN = re.compile(
    r"(?:\s|,(?=在|于)|[今昨]\([^()]{1,8}\)日|今[日天早晨午晚年]?|昨[日天晚]?|日前|近日"
    r"|当[日天晚]|现场|随后|同时|再次|一再|多次|反复|特别|进一步|公开|明确|郑重|回应|答复|答询"
    r"|回复|说明|介绍|补充|解释|坦言|强调|透露|分析"
    r"|还|也|亦|又|则|就|并|向|对|时|后|上午|下午|早上|晚上|星期.|周[一二三四五六日]"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}[日号]"
    r"|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
    r"|\([^()]{1,24}\)|(?:在|于|出席|接受|就|以|向|对|会见|主持|针对|回应|面对|谈及|谈到|参加"
    r"|代表|回复|答复|应询|受访|率|做|作)[^。:]{0,40}(?:时|中|上|后|会议|专访|采访|会|询|问题|记者|媒体"
    r"|致辞|报告|指)?)+$"
)
_CIRCUMSTANCE = re.compile(
    r"[^。;:\"]{1,40}(?:时|后|中|上|期间|发布会|会议|说明会|记者会|专访|会|采访)(?:还|也|再次"
    r"|特别|进一步)?"
)
_BODY = (
    r"(?:委员会|人民政府|政府|办公厅|办公室|管委会|公司|集团|银行|大学|学院|医院|法院|检察院"
    r"|研究院|支队|总队|海关|党组|常委会|常务会议"
    r"|全国人大|人大|政协|工商联|总工会|妇联|科协|残联|消委会|协会|学会|商会|联合会|基金会|中心"
    r"|当局|央行|总局|总署|机构|部门|平台公司"
    r"|[省市县区州]府|局|委|厅|部|办|院|署|司|处|会|队|社|所|行|站|省|市|区|县|州|镇|街道|中心组)"
)
# A clause that only ends like the name of a body.
_NO_NAME = re.compile(
    r"^(?:要|为|将|把|以|应(?!急)|须|会|对(?!外)|由|与|在|不|经(?!济)|关于|现将)|落实|贯彻|按照"
    r"|根据|推进|列席|出席|传达|学习贯彻"
)
BODY_END = re.compile(rf"{_BODY}$")
_NO_BODY = re.compile(
    r"(?:两会|社区|景区|地区|园区|校区|小区|城区|山区|超市|股市|楼市|城市|夜市|集市|都市|专家|学者"
    r"|分析|研究员|居民|村民|市民|网友|业内|教授|记者|主持人|学生|家长|老板|游客|业主|群众|经济学"
    r"|代表们|委员们|观众|读者|用户"
    r"|社会|机会|全部|大会|一部|内部|外部|干部|俱乐部|西部|东部|中部|北部|南部|局部|总会|不会"
    r"|将会|才会|都会|也会|就会|培训会|发布会|座谈会|推进会|(?:展|博览|晚|运动|大|年|交易|推介"
    r"|交流|招聘|音乐|听证|研讨|签约|动员|表彰|总结|洽谈|联欢|庙|家长)会)$"
)
OTHERS = re.compile(
    r"笔者|作者|专家(?!局)|学者|分析师|分析人士|研究员|居民|村民(?!委)|市民(?![政营族防用])"
    r"|网[友民]|业内人士|教授|学生(?!联)|家长(?!会)|老板|店主|游客|业主"
    r"|群众(?!工作)|经济学家|经济师|农户|种植户|消费者(?!委|权)|创业者|老人|大妈|大爷|女士|先生"
    r"|同学|(?:企业|工厂|商家|商户|项目|酒店|景区|门店)[^,]{0,6}(?:负责人|经理)"
    r"|大学[^,。]{1,16}(?:院长|主任|所长)|议员|(?:人大代表|政协委员)(?!、)|国际货币基金|世界银行|机构(?!编制)|(?<!融)媒体|评论|外电|研报|报告显示|气象台|天文台"
)
_LEADIN = re.compile(
    r"^(?:[^,。]{2,18}(?:日|社[^,。]{0,10})电\s*(?:\([^()]*\))?\s*|采访中|受访时|对话|专访|独家专访|访谈|访|据悉|据了解|据|按照|根据|对此|随后|会上|经(?![济信贸营开发])|同时"
    r"|此外|其中|对于[^,]{0,20}|目前|因此|为此|而|但|记者[^,。从]{0,8}从|从|近日|日前|昨日|昨天|今天|今日|当天"
    r"|当日|当前"
    r"|\d{1,2}月\d{1,2}日(?:上午|下午|晚)?|(?:媒体|外界)?询问?,?|在[^,]{2,40}(?:上|中|时|后)"
    r"|(?P<occasion>[^,]{2,30}(?:会议|大会|发布会|座谈会|论坛|峰会)上))[,\s]*"
)


# What may stand before the body in its clause: 率先登场的…, …代表…, 出席…的….
_DESCRIBED = re.compile(
    r"[^,。]*(?:的|采访|专访|欢迎|感谢|陪同|会见|邀请|祝贺|(?<![^,。])由)(?=[^,。])"
)


# What an official is besides: 全國人大代表、某縣縣委書記.
_RANK = re.compile(r"[^、,]{0,14}(?:代表|委员|成员|校友|先进工作者|劳动模范)、(?=.)")
# 體育局潘永權局長: the name before the office.
_NAMED_FIRST = re.compile(
    rf"(?P<body>[^,、\s]{{1,20}}?(?P<head>[{_HEADED}]))(?P<name>{NAME})(?P<office>副?(?P=head)长)"
)

_NAME_AND_OFFICE = re.compile(rf"(?P<name>{NAME})\s?\((?P<office>[^()]{{3,30}})\)")


class Who(NamedTuple):
    """A body, an office and a name, each as a span of the text or ``None``."""

    organisation: tuple[int, int] | None
    title: tuple[int, int] | None
    name: tuple[int, int] | None


NOBODY = Who(None, None, None)


def who(folded: str, start: int, end: int) -> Who | None:
    """Reads the words before a verb of saying, or a header, as body, office and name.

    ``None`` where they name neither a body nor an official.

    >>> who("市发改委主任李四维", 0, 9)
    Who(organisation=(0, 4), title=(4, 6), name=(6, 9))
    >>> who("经济部长郭智辉", 0, 7)
    Who(organisation=(0, 3), title=(2, 4), name=(4, 7))
    >>> who("专家王磊", 0, 4) is None
    True
    """
    while m := _LEADIN.match(folded[start:end]):
        if m.end() == 0 or (m["occasion"] and OFFICE.search(m["occasion"])):
            break
        start += m.end()
    words = folded[start:end]
    while words[:1] in (" ", "\u3000", '"', "—", "-", "\n"):
        start, words = start + 1, words[1:]
    if not words or OTHERS.search(words):
        return None
    if rank := _RANK.match(words):
        start, words = start + rank.end(), words[rank.end() :]
    if m := _NAMED_FIRST.fullmatch(words):
        return Who(
            *((start + a, start + b) for a, b in (m.span("body"), m.span("office"), m.span("name")))
        )
    if m := _NAME_AND_OFFICE.fullmatch(words):
        held = who(folded, start + m.start("office"), start + m.end("office"))
        if held and not held.name:
            return held._replace(name=(start, start + m.end("name")))
    offices = list(_OFFICES.finditer(words))
    for office in reversed(offices[:1] if len(offices) == 1 else offices):
        name = _name(words, office.end())
        if name is False:
            continue
        return _with_office(words, start, office, name)
    stem = BETWEEN.sub("", words)
    if NAME_RE.fullmatch(stem) and (not BODY_END.search(stem) or len(stem) == 2):
        return Who(None, None, (start, start + len(stem)))
    for tail in (stem, words.rstrip()):
        if body := _of_body(tail):
            return Who((start, start + len(body)), None, None)
    return None


def _of_body(stem: str) -> str | None:
    if _NO_NAME.search(stem):
        return None
    if (
        2 <= len(stem) <= 32
        and "," not in stem
        and BODY_END.search(stem)
        and not _NO_BODY.search(stem)
    ):
        return stem
    if m := re.match(rf"([^,。\"\s]{{1,24}}?{_BODY})\s?{NAME}$", stem):
        return m[1]
    return None


def _name(words: str, at: int) -> tuple[int, int] | bool | None:
    """The name after an office, ``None`` where none is given, ``False`` where other words stand."""
    rest = words[at:]
    lead = len(rest) - len(rest.lstrip(" \u3000\n·"))
    rest = rest[lead:].rstrip()
    short = len(rest) < 4 and NAME_RE.fullmatch(rest) and rest[-1] not in "时上中后日天年会"
    if not rest or (BETWEEN.fullmatch(rest) and not short):
        return None
    lengths = [m.end() for m in (FOREIGN.match(rest),) if m]
    lengths += [n for n in (3, 2, 4) if n <= len(rest) and NAME_RE.fullmatch(rest[:n])]
    spaced = re.match(rf"[{SURNAMES}]\s[\u4e00-\u9fff]", rest)
    lengths += [spaced.end()] if spaced else []
    for after in ("", BETWEEN, _CIRCUMSTANCE):
        for n in lengths if after != BETWEEN else sorted(lengths):
            tail = rest[n:]
            if tail == after or (after and not isinstance(after, str) and after.fullmatch(tail)):
                return at + lead, at + lead + n
    bare = BETWEEN.sub("", rest)
    if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", bare) and not re.search(
        r"[们等时日前后上中下会的说称]|表示|指出|透露|介绍", bare
    ):
        return at + lead, at + lead + len(bare)
    return None if _CIRCUMSTANCE.fullmatch(rest) and not lengths else False


def _with_office(
    words: str, start: int, office: re.Match[str], name: tuple[int, int] | bool | None
) -> Who:
    begin = office.start()
    body = words[:begin].rstrip()
    cut = max(body.rfind(","), body.rfind('"'), body.rfind(":"), body.rfind(";"))
    if described := _DESCRIBED.match(body, cut + 1):
        cut = described.end() - 1
    offset = cut + 1
    body = body[cut + 1 :]
    organisation = None
    head = words[begin]
    end = begin
    shares_head = words[begin + 1 : begin + 2] == "长" and head in _HEADED
    whole = body.endswith(head) or (head not in _LEVELS and BODY_END.search(body))
    if shares_head and body and not whole:
        end = begin + 1
    if body or end > begin:
        organisation = (start + offset, start + end)
    if organisation and not body.strip():
        organisation = None
    span = (start + name[0], start + name[1]) if isinstance(name, tuple) else None
    return Who(organisation, (start + begin, start + office.end()), span)


_HAN = "[\u4e00-\u9fff]"
_LEVELS = "省市县区州"
_KINDS = {"委": "委(?:员会)?", "办": "办(?:公室)?"}
_KIND = (
    ("委员会", "委"),
    ("办公室", "办"),
    ("管理委员会", "管委会"),
    ("人民政府", "政府"),
)


def is_short_for(short: str, full: str) -> bool:
    """Whether a folded name of a body is an abbreviation of another folded name.

    The characters of the short one stand in the same order in the full one, both begin at the
    same level (市, 省 …) and both end in the same kind of body (局, 委 for 委员会 …).

    >>> is_short_for("市科技局", "东莞市科学技术局"), is_short_for("省发改委", "省发展和改革委员会")
    (True, True)
    >>> is_short_for("市科技局", "东莞市财政局"), is_short_for("省科技厅", "东莞市科学技术局")
    (False, False)
    """
    if len(short) >= len(full) or len(short) < 2:
        return False
    for long, brief in _KIND:
        if full.endswith(long) and short.endswith(brief) and not short.endswith(long):
            full = full[: -len(long)] + brief
            break
    if short[-1] != full[-1]:
        return False
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    level = next((char for char in short[:-1] if char in _LEVELS), None)
    if level and short[0] == level:
        return level in full
    own = next((char for char in full[:-1] if char in _LEVELS), None)
    return level == own or (level is None and short[0] == full[0])


def full_name(folded: str, name: str) -> tuple[int, int] | None:
    """Where a text gives the longest name of a body, for a name that may be short.

    >>> text = "东莞市科学技术局公布计划。市科技局将落实。"
    >>> full_name(text, "市科技局"), full_name(text, "东莞市科学技术局")
    ((0, 8), None)
    """
    if len(name) > 12 or not re.fullmatch(_HAN + "+", name):
        return None
    gap = _HAN + "{0,4}?"
    inner = gap.join(map(re.escape, name[:-1])) + gap + _KINDS.get(name[-1], re.escape(name[-1]))
    level = re.escape(name[0]) if name[0] in _LEVELS else ""
    place = "(?:(?![的在由与和及日])" + _HAN + "){2,7}?" + ("" if level else f"[{_LEVELS}]")
    place = place if level else f"(?:{place})?"
    pattern = re.compile(
        rf"(?:(?<!{_HAN})|(?<=[由从与和及在据向经]))(?={place}{inner})(?P<full>{place}{inner})"
    )
    found = [m.span("full") for m in pattern.finditer(folded)]
    found = [span for span in found if is_short_for(name, folded[slice(*span)])]
    return max(found, key=lambda span: span[1] - span[0], default=None)
