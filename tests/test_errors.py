"""The words of errors."""

import pytest

from dgpolicy.errors import nearest


@pytest.mark.parametrize(
    ("word", "most", "words"),
    [
        ("talant", 400, "unknown code 'talant': did you mean 'talent'? Known: talent, clusters"),
        ("talant", 1, "unknown code 'talant': did you mean 'talent'?"),
        ("zzz", 400, "unknown code 'zzz'. Known: talent, clusters"),
        (3, 0, "unknown code '3'"),
    ],
)
def test_an_unknown_name_is_quoted_with_the_nearest_and_the_known(word, most, words):
    assert nearest(word, ["talent", "clusters"], "code", most=most) == words
