"""The words of errors."""

import pytest

from dgpolicy.errors import nearest


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("talant", "unknown code 'talant': did you mean 'talent'? Known: talent, clusters"),
        ("zzz", "unknown code 'zzz'. Known: talent, clusters"),
        (3, "unknown code '3'. Known: talent, clusters"),
    ],
)
def test_an_unknown_name_is_quoted_with_the_nearest_and_the_known(word, words):
    assert nearest(word, ["talent", "clusters"], "code") == words


def test_a_hundred_names_are_listed_and_no_more():
    codes = [f"{number:03d}" for number in range(101)]
    assert nearest("zzz", codes[:100], "code").endswith(", 099")
    assert nearest("zzz", codes, "code") == "unknown code 'zzz'."


def test_a_name_is_listed_where_it_is_the_only_one_and_none_where_there_is_none():
    assert nearest("zzz", ["talent"], "code") == "unknown code 'zzz'. Known: talent"
    assert nearest("zzz", [], "code") == "unknown code 'zzz'."
