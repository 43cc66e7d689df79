"""Papers and meetings that speak: the body that issues the one, and that holds the other."""

from __future__ import annotations

import re

from dgpolicy.extract.voices.speakers import OFFICE, Who

Offsets = tuple[int, int]

TITLED = re.compile(r"<[^<>\n]{4,80}>")
ISSUED = re.compile(
    r"(?:近日|日前|今日|今天|已|正式|联合|\d+月\d+日|于|,)*(?:印发|发布|出台|公布|制定|下发|发出"
    r"|推出)"
)
_TITLE_OF = re.compile(
    r"(?P<body>.+?(?=关于|印发)|.{1,8}?(?:特别行政区|自治区|自治州|省|市|县|区)|.{1,4}州)"
)
# Who holds a meeting, else its name: 市政府召開…會議, 召開市政府常務會議, …會議在京召開.
_HELD = (
    re.compile(
        r"(?<![^,。\n\s日])(?P<body>[^,。:;、\n\d]{2,16}?)(?=(?:召开|举行|组织召开)[^,。\n]{0,24}会)"
    ),
    re.compile(r"(?:主持)?(?:召开|举行)的?(?P<body>[^,。\n\d]{2,24}?(?:会议|全会))"),
    re.compile(r"(?<![^,。\n\s])(?P<body>[^,。:;\n]{2,24}?(?:会议|全会|大会))"),
)
_NO_MEETING = re.compile(r"列席|出席|参加|传达学习")
_LATELY = re.compile(r"(?:近日|日前|今日|今天|昨日|\d+月\d+日|连日来)*")


def after(folded: str, marks: str, start: int, end: int) -> int:
    """The place after the last of the marks in a stretch, its start where there is none.

    >>> after("甲,乙。丙", ",。", 0, 5)
    4
    """
    return max(start, *(folded.rfind(mark, start, end) + 1 for mark in marks))


class Papers:
    """Finds the bodies behind the papers and meetings of one text, and remembers the last."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.last: Who | None = None

    def body(self, start: int, end: int) -> Who | None:
        """The body behind a paper or a meeting that speaks."""
        line = self.folded.rfind("\n", 0, start) + 1
        titled = list(TITLED.finditer(self.folded, line, end))
        if titled and (body := self._issuer(line, titled[-1])):
            self.last = Who(body, None, None)
            return self.last
        if self.folded.startswith(("会议", "全会"), start):
            if meeting := self._meeting(max(0, start - 240), start):
                self.last = Who(meeting, None, None)
        elif named := _HELD[1].search(self.folded, start, end) or _HELD[2].match(
            self.folded, start, end
        ):
            self.last = Who(named.span("body"), None, None)
        return self.last

    def _meeting(self, start: int, end: int) -> Offsets | None:
        """The body that holds the meeting named last before a place, else the meeting."""
        for pattern in _HELD:
            named = [m.span("body") for m in pattern.finditer(self.folded, start, end)]
            named = [
                span
                for span in named
                if not OFFICE.search(self.folded, *span)
                and not _NO_MEETING.search(self.folded, *span)
            ]
            if named:
                return named[-1]
        return None

    def _issuer(self, line: int, title: re.Match[str]) -> Offsets | None:
        """The body that issues a paper: 某局印發《…》, else the one that its title opens with."""
        issued = ISSUED.search(self.folded, max(line, title.start() - 20), title.start())
        if issued:
            left = after(self.folded, ",。;:", line, issued.start())
            lead = _LATELY.match(self.folded, left)
            left = lead.end() if lead else left
            if 1 < issued.start() - left < 24:
                return left, issued.start()
        m = _TITLE_OF.match(self.folded, title.start() + 1, title.end() - 1)
        return m.span("body") if m and not m["body"].startswith(("关于", "为")) else None
