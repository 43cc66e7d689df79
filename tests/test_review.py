"""Review: what decisions make of a corpus, on disk at once, and a hundred of them by keyboard."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from kill import killed, moments

import dgpolicy
from dgpolicy.errors import ReadError
from dgpolicy.review import Decision, Review, agreed, decided, reviewed
from dgpolicy.review.decisions import append

HERE = Path(__file__).parent
TEXT = (
    "云河市教育局局長林一舟:\n"
    "去年新建學校三所。我們將新建學校五所,擴建醫院兩家。明年啟動教師培訓計劃。\n"
    "一是辦好幼兒園。到2025年,新增學位一萬個。二是<b>辦好中學。"
)


def read(text, name="yh"):
    return dgpolicy.Document.from_text(text, document_id=name, published="2023-01-15")


ARTICLE = dgpolicy.load().documents["text"][0]
CORPUS = dgpolicy.extract(read(TEXT), language="en")
CUT = TEXT.index("擴建")


def on(words, decision, code="", at=None, coder="ann"):
    """A decision on the sentence of those words."""
    start = TEXT.index(words)
    return Decision(
        coder, "", "yh", start, start + len(words), decision, code=code, at=at, text=words
    )


PAST, NEXT, LAST = (
    "去年新建學校三所。",
    "我們將新建學校五所,擴建醫院兩家。",
    "明年啟動教師培訓計劃。",
)


def pledges(*decisions):
    """The pledges after decisions by their words, in a corpus that keeps every rule."""
    return reviewed(CORPUS, decisions).check().pledges.set_index("text")


def test_without_a_decision_a_corpus_is_what_it_was():
    corpus = dgpolicy.extract([read(ARTICLE, "a"), read(TEXT)])
    assert reviewed(corpus, []) == corpus


def test_what_is_accepted_is_a_pledge_and_what_is_rejected_is_none():
    before, after = pledges(), pledges(on(PAST, "accept"), on(NEXT, "accept"), on(LAST, "reject"))
    assert {*after.index} ^ {*before.index} == {PAST, LAST}
    assert after.loc[[PAST, NEXT], "coder"].tolist() == ["ann", "ann"]
    assert after.loc[[PAST, NEXT], "confidence"].isna().all()
    assert after.drop([PAST, NEXT])["coder"].eq("auto").all()


def test_sentences_are_joined_and_split_and_what_is_new_is_coded():
    assert NEXT + LAST in pledges(on(LAST, "join")).index
    split = on(NEXT, "split", at=CUT)
    halves = [NEXT[:10], NEXT[10:]]
    assert pledges(split).index[:2].tolist() == halves
    assert NEXT in pledges(split, on(halves[1], "join")).index
    goal = "到2025年,新增學位一萬個。"
    apart = pledges(on(goal, "split", at=TEXT.index(goal)))
    assert apart.loc["一是辦好幼兒園。", ["kind", "horizon_to"]].tolist() == ["numbered", pd.NA]
    assert apart.loc[goal, ["kind", "horizon_to"]].tolist() == ["unnumbered", 2025]


def test_a_code_is_changed_with_the_clause_that_it_rests_on():
    codes = [("horizon", "within_2_years"), ("aim", "outcome"), ("organisation", "none")]
    after = pledges(*(on(NEXT, variable, code, CUT) for variable, code in codes))
    told = ["horizon", "horizon_basis", "horizon_text", "aim", "aim_text", "coder"]
    cue = "擴建醫院兩家"
    row = ["within_2_years", "stated", cue, "outcome", cue, "ann"]
    assert after.loc[NEXT, told].tolist() == row
    assert after["organisation_id"].isna().all()


def test_a_pledge_without_an_action_keeps_and_changes_codes_of_its_own():
    frames = {name: CORPUS[name].iloc[:0] for name in ("actions", "mentions", "targets")}
    bare = replace(CORPUS, **frames).check()
    assert reviewed(bare, []) == bare
    after = reviewed(bare, [on(NEXT, "specificity", "soft")]).check().pledges
    assert after["specificity"].tolist() == ["soft", *bare.pledges["specificity"][1:]]


def test_undo_takes_back_the_last_decision_that_stands():
    rows = [on(PAST, "accept"), on(LAST, "reject"), on(LAST, "undo"), on(PAST, "undo")]
    assert LAST in pledges(*rows[:3]).index and PAST in pledges(*rows[:3]).index
    assert reviewed(CORPUS, rows) == CORPUS


def test_two_coders_are_held_against_each_other_on_what_both_decided():
    ann = [on(PAST, "accept"), on(NEXT, "accept"), on(LAST, "reject")]
    bob = [on(PAST, "reject"), on(NEXT, "accept"), on(NEXT, "aim", "outcome")]
    table = agreed(CORPUS, ann, bob)
    assert table.loc["sentences", ["units", "percent", "alpha"]].tolist() == [2, 50, 0]
    assert table.loc["aim", ["units", "percent"]].tolist() == [2, 50], "by action"
    with pytest.raises(ValueError, match="no sentence in common"):
        agreed(CORPUS, ann[:1], bob[1:])


def test_what_was_decided_is_learned():
    model = dgpolicy.train([reviewed(CORPUS, [on(PAST, "accept"), on(LAST, "reject")])])
    learned = dgpolicy.extract(read(TEXT), model=model).sentences["probability"]
    change = (learned - CORPUS.sentences["probability"]).tolist()
    assert change[1] > 0 > change[3]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("accept", "accpet"), "row 3: unknown decision 'accpet': did you mean 'accept'.*correct"),
        ((",22,39,", ",22,x,"), "row 3: .*'x'.*correct or delete it"),
        ((",22,39,", ",22,38,"), "row 3: .*decided on another text.*name another file"),
        (("我們將", "他們將"), "row 3: .*decided on another text.*name another file"),
        (("document_id", "document"), "column missing: document_id; its first line must be"),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_file(tmp_path, change, words):
    path = tmp_path / "decisions.csv"
    for one in (on(PAST, "reject"), on(NEXT, "accept")):
        append(path, one)
    path.write_bytes(path.read_bytes().decode().replace(*change).encode())
    with pytest.raises(ReadError, match=f"decisions.csv: {words}"):
        Review(CORPUS, path)


def test_words_that_a_spreadsheet_would_run_are_guarded_and_read_back(tmp_path):
    path, one = tmp_path / "d.csv", on(PAST, "reject", coder="=cmd()")
    append(path, one)
    assert b"'=cmd()" in path.read_bytes()
    path.write_bytes(path.read_bytes().rstrip())  # as a hand may leave it
    append(path, one)
    assert decided(path) == [one, one]


def test_a_decision_that_cannot_be_written_is_not_made(tmp_path):
    work = Review(CORPUS, tmp_path / "no folder" / "decisions.csv")
    first = work.shown["sentence"]
    work.take(first, "accept")
    assert work.shown["sentence"] == first and "No such file" in work.shown["note"]
    work = Review(CORPUS, tmp_path / "decisions.csv")
    work.take("yh.s0001", "accept")
    assert decided(work.path) == []  # another sentence is on the screen


WORK = """
import sys, dgpolicy
from test_review import CORPUS, Review
work = Review(CORPUS, sys.argv[1], "ann")
for number in range(10_000):
    work.take(work.shown["sentence"], "undo" if number % 2 else "accept")
    print(number + 1, flush=True)
