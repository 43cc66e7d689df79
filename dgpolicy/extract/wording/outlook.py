"""Which way words look: ahead by a modal, back or ahead by a lead or a heading.

All patterns read folded text (Simplified). Most begin with the character that they turn on, and
look behind from there: a search then skips from one such character to the next.
"""

from __future__ import annotations

import re
from typing import Literal

# 将, 要, 会, 拟, 计划 … where they promise; not 将军, 重要, 大会, 拟定, 行动计划.
FORWARD = re.compile(
    r"""(?=[将要会拟计力争确务必致打准着目承下接今明后来未年新全到至在绝决不预愿我2])(?:将(?<![即麻少上大中名健干]将)(?![军领士帅近信来要]|来自|[^,。]{0,12}(?:作为一|视为|称为|誉为|比作))
   
    | 要(?<![重主需只概纲摘机首提简紧须扼切若想索还不正人家]要)
        (?<!企业要)(?<!市民要)(?<!公众要)(?<!群众要)(?<!孩子要)
        (?![求素点靠害闻么是道件约职领塞冲义旨务]|不[是然得]|知道|看|说|数)
   
    | 会(?:(?<=[,。;:\s府局方署们我院门区并亦也又年内处部]会)
        |(?<=[我本].会)|(?<=同时会)|(?<=稍后会)|(?<=届会)|(?<=未来会)|(?<!\S会))
        (?![议展员见上长所计场谈务后前期址商师籍费馆,。、:]|同(?![步时样]))
    | 会(?=(?:继续|积极|全力|尽快|努力|尽力|持续|进一步|陆续|在[^,。]{1,8}内))
    | 拟(?<![模虚草]拟)(?![定合人真议态,。])
   
    | 计划(?<![行动工作规划展训培个]计划)(?<![三五]年计划)
        (?=[在于用投新今明全未到把将推建开再从为以引扩设造植改修培招举组拆增选派聘购续创一二两三四五六七八九十\d]|安排|完成|实施|利用|通过)
    | 力争 | 力拼 | 争取(?!到?了) | 确保 | 务必 | 必须(?!认识|看到)
    | 致力(?<!(?:一直|长期|多年|历来)致力) | 打算
    | 准备(?=[在于将推建开]) | 着手
    | 目标(?=[是于在到为\d二]) | 承诺(?![书制函]) | 下一步 | 下一阶段 | 接下来 | 今后(?=[,将要我])
    | 明年 | 后年 | 来年
   
    | 未来(?:(?=[一二三四五六七八九十几两\d]+年)|(?!可期|已来|产业|学校|科学|城|社区|乡村|感)
        (?=[,将会]|我们|政府|持续|要|拟|规))
    | 年内(?<![去前上]年内) | 年底前 | 年底(?=实现|完成|建成|全) | 新一年
    | 全年(?=力争|安排|计划|要|新)
    | [到至在](?:20[2-9]\d|二[〇○零]二\w)年 | 到"十 | 20[3-9]\d年 | [绝决]不(?!是|能说)
    | 不再(?=[征收保实])
    | 预留 | 预定(?!进度|时间|目标|的) | 预计(?=[^,。]{0,16}(?:[完投建启开竣落通推动提]|年底))
    | 愿[与同意]
    | 我(?:(?<=[,。\s]我)|(?<![^\s]我))(?:会|亦|也|们)?建议)
    """,
    re.X,
)
LOOKS_BACK = re.compile(
    r"(?:做|抓|干|办|开展)了|取得|特点|特征|原因|问题|优势|成效|成绩|成就|表现|体现|意义|变化"
    r"|亮点|挑战|困难|不足|短板|是指|所谓|理由|因素|教训|经验|启示"
    r"|回顾|情况如下|(?:完成|落实|进展)情况|好处|机遇|好消息|从(?!工作|下一步|措施|打算)[^,。]{2,14}来?看|之所以|由于|三笔账|算了|条件|进展"
    r"|主要做法|难[在点于]|[有是][^,。]{0,8}[做作]法|回应|观点|印象|判断|收获"
)
_NOT_BACK = re.compile(
    r"解决[^,。]{0,8}问题|将|要(?<![重主需]要)(?!求)|针对|对于?[^,。]{0,14}问题,|聚焦|面对|因应|着眼"
)
_ERA = re.compile(
    r"过去(?:的|这)?[一二三四五六七八九十几两\d]*年|[一二三四五六七八九十几两\d]年来|回顾|[做抓干]了|今年以来"
    r"|近年来|[去今近]年来|连日来|以来,|去年|上半年,|前三季度|五\"?(?:规划实施)?以来|交出|答卷|成绩单|硕果|亮眼"
)
# A five-year plan, by the number in its name, and a calendar year.
_PLAN = re.compile(r"十([一二三四五六])五\"?(?:规划)?(?:时期|期间|期末|收官|末)")
_YEAR = re.compile(r"(?<!\d)(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年(?!来|代|前)")
_BACK_HEADING = re.compile(
    r"回顾|成就|成效|总结|取得的|形势|问题|背景|意义|依据|历程|进展|工作情况|基本情况|现状|经验"
    r"|体会|编制说明|释义|过去|变化"
)
_AHEAD_HEADING = re.compile(
    r"目标|任务|举措|措施|部署|安排|建议|重点|要求|总体|打算|保障|实施|计划|思路|政策取向|组织"
    r"|下一步|20\d\d年(?:政府)?工作"
)

