"""The words of the charts in the three languages in which a corpus is labelled."""

from __future__ import annotations

_COLUMN = {"zh": 0, "zh-Hans": 1, "en": 2}

# What is counted or compared: measure word and noun, and the English singular and plural.
_NOUNS = {
    "pledges": ("項承諾", "项承诺", "pledge", "pledges"),
    "actions": ("項行動", "项行动", "action", "actions"),
    "mentions": ("處提及", "处提及", "mention", "mentions"),
    "organisation": ("個機構", "个机构", "body", "bodies"),
    "mentioned": ("個被提及機構", "个被提及机构", "named organisation", "named organisations"),
    "document": ("篇文件", "篇文件", "document", "documents"),
    "industry": ("個產業", "个产业", "industry", "industries"),
    "instrument": ("種政策工具", "种政策工具", "instrument", "instruments"),
    "programme": ("個項目與計劃", "个项目与计划", "programme", "programmes"),
    "place": ("個地方", "个地方", "place", "places"),
    "horizon": ("類期限", "类期限", "horizon", "horizons"),
    "horizon_basis": ("類依據", "类依据", "basis", "bases"),
    "kind": ("種形式", "种形式", "kind", "kinds"),
    "aim": ("類目的", "类目的", "aim", "aims"),
    "specificity": ("類可核查性", "类可核查性", "specificity", "specificities"),
    "cue": ("個時間詞", "个时间词", "cue word", "cue words"),
    "characters": ("字", "字", "character", "characters"),
}

_WORDS = {
    "pledges": ("承諾", "承诺", "Pledges"),
    "actions": ("行動", "行动", "Actions"),
    "mentions": ("提及", "提及", "Mentions"),
    "organisation": ("機構", "机构", "body"),
    "mentioned": ("被提及機構", "被提及机构", "named organisation"),
    "document": ("文件", "文件", "document"),
    "industry": ("產業", "产业", "industry"),
    "instrument": ("政策工具", "政策工具", "instrument"),
    "programme": ("項目與計劃", "项目与计划", "programme"),
    "place": ("地方", "地方", "place"),
    "horizon": ("期限", "期限", "time horizon"),
    "horizon_basis": ("期限依據", "期限依据", "basis of the horizon"),
    "kind": ("形式", "形式", "kind"),
    "aim": ("目的", "目的", "aim"),
    "specificity": ("可核查性", "可核查性", "specificity"),
    "cue": ("時間詞", "时间词", "cue word"),
    "by": ("按{0}統計的{1}", "按{0}统计的{1}", "{1} by {0}"),
    "and": ("、", "、", " and "),
    "comma": ("，", "，", ", "),
    "stop": ("。", "。", ". "),
    "no_scheme": ("未提及{0}", "未提及{0}", "No {0} named"),
    "no_body": ("未指名機構", "未指名机构", "Body not named"),
    "no_cue": ("無時間詞", "无时间词", "No cue word"),
    "nothing": ("沒有符合的承諾", "没有符合的承诺", "No pledge matches"),
    "folded": ("已摺疊的空行、空列：{0}", "已折叠的空行、空列：{0}", "Folded because empty: {0}"),
    "sums": (
        "Σ 為{0}數；同一{0}可屬多項",
        "Σ 为{0}数；同一{0}可属多项",
        "Σ counts {0}; one may fall under several",
    ),
    "together": (
        "同一承諾中一併提及的{0}",
        "同一承诺中一并提及的{0}",
        "{0} named together in a pledge",
    ),
    "alone": (
        "從不與其他並提：{0}",
        "从不与其他并提：{0}",
        "Never named with another: {0}",
    ),
    "shared": (
        "提及各{0}的機構",
        "提及各{0}的机构",
        "{0}: which bodies name them",
    ),
    "only_one": (
        "{0}，其中 {1}只有一個機構提及",
        "{0}，其中 {1}只有一个机构提及",
        "{0}, {1} named by one body only",
    ),
    "undated": (
        "{0}，其中 {1}未寫明時間",
        "{0}，其中 {1}未写明时间",
        "{0}, {1} without a stated time",
    ),
    "years": ("寫明年份的承諾", "写明年份的承诺", "Pledges with stated years"),
    "strip": ("承諾在原文中的位置", "承诺在原文中的位置", "Where the pledges stand in the text"),
    "target": ("數字目標", "数字目标", "Target"),
    "mention": ("提及", "提及", "Mention"),
    "chosen": ("{1}中的 {0}", "{1}中的 {0}", "{0} of {1}"),
}

# What common cues of time, pace and continuity mean, by the cue as ``fold`` spells it.
_CUES = {
    "加快": "speed up",
    "加速": "accelerate",
    "提速": "faster",
    "快速": "quickly",
    "迅速": "swiftly",
    "尽快": "as soon as possible",
    "尽早": "as early as possible",
    "及早": "in good time",
    "早日": "at an early date",
    "率先": "take the lead",
    "抓紧": "lose no time",
    "立即": "at once",
    "持续": "continue",
    "不断": "unceasingly",
    "始终": "always",
    "常态化": "as routine",
    "一如既往": "as ever",
    "年年": "year after year",
    "长期": "long-term",
    "今年": "this year",
    "明年": "next year",
    "年内": "within the year",
    "年底前": "by the end of the year",
    "三年行动计划": "three-year action plan",
    "十四五": "14th Five-Year Plan",
}


def meaning(cue: str) -> str:
    """What a cue of a time horizon means in English, or nothing where it is not a common one.

    >>> meaning("加快"), meaning("到2025年")
    ('speed up', '')
    """
    return _CUES.get(cue, "")


def word(key: str, language: str, *parts: str) -> str:
    """The words for ``key`` in a language, with ``parts`` in their places.

    >>> word("by", "en", word("organisation", "en"), word("pledges", "en"))
    'Pledges by body'
    """
    return _WORDS[key][_COLUMN[language]].format(*parts)


def number_of(number: int, noun: str, language: str) -> str:
    """A number with what it counts.

    >>> number_of(1, "organisation", "en"), number_of(30, "pledges", "zh")
    ('1 body', '30 項承諾')
    """
    column = _COLUMN[language] + (language == "en" and number != 1)
    return f"{number:,} {_NOUNS[noun][column]}"


def some(number: int, noun: str, language: str) -> str:
    """A number of what has just been named: bare in English, with its measure word in Chinese.

    >>> some(6, "pledges", "en"), some(6, "instrument", "zh")
    ('6', '6 種')
    """
    return f"{number:,}" if language == "en" else f"{number:,} {_NOUNS[noun][_COLUMN[language]][0]}"


def scheme_noun(scheme: str) -> str:
    """What the codes of a scheme are called where they are mentioned, and do not speak.

    >>> scheme_noun("organisation"), scheme_noun("industry")
    ('mentioned', 'industry')
    """
    return "mentioned" if scheme == "organisation" else scheme


def plural(noun: str, language: str) -> str:
    """What is counted, with no number: ``Industries``, ``產業``.

    >>> plural("industry", "en"), plural("industry", "zh-Hans")
    ('Industries', '产业')
    """
    return _NOUNS[noun][3].capitalize() if language == "en" else word(noun, language)