"""


def test_a_process_that_is_killed_loses_no_decision(tmp_path):
    where = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)])}
    for number, moment in enumerate(moments(1)):
        path = tmp_path / f"{number}.csv"
        said = killed([sys.executable, "-c", WORK, path], path.exists, moment, env=where)
        told, rows = len(said.split()), decided(path)
        assert told <= len(rows) <= told + 1 and {row.coder for row in rows} <= {"ann"}
        left = len(rows) - 2 * sum(row.decision == "undo" for row in rows)
        assert repr(Review(CORPUS, path)) == f"Review({left} of 7 sentences decided)"


def test_a_file_that_was_begun_and_no_more_is_gone_on_with(tmp_path):
    (path := tmp_path / "decisions.csv").touch()
    work = Review(CORPUS, path, "ann")
    work.take(work.shown["sentence"], "accept")
    assert [row.decision for row in decided(path)] == ["accept"]


HOST = """async ([source, values]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const heard = [];
  const send = async (message) => {
    values.shown = await take(message);
    heard.forEach((each) => each());
  };
  const model = { get: (name) => values[name], on: (_, each) => heard.push(each), off() {}, send };
  (await import(url)).default.render({ model, el: document.body });
  document.querySelector(".dg-review").focus();
}"""


def opened(page, work):
    """The review in a page whose messages go to Python, as those of a notebook do."""

    def take(message):
        work.take(**message)
        return work.shown

    page.set_content(f"<style>{work._css}</style>")
    page.expose_function("take", take)
    page.evaluate(HOST, [work._esm, {"words": work.words, "shown": work.shown}])
    return page


def press(page, *keys):
    """Press keys, and wait for what Python says to each."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(100)


