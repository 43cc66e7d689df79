"""Charts: pure functions from a corpus to a plotly figure, each titled by what it found.

Labels are in ``corpus.language``. ``layout.meta["alt"]`` is the text that stands for a figure;
``customdata`` of a mark is the list of the pledges behind it, by id, in the order of the text.
"""

from dgpolicy.charts.bars import bars, strip, timeline
from dgpolicy.charts.compare import compare, uptake
from dgpolicy.charts.dots import agreement, calibration, distinctive, dumbbell, scores
from dgpolicy.charts.matrix import matrix
from dgpolicy.charts.reference import dated, firsts, places
from dgpolicy.charts.squares import areas

__all__ = [
    "agreement", "areas", "bars", "calibration", "compare", "dated", "distinctive", "dumbbell",
    "firsts", "matrix", "places", "scores", "strip", "timeline", "uptake",
]  # fmt: skip
