"""What review is worth: F1 on the shared labelled passages, before and after 100 decisions.

The labels decide, most doubtful sentences first, on half of the passages of sources that the judge
never saw; what it learns from them is measured on the other half. Both halves take turns.
"""

import warnings

import numpy as np
import pandas as pd
from model import DOUBTFUL, FOLDS, PLEDGE, Labelled, Lesson, _labels, figures, texts
from sklearn.model_selection import GroupKFold

import dgpolicy
from dgpolicy.extract.layout import layout
from dgpolicy.review.decisions import Decision
from dgpolicy.review.reviewed import reviewed
from dgpolicy.review.sentences import applied, by_doubt

DECISIONS = 100


def labelled(passages: list[Labelled]) -> dict[tuple[str, int], str]:
    """The label of each sentence, by its document and where it begins."""
    made = {}
    for each in passages:
        units = layout(each.document)
        starts = [(each.document.document_id, start) for start in units.lefts.tolist()]
        made |= dict(zip(starts, _labels(each, units).tolist(), strict=True))
    return made


def decisions(corpus, labels, number: int) -> list[Decision]:
    """Decisions on the most doubtful sentences, by their labels."""
    said = corpus.documents.set_index("document_id")["text"]
    made = []
    for one in by_doubt(applied(corpus, []))[:number]:
        verdict = "accept" if labels[one.document_id, one.start] in PLEDGE else "reject"
        words = said[one.document_id][one.start : one.end]
        place = one.document_id, one.start, one.end
        made.append(Decision("labels", "", *place, verdict, text=words))
    return made


def verdicts(corpus, labels) -> np.ndarray:
    """Of each sentence that is not doubtful to the coders, whether it is said and true."""
    rows = corpus.sentences[["document_id", "start", "pledge_id"]].itertuples(index=False)
    pairs = [(pd.notna(pledge), labels[name, start]) for name, start, pledge in rows]
    return np.array([(said, label in PLEDGE) for said, label in pairs if label != DOUBTFUL])


def main() -> None:
    warnings.simplefilter("ignore")
    lesson = Lesson(list(texts()))
    names = np.array([text.document.document_id for text in lesson.texts])
    shared = np.array([name.startswith("g") and name[1:].isdecimal() for name in names])
    found: dict[str, list[np.ndarray]] = {}
    units = np.repeat(np.arange(len(names)), np.diff(lesson.bounds))
    for kept, left in GroupKFold(FOLDS).split(lesson.pledge, groups=lesson.source):
        judge = lesson.judge(kept)
        own = [n for n in np.unique(units[left]) if shared[n]]
        halves = [[lesson.texts[n] for n in own[k::2]] for k in (0, 1)]
        for mine, others in (halves, halves[::-1]):
            labels = labelled([*mine, *others])
            read = dgpolicy.extract([each.document for each in mine], model=judge)
            made = reviewed(read, decisions(read, labels, DECISIONS))
            learned = dgpolicy.train([made], judge=judge)
            strange = [each.document for each in others]
            for name, corpus in {
                "what is reviewed, before": read,
                "what is reviewed, after": made,
                "the rest, before": dgpolicy.extract(strange, model=judge),
                "the rest, after": dgpolicy.extract(strange, model=learned),
            }.items():
                found.setdefault(name, []).append(verdicts(corpus, labels))
    for name, parts in found.items():
        said, true = np.concatenate(parts).T
        precision, recall, f1 = figures(said, true)
        print(f"{name:26} {len(said):5} sentences  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
