"""How a person's name is written; all patterns read folded text (Simplified)."""

from __future__ import annotations

import re

SURNAMES = (
    "覃佘亓邸敬琚庹谌晋忻练鄞占尧巩赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武"
    "符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀"
    "郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶"
    "空曾毋沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖甯佟岳芦丛牟欧隋植辜畅迟鄢银楼褟菅楚栗稽邝仝丘涂揭阳苟付代冼缐兰区麦侬闫原帅肇苑亢柒仉"
)
_COMPOUND = "欧阳|司徒|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|夏侯|端木"
# A woman's married name may stand before her own: 陳方安生.
NAME = (
    rf"(?:{_COMPOUND}|[{SURNAMES}])(?:[\u4e00-\u9fff]{{1,2}}|\s[\u4e00-\u9fff]"
    rf"|[\u4e00-\u9fff]{{1,7}}·[\u4e00-\u9fff·]{{1,9}}|[{SURNAMES}][\u4e00-\u9fff]{{2}})"
)
# A name on a line of its own may be spaced (李　強); before a text it is rarely one character.
SIGNATURE = (
    rf"(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}"
    rf"|[{SURNAMES}]\s{{0,2}}[\u4e00-\u9fff](?:[\u4e00-\u9fff](?<![在的于就作向致同])|(?=\s|$"
    rf"|[在的于就作向致同]))"
)
NAME_RE = re.compile(NAME)
FOREIGN = re.compile(r"[\u4e00-\u9fff]{2,7}·[\u4e00-\u9fff·]{2,12}")
# What may follow a name of two characters and makes no third: 鲁平做客, 梅峰主持, 甘露带队.
_THEN = re.compile(
    r"做客|主持|带队|率队|率团|走进|来到|出席|参加|召开|调研|考察|视察|检查|督导|督查|督办|慰问|陪同|会见|看望"
    r"|深入|前往|现场|一行|作客|参观|到访|走访|巡查|专程|致辞|致词|发表|答复|应邀|应询|接受|引介|主讲|作了"
)


def two_only(folded: str, at: int) -> bool:
    """Whether a name of three characters at a place would swallow the head of a verb.

    >>> two_only("鲁平做客直播间", 0), two_only("鲁平安做客直播间", 0)
    (True, False)
    """
    return _THEN.match(folded, at + 2) is not None
