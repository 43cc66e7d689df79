"""Document to statements: who speaks, from where to where, in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dgpolicy.document import Document
from dgpolicy.extract.lines import is_sentence, lines, sentences
from dgpolicy.extract.voices.introductions import Introduction, Introductions
from dgpolicy.extract.voices.mastheads import ASKED, SALUTE, masthead, titles
from dgpolicy.extract.voices.seats import seat
from dgpolicy.extract.voices.speakers import NOBODY, OTHERS, Who, full_name, who
from dgpolicy.extract.voices.subjects import GOES_ON, acting

Offsets = tuple[int, int]

_ANSWER = re.compile(r"(?:答|a|回答|回复|答复)\s?(?:\((?P<who>[^()]+)\))?:?$")
_ANSWERS = re.compile(r"(?:答复|回复|回应|回答|答)$")
_NOT_A_VOICE = re.compile(
    r"采访|专访|以下|如下|方面|措施|工作$|任务|目标|来源|编辑|时间|地点|电话|附件|要求$|包括|原因"
    r"|[将要]"
)
_SAYS = re.compile(r"(?:告诉[^,。:]{0,8}记者|表示|指出|强调|介绍|说|称|透露|提出)$")
_NUMBERED = re.compile(
    r"[(第其]?[一二三四五六七八九十\d]{1,2}(?:[、.)]|是|要|,|个方面)|首先|其次|再次|最后"
    r"|[①-⒛㈠-㈩—–•·●■◆▪-]"
)


@dataclass(frozen=True)
class Statement:
    """Everything that one organisation or official says in one block.

    ``start`` and ``end`` bound it with its introduction; ``parts`` are the stretches of its own
    words, without the introductions between them, and ``body_start`` is where the first begins.
    ``organisation`` is where the text names the body and ``organisation_name`` its full name as
    far as the document gives it; ``speaker`` and ``speaker_title`` are verbatim, and an office
    that stands alone, without name or body, is itself the speaker. ``form`` is ``header``,
    ``attribution``, ``qa``, ``speech``, ``notice`` or ``plain``.
    """

    start: int
    end: int
    organisation: Offsets | None
    organisation_name: str | None
    speaker: str | None
    speaker_title: str | None
    body_start: int
    form: str
    parts: tuple[Offsets, ...] = ()


def statements(document: Document) -> list[Statement]:
    """The statements of a document in the order of the text; they never overlap.

    >>> said = Document.from_text("市水务局局长王江:\\n我们将新建两座水厂。")
    >>> [(s.speaker, s.form, s.start, s.end) for s in statements(said)]
    [('王江', 'header', 0, 20)]
    """
    reading = _Reading(document)
    if head := masthead(document.folded, reading.lines):
        rest = reading.lines[head.line :] or reading.lines[-1:]
        return [reading.made(_Voice(head.who, head.start, head.form, [(rest[0][0], rest[-1][1])]))]
    return reading.line_by_line()


@dataclass
class _Voice:
    """A statement that is being read; a quiet one (a questioner, an expert) is not kept."""

    who: Who
    start: int
    form: str
    parts: list[Offsets]
    quiet: bool = False


class _Reading:
    """One pass over the lines of a document."""

    def __init__(self, document: Document) -> None:
        self.text, self.folded = document.text, document.folded
        self.lines = lines(self.text, 0, len(self.text))
        self.introductions = Introductions(self.text, self.folded, self.lines)
        self.seat = cache(lambda title: seat(self.folded, title))
        self.full = cache(lambda name: full_name(self.folded, name))
        self.done: list[_Voice] = []
        self.now: _Voice | None = None
        self.titles: dict[int, Who] = {}
        self.officials: list[Who] = []  # those who differ from the first
        self.dialogue = False  # whether somebody asks

    # -- line by line --------------------------------------------------------------------------

    def line_by_line(self) -> list[Statement]:
        self.titles = titles(self.folded, self.lines)
        for place, (start, end) in enumerate(self.lines):
            self._line(place, start, end)
        self._end()
        if not self.done and self.lines:
            self.done = [
                _Voice(NOBODY, self.lines[0][0], "plain", [(self.lines[0][0], self.lines[-1][1])])
            ]
        return [self.made(voice) for voice in self.done if voice.parts and not voice.quiet]

    def _line(self, place: int, start: int, end: int) -> None:
        if self._header(start, end):
            return
        if self.now and self.now.form in ("header", "qa"):
            first = next(iter(self.introductions.find(start, min(end, start + 60))), None)
            opens = first if first and first.who and first.start == start else None
            if not self._leaves(place, start, end) and not (opens and self._is_new(opens.who)):
                self._say(opens.words if opens else start, end)
                return
            self._end()
        self._sentences(start, end)

    def _is_new(self, found: Who | None) -> bool:
        """Whether an introduction inside a header's words names another official."""
        return bool(
            found
            and found.name
            and found.title
            and self.now
            and not self.introductions.same(found, self.now.who)
        )

    def _header(self, start: int, end: int) -> bool:
        line = self.folded[start:end]
        colon = line.find(":")
        if start in self.titles:
            self._begin(self.titles[start], start, "header")
            return True
        if not 0 < colon <= 44:
            return False
        head, last = line[:colon], colon + 1 == len(line)
        asked = ASKED.match(head) and not _SAYS.search(head)
        if re.search('[。;!?"]', head) or (last and not asked and SALUTE.match(head)):
            return False
        if asked:
            self._begin(NOBODY, start, "qa", quiet=True)
            return True
        if answer := _ANSWER.match(head):
            left, right = (start + at for at in answer.span("who"))
            self._begin(who(self.folded, left, right) or self._answering(), start, "qa")
        elif found := self._headed(head, start, start + colon, last, self.dialogue):
            self._begin(found, start, "qa" if self.dialogue else "header")
        else:
            return False
        if not last:
            self._say(start + colon + 1, end)
        return True

    def _headed(self, head: str, start: int, end: int, last: bool, dialogue: bool) -> Who | None:
        if answers := _ANSWERS.search(head):
            head, end = head[: answers.start()], start + answers.start()
        if _NOT_A_VOICE.search(head) or _SAYS.search(head) or "," in head:
            return None
        name = re.sub(r"\s", "", head)
        if name in self.introductions.known:
            return self.introductions.known[name]
        found = who(self.folded, start, end)
        if found and (
            found.title
            or (found.organisation and (last or len(head) < 20))
            or (found.name and dialogue)
        ):
            return self.introductions.called(found)
        return None

    def _answering(self) -> Who:
        if self.introductions.interviewed:
            return self.introductions.interviewed
        return self.now.who if self.now and not self.now.quiet else self._last()

    def _last(self) -> Who:
        """Who spoke last, before the voice that is open."""
        return next((voice.who for voice in reversed(self.done) if not voice.quiet), NOBODY)

    def _leaves(self, place: int, start: int, end: int) -> bool:
        """Whether the voice of a header ends before this line: at words that are no sentence."""
        if is_sentence(self.folded[start:end]) or not self.now or not self.now.parts:
            return False
        return not any(is_sentence(self.folded[a:b]) for a, b in self.lines[place + 1 : place + 2])

    # -- sentence by sentence ------------------------------------------------------------------

    def _sentences(self, start: int, end: int) -> None:
        if not self._carries(start, end):
            self._end()
            self._takes_up(start, end)
        at = start
        for left, right in sentences(self.folded, start, end):
            for introduction in self.introductions.find(left, right):
                if introduction.start > at:
                    self._say(at, introduction.start)
                self._introduce(introduction)
                at = max(introduction.words, at)
            if self.now is None or self.now.form == "plain":
                if subject := acting(self.folded, left, right):
                    self._begin(subject, left, "plain")
                    at = left
                elif self.now is None:
                    at = right
        self._say(at, end)

    def _carries(self, start: int, end: int) -> bool:
        """Whether the open statement goes on in a new paragraph."""
        if not self.now or self.now.quiet or not self.now.parts:
            return self.now is not None and not self.now.quiet
        line = self.folded[start:end]
        numbered = _NUMBERED.match(line) or _NUMBERED.match(self.text, start)
        if line[-1] == "?" or (not is_sentence(line) and not numbered):
            return False
        before = self.folded[self.now.parts[-1][1] - 1]
        opened = self.folded[self.now.parts[0][0] - 1] in ":\n" and self.now.form == "notice"
        if numbered or opened:
            return True
        first = next(iter(self.introductions.find(start, min(end, start + 80))), None)
        if first:
            return first.who is not None and self.introductions.same(first.who, self.now.who)
        if line[0] == '"' or before in ":;":
            return True
        return (
            self.now.who.title is not None
            and not OTHERS.search(line)
            and GOES_ON.search(line) is not None
        )

    def _takes_up(self, start: int, end: int) -> None:
        """Lets the only official of a report speak on after a paragraph of somebody else's."""
        line = self.folded[start:end]
        alone = len(self.officials) == 1
        if alone and is_sentence(line) and not OTHERS.search(line) and GOES_ON.search(line):
            self._begin(self.officials[0], start, "attribution")

    def _introduce(self, introduction: Introduction) -> None:
        found = introduction.who
        if found is None:
            self._begin(NOBODY, introduction.start, "attribution", quiet=True)
            return
        if self.now and not self.now.quiet and self.introductions.same(found, self.now.who):
            return
        if found is NOBODY and not introduction.paper:
            named = self.introductions.named_before(introduction.start)
            other = self.now if self.now and self.now.quiet and self.now.form != "qa" else None
            if other and (not named or not named.name or named.name[0] < other.start):
                return
            found = named or self._last()
        if found.organisation and self.folded[found.organisation[0]] == "该":
            found = self._answering()
        quote = self.introductions.quoted_before(introduction.start)
        form = "notice" if introduction.paper else "attribution"
        self._begin(found, quote[0] if quote else introduction.start, form)
        if quote:
            self._say(*quote)

    # -- the voice that is open ----------------------------------------------------------------

    def _begin(self, found: Who, start: int, form: str, *, quiet: bool = False) -> None:
        self._end(before=start)
        self.now = _Voice(found, start, form, [], quiet)
        self.dialogue = self.dialogue or quiet

    def _say(self, start: int, end: int) -> None:
        if self.now and self.text[start:end].strip():
            self.now.parts.append((start, end))

    def _end(self, before: int | None = None) -> None:
        if self.now is None:
            return
        if before is not None:
            self.now.parts = [(a, min(b, before)) for a, b in self.now.parts if a < before]
        self.done.append(self.now)
        spoke = self.now.who
        known = (self.introductions.same(official, spoke) for official in self.officials[:1])
        if spoke.title and not self.now.quiet and not any(known):
            self.officials.append(spoke)
        self.now = None

    def made(self, voice: _Voice) -> Statement:
        body, title, name = voice.who
        if title and not body:
            body = self.seat(self.folded[slice(*title)])
        full = (self.full(self.folded[slice(*body)]) or body) if body else None
        speaker = name or (None if body else title)
        end = voice.start + len(self.text[voice.start : voice.parts[-1][1]].rstrip())
        return Statement(
            start=voice.start,
            end=end,
            organisation=body,
            organisation_name=self.text[slice(*full)] if full else None,
            speaker=self.text[slice(*speaker)] if speaker else None,
            speaker_title=self.text[slice(*title)] if title else None,
            body_start=voice.parts[0][0],
            form=voice.form,
            parts=tuple(voice.parts),
        )
