"""Numbers and units as policy prose writes them, and what they come to."""

from __future__ import annotations

import re

import cn2an

# Unit: SI unit and size. 15 mu are a hectare; a 坪 is 400/121 m2, a tonne of
# standard coal 29.3076 GJ (GB/T 2589-2020). Only 元 without another currency counts as yuan.
SI: dict[str, tuple[str, float]] = {
    "亩": ("m2", 10_000 / 15), "公亩": ("m2", 100), "公顷": ("m2", 10_000),
    "平方米": ("m2", 1), "平方公尺": ("m2", 1), "平米": ("m2", 1), "㎡": ("m2", 1),
    "平方公里": ("m2", 1e6), "平方千米": ("m2", 1e6), "坪": ("m2", 400 / 121),
    "平方呎": ("m2", 0.09290304), "平方尺": ("m2", 0.09290304), "方呎": ("m2", 0.09290304),
    "呎": ("m2", 0.09290304), "公里": ("m", 1000), "车道公里": ("m", 1000), "千米": ("m", 1000),
    "米": ("m", 1), "公尺": ("m", 1), "海里": ("m", 1852), "km": ("m", 1000),
    "立方米": ("m3", 1), "吨": ("kg", 1000), "公吨": ("kg", 1000), "公斤": ("kg", 1),
    "千克": ("kg", 1), "斤": ("kg", 0.5), "千瓦时": ("J", 3.6e6), "度电": ("J", 3.6e6),
    "兆瓦时": ("J", 3.6e9), "吉瓦时": ("J", 3.6e12), "kwh": ("J", 3.6e6), "mwh": ("J", 3.6e9),
    "gwh": ("J", 3.6e12), "吨标准煤": ("J", 29.3076e9), "吨标煤": ("J", 29.3076e9),
    "千瓦": ("W", 1e3), "兆瓦": ("W", 1e6), "吉瓦": ("W", 1e9), "瓦": ("W", 1),
    "kw": ("W", 1e3), "mw": ("W", 1e6), "gw": ("W", 1e9), "元": ("CNY", 1), "元人民币": ("CNY", 1),
}  # fmt: skip

_SHARES = (
    "% ‰ 个百分点 百分点 倍(?!增) 番 成(?!立|为|果|效|长|本|都|员|分|功|人|就|套|交|型|品|熟|渝|"
    "片|群|不)"
)
_MONEY = "港元 港币 美元 欧元 日元 英镑 新台币 台币 澳门元 新元 人民币"
_OTHER = (
    "吨二氧化碳当量 吨二氧化碳 吨级 载重吨 总吨 立方 标箱 标准箱 teu 箱 人次 户次 家次 项次 车次 "
    "架次 艘次 班次 "
    "件次 剂次 场次 台套 台次 株次 床位 车位 泊位 机架 标准机架 学位 学额 名额 单位 个单位 eflops "
    "pflops gbps mbps 微克 毫克 千伏 千伏安"
)
# A counting word with the words that it opens without counting anything: 5部門, 3條件.
_COUNTS = (
    "个 间 项 座 辆 艘 架 份 册 幢 栋 枚 颗 株 尾 羽 棵 宗 幅 伙 名(?!录|城|牌|单|校|企|优|列) "
    "家(?!庭|长|园|具|政|电) 条(?!件|例) 所(?!有|得|在|需|以) 处(?!理|置|于) 套(?!餐|利) 台(?!湾|"
    "账|阶) "
    "件 部(?!门|委|队|分|级|署|长) 批(?!准|复|发|评) 次(?!产业|分配|序|要) 场(?!地|馆|所|景|外) "
    "班(?!子|组|列) "
    "只 头 盏 支(?!持|撑|付|出|柱) 人(?!才|工|均|民|大) 位(?!居|于|置|列|数) 户(?!籍|外) 席 张 床 "
    "门(?!槛|户|类) 款(?!项) 类(?!似) 种(?!植|业|子|养) 片(?!区) 块(?!链) 层(?!次|面|级) 对(?!口|"
    "外|接|标) "
    "组(?!织|建|合|团) 例 剂 卡 处 例 起"
)


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: -len(word.split("(")[0])))


MEASURED = _longest_first(" ".join((*SI, _SHARES, _MONEY, _OTHER)))
COUNTED = _longest_first(_COUNTS)

_OTHER_DOLLARS = re.compile(
    "港元|港币|新台币|台币|澳门元|澳门币|立法会|立法院|行政院|行政长官|特首|特区政府|财政司|民国|"
    "经济部(?!门|分|署)|国科会|国发会|数发部|金管会|台[北中南]市|新北市|桃园市|高雄市"
)
_MAINLAND = re.compile(
    "国务院|党中央|总书记|[省市县区]委|人民政府|人民币|自治区|全国人大|发展改革|发改委|十[一二三四五]五"
)

_MULTIPLES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def counts_in_yuan(folded: str) -> bool:
    """Whether 元 alone is the yuan in a folded document: not so in Hong Kong, Macao and Taiwan.

    The offices and moneys that the document names tell; where none stands, it is the yuan.

    >>> counts_in_yuan("行政院编列10亿元"), counts_in_yuan("市政府安排10亿元")
    (False, True)
    """
    return len(_OTHER_DOLLARS.findall(folded)) <= len(_MAINLAND.findall(folded))


def number(words: str) -> float:
    """The value of a numeral in Arabic, Chinese or mixed figures, folded.

    Raises ``ValueError`` where it is none.

    >>> number("1,200"), number("3千5百"), number("一百二十三点五万"), number("千亿")
    (1200, 3500, 1235000, 100000000000)
    """
    plain = re.sub(r"[,\s多余]", "", words)
    if (split := re.fullmatch("(.+亿)(.+万)", plain)) and plain[0].isdecimal():
        return number(split[1]) + number(split[2])
    factor = 1
    while plain and plain[-1] in "万亿":
        factor *= _MULTIPLES[plain[-1]]
        plain = plain[:-1]
    if factor > 1 or len(plain) == 1:  # what cn2an does not read: 三百二十点五万, 千亿, 1.5百万
        while plain and plain[-1] in "十百千" and re.fullmatch(r"[\d.]*[十百千]+", plain):
            factor *= _MULTIPLES[plain[-1]]
            plain = plain[:-1]
    if not plain:
        return factor
    try:
        value = float(plain) if re.fullmatch(r"[\d.]+", plain) else cn2an.cn2an(plain, "smart")
    except (KeyError, IndexError) as error:  # 三十百
        raise ValueError(f"{words!r} is no number") from error
    exact = round(value * factor, 6)
    return int(exact) if exact == int(exact) else exact