_OTHERS = (
    r"(?:企业|青年|师生|市民|公众|群众|家长|大家|同学|社会各界|各方|单位|机构|业界|商会|协会"
    r"|[^,。:;向为对将]{1,5}[者们家民户商员友客众生])"
)
# A list that asks others, that others ask for, or that says what a thing is or why.
_NOT_OURS = re.compile(
    r"倡议|呼吁|号召|提醒|提示|注意事项|须知|牢记|谨记|贴士|请[^,。]{0,8}(?:做到|注意|遵守)"
    r"|希望(?!通过|借助|以)[^,。]{0,10}(?:市民|群众|家长|大家|企业|同学)"
    r"|(?:建议|期望|期盼|希望(?!通过|借助|以)|寄语|勉励|叮嘱|奉劝|劝告?|告诫|劝导),?(?:广大|各位?|全体|所有|有关|相关|新时代|全[省市县区国]"
    rf"|[^,。:;向为对将给由让与以在从把通帮使]{{0,4}}?){_OTHERS}"
    r"(?:[^,。:;]{0,12}(?:[:。,]|$)|$)"
    r"|(?:议员|(?<![我谨])代表|委员们?(?!会)|专家|学者|网友|业界|人士|团体)[^,。:]{0,14}(?:建议|提出)"
    r"|分为|是指|所谓|(?:具备|符合|满足)[^,。]{0,6}条件|为什么|为何|何以"
)
# 有三个特点, 做了以下工作: a sentence that announces what it counts.
_ANNOUNCED = re.compile(
    r"(?:[一二三四五六七八九十两几多各]+|若干)[个项点方条件](?!百分)[^,。;\d]{0,10}[。!:]?\s*$|以下|如下|一些|不少|诸多|存在|主要是|主要在"
    r"|[做抓干办]了|情况|得益于|在于"
)
_REMARK = re.compile(
    r"(?:这|该|您|关[心注切])[^,。]{0,12}问题|问题[^,。]{0,4}(?:问得|提得|很好|很重要|很关键)"
)
_TO_COME = re.compile(
    r"今[年后](?!以来|[上前][半一二三])|明年|后年|来年|年内|年底|下半年|下月|未来|20[3-9]\d年"
)


def looks_back(words: str) -> bool:
    """Whether the words that open a list open a look back or an analysis.

    >>> looks_back("主要原因有三个:"), looks_back("针对存在的问题,将做好三项工作:")
    (True, False)
    """
    if re.search(r"[答回]复[^,。]{0,4}$", words.rstrip(":。 ")):
        return False
    return LOOKS_BACK.search(words) is not None and not _NOT_BACK.search(words)


def not_ours(words: str) -> bool:
    """Whether a lead or a title opens an appeal, the proposals of others, or a definition.

    >>> not_ours("我们发出如下倡议:"), not_ours("今年做好以下工作:")
    (True, False)
    """
    return _NOT_OURS.search(words) is not None


def opens_back(words: str, stance: str, published: int | None = None) -> bool:
    """Whether the words that open a list make it a look back, an analysis or an appeal.

    A sentence of its own that announces nothing (a remark, last year's figure) does not: the list
    is then judged by its items.

    >>> opens_back("主要有三个特点。", "other"), opens_back("这是大家关心的问题。", "other")
    (True, False)
    >>> opens_back("去年产量增长一成。", "reports"), opens_back("去年做了三件事:", "reports")
    (False, True)
    """
    if not_ours(words):
        return True
    if words.rstrip()[-1:] in tuple("。!?") and not _ANNOUNCED.search(words):
        return False
    return looks_back(words) or stance == "reports" or era(words, published)


def remembers(words: str, stance: str, published: int | None = None) -> bool:
    """Whether a sentence before a list tells what was done, so that a bare item may go on so.

    >>> remembers("今年以来,我局聚焦民生。", "other"), remembers("这个问题问得好。", "other")
    (True, False)
    """
    return stance == "reports" or era(words, published) or looks_back(_REMARK.sub("", words))


def to_come(words: str) -> bool:
    """Whether words name a time that is not over.

    >>> to_come("今年清淤80万方"), to_come("今年以来清淤80万方")
    (True, False)
    """
    return _TO_COME.search(words) is not None


def era(words: str, published: int | None = None) -> bool:
    """Whether a sentence sets what follows it in the past, of the year of publication if known.

    The thirteenth five-year plan ended in 2020, and every other five years before or after.

    >>> era("过去一年,我们主要做了以下工作。"), era("今年将做好以下工作。")
    (True, False)
    >>> era('"十四五"时期,我们做三件事:', 2026), era('"十四五"时期,我们做三件事:', 2021)
    (True, False)
    """
    past = [m for m in _YEAR.finditer(words) if _year(m) < (published or 0)]
    if FORWARD.search(words.replace(f"在{past[-1][0]}", "") if past else words):
        return False
    plans = ["一二三四五六".index(m[1]) * 5 + 2010 for m in _PLAN.finditer(words)]
    ends = plans + [_year(m) for m in _YEAR.finditer(words)]
    if _ERA.search(words) or any(end < (published or 2021) for end in plans):
        return True
    return published is not None and bool(ends) and max(ends) < published


def _year(found: re.Match[str]) -> int:
    return int(found[1].translate(str.maketrans("〇○零一二三四五六七八九", "000123456789")))


def heading(words: str) -> Literal["back", "ahead"] | None:
    """The tense that a section's heading gives to its content, where it gives one.

    >>> heading("一、过去一年工作回顾"), heading("三、今年工作建议"), heading("二、农业")
    ('back', 'ahead', None)
    """
    if _BACK_HEADING.search(words) and not re.search(
        r"总体要求|目标任务|解决|化解|破解|打破", words
    ):
        return "back"
    return "ahead" if _AHEAD_HEADING.search(words) else None
