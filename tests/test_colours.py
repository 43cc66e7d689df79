"""The colours hold what dgpolicy.look.colours says of them, by simulation."""

import re
from itertools import combinations, product

import numpy as np
import pytest

from dgpolicy.codebook import SCHEMES
from dgpolicy.fold import simplified
from dgpolicy.look.colours import (
    BODIES,
    EITHER,
    GREY,
    HUE,
    OTHERS,
    PAPERS,
    SHADES,
    css,
    ink_on,
    shade_of,
)

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "ordinary": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# Björn Ottosson's OKLab: linear RGB to cone responses, their cube roots to L, a, b.
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# How a mark looks: its scheme, its hue on either paper, its line, and its letter by language.
MARKS = re.findall(
    r'\[data-m\^="(\w+)"\] { --hue: light-dark\((#\w+), (#\w+)\); --line: (.*?); '
    r'--offset: .*?; --zh: "(.)"; --zh-hans: "(.)"; --en: "(.)"; }',
    css(),
)
PAPER = [theme["paper"] for theme in PAPERS.values()]


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    a, b = ({"white": "#ffffff", "black": "#000000"}.get(colour, colour) for colour in (a, b))
    light, dark = sorted((linear(c) @ [0.2126, 0.7152, 0.0722] for c in (a, b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def distance(a, b, vision):
    """A tenth of OKLab's lightness scale, 0.1, is a plain difference of two flat areas."""
    lab = [TO_LAB @ np.cbrt(TO_LMS @ np.clip(vision @ linear(c), 0, 1)) for c in (a, b)]
    return np.linalg.norm(lab[0] - lab[1])


@pytest.mark.parametrize("vision", VISION)
def test_no_two_bodies_look_alike_in_any_colour_vision(vision):
    nearest = min(distance(a, b, VISION[vision]) for a, b in combinations(BODIES, 2))
    assert nearest >= (0.15 if vision == "ordinary" else 0.085)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("grey", [GREY, OTHERS])
def test_no_body_looks_like_what_is_unstated_or_beyond_the_sixth(vision, grey):
    assert min(distance(body, grey, VISION[vision]) for body in BODIES) >= 0.075


@pytest.mark.parametrize("paper", PAPER)
def test_every_mark_has_three_to_one_contrast_on_light_and_dark_paper(paper):
    assert min(contrast(colour, paper) for colour in (*BODIES, GREY, OTHERS, HUE)) >= 3


def test_words_and_letters_read_at_four_and_a_half_to_one():
    for theme in PAPERS.values():
        assert min(contrast(theme[ink], theme["paper"]) for ink in ("ink", "quiet")) >= 4.5
    for _, light, dark, *_ in MARKS:
        assert min(contrast(light, PAPER[0]), contrast(dark, PAPER[1])) >= 4.5


def laid_over(paper, alpha):
    """The hue of counts over a paper, as a browser mixes them."""
    parts = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (HUE, paper)]
    mixed = [round(alpha * over + (1 - alpha) * under) for over, under in zip(*parts, strict=True)]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@pytest.mark.parametrize("theme", PAPERS.values(), ids=PAPERS)
def test_the_ink_of_the_page_reads_on_every_shade_of_a_count(theme):
    cells = [laid_over(theme["paper"], alpha) for alpha in SHADES]
    assert min(contrast(theme["ink"], cell) for cell in cells) >= 4.5


@pytest.mark.parametrize("theme", PAPERS.values(), ids=PAPERS)
def test_shades_go_from_the_paper_outwards(theme):
    apart = [contrast(theme["paper"], laid_over(theme["paper"], alpha)) for alpha in SHADES]
    assert apart == sorted(apart) and apart[0] > 1


def test_the_shades_of_counts_have_these_contrasts_to_white():
    apart = [contrast("white", laid_over("#ffffff", alpha)) for alpha in SHADES]
    assert [round(each, 2) for each in apart] == [1.29, 1.62, 1.99, 2.41, 2.74, 3.12]


def test_one_shade_means_one_number_wherever_it_stands():
    steps = [shade_of(2**step) for step in range(len(SHADES))]
    assert [float(shade.rstrip(")").split(",")[-1]) for shade in steps] == list(SHADES)
    assert shade_of(3) == shade_of(2) != shade_of(4)


def test_schemes_differ_by_letter_and_by_line_as_well_as_by_hue():
    names, *looks = zip(*MARKS, strict=True)
    assert set(names) == {*SCHEMES, "target", "horizon"}
    assert all(len(set(look)) == len(names) for look in looks)
    assert [*map(simplified, looks[3])] == [*looks[4]]


def test_one_ink_reads_on_paper_of_either_theme():
    assert contrast(EITHER, "#ffffff") >= 4.5
    assert contrast(EITHER, "#111111") >= 4


def test_a_number_reads_on_every_colour_of_a_bar_and_on_any_other():
    grid = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in product(range(0, 256, 17), repeat=3)]
    bars = (*BODIES, GREY, OTHERS, HUE)
    assert min(contrast(ink_on(shade), shade) for shade in bars) >= 4.5
    assert min(contrast(ink_on(shade), shade) for shade in grid) >= 4.45
