"""The numbers of lists are drawn in the format that the list asks for."""

import pytest

from dgpolicy.read.ordinals import ordinal


@pytest.mark.parametrize(
    ("form", "drawn"),
    [
        ("decimal", "1 12 103"),
        ("decimalZero", "01 12 103"),
        ("chineseCounting", "一 十二 一百零三"),
        ("chineseCountingThousand", "一 十二 一百零三"),
        ("taiwaneseCountingThousand", "一 十二 一百零三"),
        ("japaneseCounting", "一 十二 一百零三"),
        ("ideographDigital", "一 十二 一百零三"),
        ("chineseLegalSimplified", "壹 壹拾贰 壹佰零叁"),
        ("ideographTraditional", "甲 12 103"),
        ("ideographEnclosedCircle", "㊀ 12 103"),
        ("decimalEnclosedCircle", "① ⑫ 103"),
        ("decimalEnclosedCircleChinese", "① ⑫ 103"),
        ("decimalEnclosedParen", "⑴ ⑿ 103"),
        ("decimalEnclosedFullstop", "⒈ ⒓ 103"),
        ("lowerLetter", "a l 103"),
        ("upperLetter", "A L 103"),
        ("lowerRoman", "i xii 103"),
        ("upperRoman", "I XII 103"),
    ],
)
def test_a_number_is_drawn_in_the_format_of_its_list(form, drawn):
    assert " ".join(ordinal(form, n) for n in (1, 12, 103)) == drawn


@pytest.mark.parametrize(
    ("n", "drawn"), [(10, "十"), (20, "二十"), (100, "一百"), (110, "一百一十"), (1001, "一千零一")]
)
def test_a_chinese_number_is_drawn_as_it_is_spoken(n, drawn):
    assert ordinal("chineseCounting", n) == drawn
