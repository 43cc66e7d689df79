"""What a pledge promises, an act or a result, and whether an outsider could check it.

Both follow the definitions of ``aim`` and ``specificity`` in ``variables.csv``. Each form gives
its reading as the tables of times and targets do; a form without one keeps ground clear.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgpolicy.extract.forms import Form, Forms
from dgpolicy.extract.horizons import Horizon
from dgpolicy.extract.targets import Target
from dgpolicy.fold import fold

Judgement = tuple[str, tuple[int, int] | None]

_IN_CLAUSE = r"[^,。;:!?\n]"
_OBJECT = r"[^,。;:!?、\n]{2,30}"
# What makes of a result the name of something else: 轉型升級行動, 高質量發展的要求.
_NO_NAME = (
    "(?!的(?!同时|基础上|目标)|之路|行动|工程|计划|规划|方案|战略|基金|专项|项目|政策|机制|理念|"
    "要求|主题|大会|论坛|"
    "领导小组|专班|办法|条例|意见|研究|委员会|局)"
)
_WAY = (
    "主题|主线|目标|导向|引领|重点|重要?突破口|抓手|牵引|核心|依托|契机|根本|中心|基础|先导|支撑|"
    "统领|纽带|载体|枢纽|动力|"
    "主体|主攻方向|切入点|落脚点|出发点|己任|原则"
)
_COMMITS = (
    "打造|建设|推动|推进|提升|提高|实现|加快|促进|形成|发展|培育|招引|引进|开展|强化|构建|完善|"
    "创建|增强"
)
_RISES = "提升|提高|增强|改善|增进|增加|扩大|巩固|提振|优化|增添|激发|释放|拓宽|改进|夯实"
_LEVEL = (
    "水平|能力|能级|效能|质量|品质|质效|竞争力|实力|影响力|效率|效益|满意[度率]|获得感|幸福感|"
    "安全感|韧性|活力|动力|"
    "动能|后劲|潜力|福祉|生活|收入|待遇|层级|首位度|知名度|美誉度|承载力|吸引力|创新力|生产力|"
    "覆盖[率面]|比重|占比|比例|"
    "素质|素养|环境|面貌|形象|便利度|自给率|优势|地位|贡献度?|健康|供应|供给|产能|规模|份额|信心|"
    "消费|需求|就业|韧劲|底盘"
)
_GROWS = (
    "壮大|做[大强优](?:做?[大强优])*|转型升级|提质升级|提质增效|优化升级|提档升级|企稳回升|"
    "止跌回升|稳步增长|持续增长|"
    "平稳增长|平稳运行|高质量发展|跨越式?发展|融合发展|协调发展|联动发展|协同发展|均衡发展|"
    "一体化发展|绿色发展|集聚发展|"
    "加快发展|快速发展|健康发展|繁荣发展|可持续发展|互联互通|全覆盖|应保尽保|翻[一两]?番|清零|"
    "脱贫(?![攻地县人村户群对工])|"
    "新动能|新优势|新突破|新台阶|新跨越|更上一层楼|稳中有进|回升向好|好转|更加(?:公平|便捷|宜居|"
    "完善|繁荣)"
)
_STANDING = (
    "高地|强[市省区县国镇]|名城|之都|之城|枢纽|标杆|样板|典范|示范[城区市省镇]市?|先行[区市]|"
    "试验区|引领[区地]|策源地|"
    "中心城市|(?:航运|金融|贸易|消费|航空|创新|科创|法律|仲裁)中心|首选地|目的地|增长极|增长点|"
    "城市群|都市圈|生态圈|生态|"
    "名片|品牌|湾区|家园|重镇|前列|第一方阵|高峰|热土|格局|制高点|门户|集群|先锋|优势|城市"
)
_EARLY = (
    "开工|动工|建成|建设|竣工|完工|投产|投用|达产|达效|见效|受益|落地|交付|运营|启用|通车|出成效|"
    "出成果"
)


AIMS: Forms[bool] = Forms((
    Form("title", r"<[^<>\n]{1,60}>"),
    Form("way", rf"以{_IN_CLAUSE}{{1,40}}?为(?:{_WAY})"),
    Form(
        "occasion",
        "(?:围绕|聚焦|瞄准|对标|根据|针对|立足|面向|鉴于|依托|按照|坚持(?!以)|贯彻|把握|"
        "抢抓(?!新?一?轮?[^,。;]{0,6}制高点))"
        rf"{_IN_CLAUSE}{{0,40}}?(?=[,。;:!?\n]|{_COMMITS}|$)",
    ),
    Form(
        "service",
        rf"为{_IN_CLAUSE}{{2,30}}?(?:提供|奠定|打下|[作做]出|贡献|注入|夯实|探索|创造|积累)",
    ),
    Form("rise", rf"(?:{_RISES}){_IN_CLAUSE}{{0,24}}?(?:{_LEVEL}){_NO_NAME}", True),
    Form("improvement", rf"改善{_IN_CLAUSE}{{0,16}}?(?:条件|民生|服务){_NO_NAME}", True),
    Form("climate", rf"营造{_IN_CLAUSE}{{0,24}}?(?:环境|生态|氛围){_NO_NAME}", True),
    Form("growth", rf"(?:{_GROWS}){_NO_NAME}", True),
    Form(
        "standing",
        "(?:打造|建成|成为|形成|争创|创建|争当|争做|跻身|迈入|进入|走在|抢占|抢抓|勇当|塑造|擦亮|"
        "发展成|"
        rf"建设(?={_IN_CLAUSE}{{0,24}}(?:强[市省区国]|高地|枢纽|之都|名城|示范[城区市]|先行区|"
        rf"城市|家园)))"
        rf"{_IN_CLAUSE}{{0,30}}?(?:{_STANDING}){_NO_NAME}",
        True,
    ),
    Form(
        "effect",
        rf"早日?(?:{_EARLY})|(?:出|见|显)(?:成效|成果|实效|效)|落地(?:提速|见效|投产|生根|达效)|"
        rf"(?:快速|加快|尽快)落地|"
        "建成投产|投产达[产效]|开花结果|落实落地",
        True,
    ),
    Form(
        "reached",
        rf"(?:实现|达致|达至|达成)(?!路径|形式|方式|机制|手段){_IN_CLAUSE}{{2,16}}",
        True,
    ),
    Form(
        "level",
        "(?:增长|增速|新增就业|[降升减增]至|下降|降低|减少|缩短|提高|提升|达到?|增至|增加|保持在|"
        "稳定在|控制在|不低于|突破|压缩|压减)"
        rf"[至到在了]?{_IN_CLAUSE}{{0,6}}?(?:\d[\d.,]*%?|[一二两三四五六七八九十]+[成倍番])",
        True,
    ),
    Form(
        "relief",
        rf"(?:降低|减少|减轻|缩小|缩短|消除|缓解|化解|遏制|杜绝|根治|压降){_IN_CLAUSE}{{0,16}}?"
        "(?:成本|负担|差距|排放|污染|浓度|风险|贫困|隐患|能耗|时间|压力|矛盾|现象|事故|水体|天气|"
        "消耗|浪费|轮候)",
        True,
    ),
    Form(
        "state kept",
        rf"(?:确保|保持|维护|保障|稳定|守住|筑牢|守牢){_IN_CLAUSE}{{0,16}}?"
        rf"(?:安全|稳定|达标|底线|增长|繁荣|畅通|区间|平衡|公平|屏障|就业|物价|预期|大局|供应|"
        rf"供给){_NO_NAME}",
        True,
    ),
    Form("life", rf"(?:让|使|令){_IN_CLAUSE}{{1,16}}?(?:更|享|过上|成为|得到|受惠|受益)", True),
    Form(
        "vigour",
        rf"(?:推动|促进|带动|助力){_IN_CLAUSE}{{0,10}}?(?:产业|经济|企业|乡村|城市|农业|农村|市场)"
        r"\"?(?:更加|更|变)?[强优壮旺活兴美](?!链|惠|先|办|建|动|化|质|秀|势|良|国|市|省|于)",
        True,
    ),
    Form(
        "development",
        rf"(?:推动|推进|促进|带动|助推|助力|拉动){_IN_CLAUSE}{{1,24}}?"
        rf"(?:发展|增长|增收|回升|提升|繁荣|振兴|升级|(?:转型|融合)(?![一-鿿])|向好|改善|共享|"
        rf"互通|均等化|"
        rf"现代化){_NO_NAME}",
        True,
    ),
))  # fmt: skip


def aim(text: str) -> Judgement:
    """``outcome`` with the first words of a result in a pledge, else ``action``.

    >>> aim("培育一批企業,改善營商環境"), aim("設立專項基金")
    (('outcome', (7, 13)), ('action', None))
    """
    found = (match.span() for form, match in AIMS.find(fold(text)) if form.reading)
    span = next(found, None)
    return ("outcome", span) if span else ("action", None)


# --- specificity -----------------------------------------------------------------------------
_VAGUE = (
    "(?!了?(?:一批|若干|更多|各[类种级项]|一?系列|多[个项家种场]|相关|有关|配套|支持政策|政策|"
    "企业|项目|机构|的|会|以来|地|者))"
)
_HEDGE = (
    "探索|研究(?!院|所|中心|生|员)|谋划|鼓励|支持|引导|考虑|适时|允许|协助|争取|研议|研拟|吸引|协调"
)
_DOCUMENT = (
    "方案|办法|规划|条例|细则|标准|清单|指引|指南|图谱|目录|意见|措施|计划|规程|法(?!治|律)|草案|"
    "报告|白皮书|名录|预案|"
    "蓝图|规定|章程|规则|规范|战略纲要|导则|路线图|时间表"
)
_MEETING = "会(?!议精神)|节|赛|展|论坛|沙龙|周|典礼|仪式|年$"
_PLACE = (
    "馆|院(?!士|所)|校(?!企)|学校|大学|医院|中心(?!城)|桥|线|铁路|高铁|地铁|轻轨|高速|公路|隧道|"
    "机场|航站楼|码头|港|公园|"
    "科学城|厂|电站|水库|枢纽|体育场|实验室|装置|大厦|大厅|广场|联络处|办事处|[一二三四]期|口岸|"
    "中子源|激光|大楼|"
    "泳池|站(?!位|稳)|通道|工程(?<!重大工程)(?<!重点工程)"
)
_OPEN = "动工|开工|竣工|完工|落成|通车|投用|投入使用|投入运营|启用|建成"


EVENTS: Forms[bool] = Forms((
    Form("title", r"<[^<>\n]{1,60}>"),
    Form(
        "hedged",
        rf"(?:{_HEDGE}){_IN_CLAUSE}{{0,10}}?(?:出台|编制|设立|设置|组建|成立|建立|筹建|举办|制定|"
        rf"发布|建成|建设)",
    ),
    Form(
        "staff",
        "(?:事业|行政|用|机构|人员|教师|教职工|岗位)编制|编制(?:内|外|数|管理|总量|周转|资源)|"
        "建成区",
    ),
    Form("full coverage", "全覆盖", True),
    Form("document", rf"(?:出台|编制|编印|印发|颁布|发布){_VAGUE}{_OBJECT}", True),
    Form(
        "document made",
        rf"(?:制定|制订|修订|公布|推出|完成|提交|订立|"
        rf"起草){_VAGUE}{_IN_CLAUSE}{{0,24}}?(?:{_DOCUMENT})",
        True,
    ),
    Form(
        "body",
        rf"(?:组建|成立|设立|筹建|筹设|筹组|开设|增设|新设|开办){_VAGUE}{_OBJECT}",
        True,
    ),
    Form(
        "meeting",
        rf"(?:举办|举行|召开|承办|主办|筹办){_VAGUE}{_IN_CLAUSE}{{1,24}}?(?:{_MEETING})",
        True,
    ),
    Form(
        "place opened",
        rf"(?:{_OPEN}|开通|上线|新建|兴建|开工建设|动工兴建){_VAGUE}"
        rf"(?!{_IN_CLAUSE}{{0,12}}(?:一批|若干|更多|多个|城市|社会|体系|强[市省国]|高地))"
        rf"{_IN_CLAUSE}{{1,24}}?(?:{_PLACE}|平台|系统|热线|航线|网站)",
        True,
    ),
    Form(
        "place that opens",
        rf"(?<!一批)(?:{_PLACE})(?:项目|工程|建设|如期|尽快|尽早|早日|全面|正式|顺利|力争|"
        rf"主体){{0,2}}(?:{_OPEN}|开馆|开园|开业|上线)",
        True,
    ),
))  # fmt: skip


def specificity(text: str, targets: Sequence[Target], horizon: Horizon) -> Judgement:
    """``hard`` with the first words that make a pledge checkable, else ``soft``.

    These are a target, full coverage, an event on a definite object, or a stated time that ends
    on some day: a duration without a start (三年行動計劃) is no such time.

    >>> from dgpolicy.extract.horizons import horizon
    >>> specificity("編制產業圖譜", [], horizon("編制產業圖譜", None))
    ('hard', (0, 6))
    """
    spans = [(target.start, target.end) for target in targets]
    spans += [match.span() for form, match in EVENTS.find(fold(text)) if form.reading]
    ends = horizon.year_to is not None or horizon.years is None
    if horizon.basis == "stated" and horizon.cue and ends:
        spans.append(horizon.cue)
    return ("hard", min(spans)) if spans else ("soft", None)
