"""What introduces somebody's words: 主任李四表示, 據…介紹, 《…通知》提出, 會議強調."""

from __future__ import annotations

import re
from typing import NamedTuple

from dgpolicy.extract.voices.papers import ISSUED, TITLED, Papers, after
from dgpolicy.extract.voices.persons import two_only
from dgpolicy.extract.voices.speakers import BETWEEN, NOBODY, OFFICE, OTHERS, Who, who

Offsets = tuple[int, int]

# Verbs of saying; those of the second list also take an object (公布年度計劃), and count only
# where the words follow at once.
_SAYING = re.compile(
    r"(?=[表建指强介说称透认坦谈提宣告承回答重补解直披呼写获了消核澄明阐公部总致预又续亦也要决规安制出发推确])"
    r"(?:(?:表示|指出|强调|介绍说?|说道?|称|透露|认为|坦言|谈到|提到|提及|宣布"
    r"|告诉[^,。:]{0,10}记者|承诺|回应|回复|答复|重申|补充说?|解释|直言|披露|回答|答|呼吁|写道"
    r"|获悉|了解到|消息|提醒|核实|澄清|明言|直指|坦承|阐述|说明)"
    r"(?=[,:。\n\"]|如下|$|今年|明年|将|会(?!议)|[一第首其]|道[,:])"
    r"|(?:公布|公开|部署|总结|致辞|预告|预[料计测]|建议|[又续亦也]?指)(?=[,:]|如下)"
    r"|(?:提出|要求|明确|决定|规定|部署|安排|指示)(?=[,:\"\n]|$|以下|如下|[①一1(]|将|到20|到二|要)"
    r"|(?:公布|发布(?!会)|推出|制定|出台|确定)(?=[^,。;:]{2,30}:))道?"
)
_PRONOUN = re.compile(
    r"(?:随后|同时|对此|最后)?,?(?:他|她|其|其后|上述(?:负责人|发言人)|该(?:负责人|发言人"
    r"|[局厅委部署司会院处行社]|公司|集团))(?:们)?"
    r"(?:还|也|亦|又|同时|进一步|特别|继续|并|再次|补充|向[^,]{0,8}记者|对[^,]{0,8}记者)*"
)
_PAPER = re.compile(
    r"(?:通知|意见|规划(?:纲要)?|方案|计划|决定|措施|办法|纲要|条例|文件|政策|报告|公报|白皮书"
    r"|指引|细则|会议|全会|例会|座谈会|法(?=[>\"]))"
    r"[>\"]?(?:\([^()]{0,30}\))?(?:中|上|还|也|同时|并|进一步|特别|首次|明确|正式)*$"
)
# 條例規定 what others must do; a 辦法 may also grant.
_LAW = re.compile(r"(?:条例|(?<!办)法)[>\"]?(?:规定|明确|要求)|办法[>\"]?规定")
_CITES = re.compile(r"根据|按照|为|以|对|按|依据|结合|围绕")
_INTERVIEW = re.compile(
    r"就[^。\n]{2,60}(?:答|回答)记者|的(?:书面)?答复|接受[^。\n]{0,20}(?:专访|采访)$|(?:谈话|发言"
    r"|会见传媒)[^。\n]{0,8}(?:全文|内容|要点)"
)
_MEANWHILE = re.compile(r"在|出席|接受|今|于|率|会见|面对|针对|回应|就|对|列席|主持")
# What follows a name of two characters rather than ends one of three.
_AFTER_NAME = frozenset(
    '表介强指说称透今昨在于还也则又并就向对出率主接认坦及等和与来到前赴走深听察检围先,。:、() \n"'
)
# 院長於院會後: a preposition, though 于 is a surname too.
_OCCASION = re.compile(r"[于向时][^,。:\n]{1,16}(?:时|后|中|上|会|期间)(?=[,。:\s表指强说提]|$)")
_QUOTES = {"”": "“", "」": "「", "』": "『"}


# No introduction begins further before its verb.
_FAR = 400


class Introduction(NamedTuple):
    """Where an introduction starts, where the words it introduces begin, and whose they are.

    ``who`` is ``None`` for somebody who makes no pledges (an expert, a resident), and ``NOBODY``
    for a pronoun that nothing resolves. ``paper`` says that a paper or a meeting speaks.
    """

    start: int
    words: int
    who: Who | None
    paper: bool = False


