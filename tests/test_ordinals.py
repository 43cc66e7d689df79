"""The numbers of lists are drawn in the format that the list asks for."""

import pytest

from dgpolicy.read.docx import ordinal


@pytest.mark.parametrize(
    ("form", "drawn"),
    [
        ("decimal", "1 12 20 103"),
        ("chineseCounting", "一 十二 二十 103"),
        ("chineseCountingThousand", "一 十二 二十 103"),
        ("taiwaneseCountingThousand", "一 十二 二十 103"),
        ("japaneseCounting", "一 十二 二十 103"),
        ("ideographDigital", "一 十二 二十 103"),
        ("ideographTraditional", "甲 12 20 103"),
        ("decimalEnclosedCircle", "① ⑫ ⑳ 103"),
        ("decimalEnclosedCircleChinese", "① ⑫ ⑳ 103"),
        ("decimalEnclosedParen", "⑴ ⑿ ⒇ 103"),
        ("lowerLetter", "a l t 103"),
        ("upperLetter", "A L T 103"),
        ("lowerRoman", "i xii xx 103"),
        ("upperRoman", "I XII XX 103"),
    ],
)
def test_a_number_is_drawn_in_the_format_of_its_list(form, drawn):
    assert " ".join(ordinal(form, n) for n in (1, 12, 20, 103)) == drawn