def test_a_hundred_decisions_by_keyboard_are_a_hundred_rows(page, tmp_path, capsys):
    corpus = dgpolicy.extract([read(ARTICLE, name) for name in ("a", "b")])
    work = Review(corpus, tmp_path / "decisions.csv", "ann")
    opened(page, work)
    start = time.monotonic()
    for number in range(100):
        shown = page.locator(".id").text_content()
        page.keyboard.press("a" if number % 2 else "r")
        changed = "was => document.querySelector('.id').textContent !== was"
        page.wait_for_function(changed, arg=shown)
    seconds = time.monotonic() - start
    with capsys.disabled():
        print(f"\n100 decisions by keyboard: {seconds:.0f} s of the machine")
    assert seconds < 600
    rows = decided(work.path)
    assert len({(row.document_id, row.start) for row in rows}) == len(rows) == 100
    assert page.locator(".progress").text_content().startswith("已審 100 句")
    assert len(work.corpus.check().pledges) != len(corpus.pledges)


def test_every_decision_has_its_key(page, tmp_path):
    work = Review(CORPUS, tmp_path / "decisions.csv", "ann")
    opened(page, work)
    here = page.locator(".here")
    assert here.text_content() == PAST
    press(page, "l", "a")
    assert here.text_content() == LAST
    press(page, "j", "u")
    assert here.text_content() == LAST
    press(page, "s")
    assert "nothing is split there" in page.locator(".note").text_content()
    press(page, "l", "l", "l")
    assert here.text_content() == NEXT
    press(page, "ArrowLeft", "ArrowRight", "s")
    assert here.text_content() == NEXT[:10]
    # Past the one body and none, to the first of the horizons.
    press(page, "c", "ArrowDown", "ArrowRight", "Enter", "c", "Escape", "r")
    rows = [(row.decision, row.code, row.at) for row in decided(work.path)]
    assert rows == [
        ("accept", "", None),
        ("join", "", None),
        ("undo", "", None),
        ("split", "", CUT),
        ("horizon", "within_2_years", CUT - 10),
        ("reject", "", None),
    ]
    assert NEXT[10:] in work.corpus.check().pledges["text"].tolist()


def test_the_words_of_a_document_are_no_markup_of_the_page(page, tmp_path):
    work = Review(CORPUS, tmp_path / "decisions.csv", "ann")
    opened(page, work)
    press(page, "l")
    assert page.locator(".here").text_content() == "二是<b>辦好中學。"
    assert page.locator(".words b").count() == 0
    assert "<b>辦" not in work._repr_mimebundle_()[0]["text/html"]
