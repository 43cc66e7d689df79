"""Review: the most doubtful sentence first, a key for each decision, each on the disk at once.

The front end shows what Python made and sends which key was pressed for which sentence; what a
decision does, and to what, is said in Python alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from dgpolicy.corpus import Corpus
from dgpolicy.errors import ReadError
from dgpolicy.look.colours import css, tight
from dgpolicy.look.words import LANG, word
from dgpolicy.quote import below, percent
from dgpolicy.review.card import card, codes, deciding
from dgpolicy.review.decisions import CODED, Decision, append, decided, standing
from dgpolicy.review.reviewed import agreed, reviewed
from dgpolicy.review.sentences import Sentence, applied, by_doubt, choices, cuts, estimate
from dgpolicy.tables.frames import SURE

__all__ = ["Decision", "Review", "agreed", "applied", "decided", "estimate", "review", "reviewed"]

_BUTTONS = ("accept", "reject", "join", "split", "recode", "undo", "later")
_MORE = 20  # decisions that the estimate looks ahead
_SHOWN = 3  # sentences where only stored outputs are shown
_WORDS = 20  # characters by which a decision is told


def _front(room: str, name: str) -> str:
    return files(f"dgpolicy.{room}").joinpath(name).read_text("utf-8")


class Review(anywidget.AnyWidget):
    """Sentences by doubt, to accept, reject, join, split and code by keys.

    Each decision of ``coder`` is a row of the CSV file ``path`` before the next sentence is
    shown, and a review of the same documents goes on where the file ends. ``corpus`` is what the
    decisions made of it. Raises ``ReadError`` that names the file and the row of a decision that
    cannot be.

    >>> import dgpolicy
    >>> said = dgpolicy.Document.from_text("我们将新建两座水厂。去年建成三座。")
    >>> Review(dgpolicy.extract(said), "none.csv")
    Review(0 of 2 sentences decided)
    """

    _esm = _front("explorer", "parts.mjs") + _front("review", "review.mjs")
    _css = css() + tight(_front("review", "review.css"))
    words = traitlets.Dict(read_only=True).tag(sync=True)
    shown = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(
        self, corpus: Corpus, path: str | Path = "decisions.csv", coder: str = "reviewed"
    ) -> None:
        self.path, self.coder, self._corpus = Path(path), coder, corpus
        self._texts = dict(corpus.documents[["document_id", "text"]].itertuples(index=False))
        self._marks = cache(lambda document: deciding(corpus, document))
        self._later: set[str] = set()
        words = {name: self._say(name) for name in (*_BUTTONS, "review")}
        self.set_trait("words", {**words, "lang": LANG[corpus.language]})
        self._show()
        super().__init__()
        self.on_msg(lambda _, asked, buffers: self.take(**asked))

    @property
    def decisions(self) -> list[Decision]:
        """The decisions that the file holds."""
        return decided(self.path)

    @property
    def corpus(self) -> Corpus:
        """The corpus after the decisions of the file, for ``dgpolicy.train`` and charts."""
        return reviewed(self._corpus, self.decisions)

    def agreement(self, path: str | Path) -> pd.DataFrame:
        """How far the decisions of a second coder's file agree with these; see ``agreed``."""
        return agreed(self._corpus, self.decisions, decided(path))

    def take(self, sentence: str, decision: str, code: str = "", at: int | None = None) -> None:
        """Decide on the sentence that is shown, and show the next.

        A key that was pressed before that sentence came on the screen was not meant for it.
        """
        if sentence != self.shown["sentence"] or not (self._left or decision == "undo"):
            return
        try:
            if decision == "later":
                self._later.add(sentence)
                self._show()
            else:
                self._show(self._write(decision, code, at))
        except (ValueError, OSError) as error:
            self.set_trait("shown", {**self.shown, "note": str(error)})

    def _write(self, decision: str, code: str, at: int | None) -> str:
        """Write a decision on the sentence that is shown; what was written, and where."""
        made, now = self.decisions, datetime.now(UTC).isoformat(timespec="seconds")
        if decision == "undo":
            last = [n for n in standing(made) if made[n].document_id in self._texts][-1:]
            if not last:
                return ""
            one = made[last[0]]._replace(coder=self.coder, date=now, decision="undo")
        else:
            own = self._left[0]
            words = self._texts[own.document_id][own.start : own.end]
            at = at if decision in ("split", *CODED) else None
            place = own.document_id, own.start, own.end
            one = Decision(self.coder, now, *place, decision, code, at, words)
            try:
                applied(self._corpus, [*made, one])
            except ValueError as error:
                raise ValueError(error.__cause__) from None  # it has no row yet
        append(self.path, one)
        return f"{self._say(decision)}: {one.text[:_WORDS]}… → {self.path.name}, {len(made) + 2}"

    def _show(self, note: str = "") -> None:
        """Show the most doubtful sentence that is left, and of these put off the last."""
        corpus = self._corpus
        try:
            self._said = applied(corpus, self.decisions)
        except ValueError as error:
            raise ReadError(f"{self.path}: {error}") from None
        self._left = sorted(by_doubt(self._said), key=lambda one: one.sentence_id in self._later)
        shown: dict[str, Any] = {"sentence": "", "card": "", "codes": [], "at": None}
        if self._left:
            one = self._left[0]
            n, text = self._said.index(one), self._texts[one.document_id]
            shown = {"sentence": one.sentence_id, "card": self._card(one), "codes": []}
            shown["at"] = [*cuts(self._said, n, text), one.start][0]
            now = codes(corpus, self._said, n)
            for name, known in choices(corpus).items():
                labels = [(code, corpus.label(name, code), now.get(name) == code) for code in known]
                shown["codes"].append((name, self._say(name), labels))
        self.set_trait("shown", {**shown, "note": note, "progress": self._progress()})

    def _card(self, one: Sentence) -> str:
        n = self._said.index(one)
        return card(self._corpus, self._said, n, self._marks(one.document_id))

    def _progress(self) -> str:
        """How many are decided and how many doubtful, and how many are right, now and soon."""
        chances = [one.probability for one in self._said]
        doubtful = sum(1 - SURE <= (one.probability or 0) <= SURE for one in self._left)
        done = self._say("review_done", n=len(self._said) - len(self._left), m=doubtful)
        now, then = (percent(estimate(chances, more)) for more in (0, _MORE))
        return f"{done} · {self._say('review_right', now=now, more=_MORE, then=then)}"

    def _say(self, key: str, **values: object) -> str:
        return word(key, self._corpus.language, **values)

    def __repr__(self) -> str:
        done = len(self._said) - len(self._left)
        return f"Review({done} of {len(self._said)} sentences decided)"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle:
            # Where only stored outputs are shown stand the most doubtful, to be read.
            cards = [f"<li>{self._card(one)}</li>" for one in self._left[:_SHOWN]]
            still = f"<p>{self._progress()}</p><ol>{''.join(cards)}</ol>"
            html = str(below("dg-review", self._corpus, still))
            bundle[0].update({"text/plain": repr(self), "text/html": html})
        return bundle


review = Review  # as an analyst says it
