"""The judge: how sure it is that a sentence is of a pledge, and by which words."""

import numpy as np

import dgpolicy
from dgpolicy.document import Document
from dgpolicy.extract.judge import Judge, default
from dgpolicy.extract.layout import Layout, layout
from dgpolicy.extract.training import train


def judged(text: str, published: str = "2024-01-15", judge: Judge | None = None) -> np.ndarray:
    document = Document.from_text(text, published=published)
    return (judge or default())(document, layout(document))


def article() -> tuple[Document, Layout, np.ndarray]:
    """The reviewed article with its units, and which of them are of its pledges."""
    corpus = dgpolicy.load()
    document = Document.from_text(corpus.documents["text"][0], published="2022-11-09")
    units = layout(document)
    inside = np.zeros(len(units), dtype=bool)
    for start, end in zip(corpus.pledges["start"], corpus.pledges["end"], strict=True):
        inside |= (units.lefts >= start) & (units.rights <= end)
    return document, units, inside


def test_what_will_be_done_is_told_from_what_was_done():
    promised, done = judged("今后市政府将新建学校十所。去年建成了学校八所。")
    assert promised > 0.5 > done


def test_both_scripts_are_judged_alike():
    assert np.array_equal(judged("明年將新建學校十所。"), judged("明年将新建学校十所。"))


def test_the_blanks_of_a_pdf_change_nothing():
    assert np.array_equal(judged("明年 將新建 12 所學 校。"), judged("明年將新建12所學校。"))


def test_a_list_is_judged_by_the_words_that_open_it():
    items = "一是扩大开放;二是加强合作;三是完善规则。"
    assert judged("市政府将做好三项工作:" + items).mean() > judged("各国应当:" + items).mean()


def test_every_sentence_of_the_article_s_pledges_is_likely_and_no_other():
    document, units, inside = article()
    found = default()(document, units) >= 0.5
    assert (found == inside).mean() > 0.9


def test_the_deciding_words_stand_in_their_unit_and_speak_for_it():
    document = Document.from_text("去年建成了八所。明年将新建学校十所。")
    units = layout(document)
    promised = default().deciding(document, units, np.array([False, True]))
    assert any("将" in document.text[a:b] for a, b in promised)
    assert all(units.lefts[1] <= a < b - 1 < units.rights[1] for a, b in promised)
    assert len(promised) == 3


def test_any_callable_that_gives_probabilities_is_taken_as_a_model():
    said = Document.from_text("明年将新建学校十所。", published="2024-01-15")
    kept = dgpolicy.extract(said, model=lambda document, units: np.ones(len(units)))
    assert kept.sentences["probability"].tolist() == [1.0]
    assert kept.pledges["evidence"].isna().all()


def test_a_judge_reads_back_as_it_was_written(tmp_path):
    default().save(tmp_path / "judge.npz")
    text = "明年将新建学校十所。去年建成了学校八所。"
    kept = Judge.read(tmp_path / "judge.npz")
    assert np.allclose(judged(text), judged(text, judge=kept))


def test_own_decisions_move_the_judge_their_way():
    document, units, inside = article()
    before, after = (j(document, units) for j in (default(), train([dgpolicy.load()])))
    assert np.abs(after - inside).sum() < np.abs(before - inside).sum()


def test_the_shipped_model_is_small_and_holds_no_objects():
    path = dgpolicy.codebook.home() / "model" / "judge.npz"
    assert path.stat().st_size <= 1_000_000
    assert np.load(path, allow_pickle=False)["weights"].dtype == np.int8