class Introductions:
    """Finds introductions in one text, and knows whom the text has named so far."""

    def __init__(self, text: str, folded: str, lines: list[Offsets]) -> None:
        self.text, self.folded = text, folded
        self.known: dict[str, Who] = {}
        self.interviewed: Who | None = None
        self.papers = Papers(folded)
        for office in OFFICE.finditer(folded):
            self._note(office)
        for start, end in lines[:4]:
            if m := _INTERVIEW.search(folded, start, end):
                left = after(self.folded, ",。:和", start, m.start())
                self.interviewed = who(folded, left, m.start()) or self.named_before(m.start())

    def find(self, start: int, end: int) -> list[Introduction]:
        """The introductions in a sentence, from left to right."""
        found: list[Introduction] = []
        at = start
        for m in _SAYING.finditer(self.folded, start, end):
            if m.start() < at:
                continue
            left = self._sentence(max(at, m.start() - _FAR), m.start())
            clause = after(self.folded, ",", left, m.start())
            for begin in dict.fromkeys((clause, left)):
                if made := self._speaking(begin, m.start()):
                    break
            else:
                begin, made = left, self._before(left, m.start()) if clause > left else None
            if made is None or (made[0] and m[0] in ("预计", "预测")):  # which says a forecast
                continue
            words = m.end() + (len("如下") if self.folded.startswith("如下", m.end()) else 0)
            while words < end and self.folded[words] in ",:道 ":
                words += 1
            found.append(Introduction(begin if made[1] else left, words, *made))
            at = words
        return found

    def quoted_before(self, start: int) -> Offsets | None:
        """The quotation that ends where an introduction begins: “…”某某說."""
        if self.folded[start - 1 : start] != '"':
            return None
        line = self.folded.rfind("\n", 0, start) + 1
        opening = _QUOTES.get(self.text[start - 1], self.text[start - 1])
        at = self.text.rfind(opening, line, start - 1)
        return (at, start) if at >= line else None

    def same(self, a: Who, b: Who) -> bool:
        """Whether two introductions name the same person; a bare pronoun names the one before."""
        if a is NOBODY:
            return True
        if a == b:
            return True
        if a.name and b.name:
            return self.folded[slice(*a.name)] == self.folded[slice(*b.name)]
        return False

    def called(self, found: Who) -> Who:
        """An office without a name, with the name that the text gives it elsewhere."""
        if found.name or not found.title or not found.organisation:
            return found
        office = self.folded[found.organisation[0] : found.title[1]]
        return next(
            (
                found._replace(name=w.name)
                for w in self.known.values()
                if w.organisation
                and w.title
                and self.folded[w.organisation[0] : w.title[1]] == office
            ),
            found,
        )

    # -- who speaks ----------------------------------------------------------------------------

    def _note(self, office: re.Match[str]) -> None:
        """Remembers a person named with an office, for where the name alone speaks."""
        left = max(after(self.folded, ',。;:!?"\n', 0, office.start()), office.start() - 40)
        third = self.folded[office.end() + 2 : office.end() + 3]
        short = not third or third in _AFTER_NAME or two_only(self.folded, office.end())
        if _OCCASION.match(self.folded, office.end(), office.end() + 20):
            return
        for length in (2,) if short else (3, 2):
            end = office.end() + length
            found = who(self.folded, left, end) if end <= len(self.folded) else None
            if found and found.name and found.title:
                self.known.setdefault(self.folded[slice(*found.name)], found)
                return

    def named_before(self, before: int) -> Who | None:
        """The official whom the text named last before a place."""
        named = [w for w in self.known.values() if w.name and w.name[1] <= before]
        return max(named, key=lambda w: w.name or (0, 0), default=None)

    def _speaking(self, start: int, end: int) -> tuple[Who | None, bool] | None:
        words = self.folded[start:end].strip(' ",')
        if _PRONOUN.fullmatch(words):
            return NOBODY, False
        if (
            len(words) < 60
            and not _CITES.match(words)
            and not OFFICE.search(words)
            and (words.startswith(("会议", "全会")) or _PAPER.search(words))
        ):
            if _LAW.search(self.folded, start, end + 2):
                return None, True
            if body := self.papers.body(start, end):
                return body, True
            return (None if "报告" in words else NOBODY), True
        if OTHERS.search(words):
            return None, False
        sentence = after(self.folded, "。!?;\n", max(0, start - 40), start)
        if (
            start - sentence < 24
            and not OFFICE.search(words)
            and OTHERS.search(self.folded, sentence, end)
        ):
            return None, False
        if found := self._by_part_of_name(words, end):
            return found, False
        found = who(self.folded, start, end)
        if not found:
            return None
        if found.name and not found.title and not found.organisation:
            known = self.known.get(self.folded[slice(*found.name)])
            return (known, False) if known else None
        return self.called(found), False

    def _by_part_of_name(self, words: str, before: int) -> Who | None:
        """蘇院長, or the 院長 alone, after 行政院長蘇長安."""
        words = BETWEEN.sub("", words)
        office = OFFICE.search(words)
        if office and office.end() == len(words) and words[: office.start()] in self.known:
            return self.known[words[: office.start()]]
        if (
            not office
            or office.start() > 1
            or office.end() != len(words)
            or office[0] in ("发言人", "负责人")
        ):
            return None
        named = [w for w in self.known.values() if w.name and w.name[0] < before]
        if office.start():
            named = [w for w in named if w.name and self.folded[w.name[0]] == words[0]]
        else:
            named = [w for w in named if w.title and self.folded[slice(*w.title)].endswith(words)]
        return named[0] if named else None

    def _before(self, start: int, end: int) -> tuple[Who | None, bool] | None:
        """The body clauses before: 院長今(15)日出席活動,… 表示, 某局印發《…》,提出."""
        head = self.folded.find(",", start, end)
        clause = self.folded[start:end]
        issued = ISSUED.search(clause)
        if issued and TITLED.search(clause):
            found = who(self.folded, start, start + issued.start())
            return (found, True) if found else None
        rest = self.folded[head + 1 : end].strip()
        if rest and not _MEANWHILE.match(rest):
            return None
        found = who(self.folded, start, head)
        return (found, False) if found and found.title else None

    def _sentence(self, start: int, end: int) -> int:
        """Where the sentence of a place begins; a short name in quotation marks parts nothing."""
        start = after(self.folded, "。;:!?\n", start, end)
        while (mark := self.folded.rfind('"', start, end)) >= 0:
            opening = self.folded.rfind('"', start, mark)
            named = start < opening and mark - opening < 20 and self.folded[opening - 1] != ","
            if not named or "," in self.folded[opening:mark]:
                return mark + 1
            end = opening
        return start
