"""Charts: pure functions from a corpus to a plotly figure, one for each question.

Labels are in ``corpus.language``. ``describe(fig)`` is the text that stands for a figure;
``customdata`` of a mark is the list of the pledges behind it, by id, in the order of the text.
"""

from dgpolicy.charts.article import strip
from dgpolicy.charts.counts import bars, cues
from dgpolicy.charts.horizons import timeline
from dgpolicy.charts.pairs import cooccurrence, matrix
from dgpolicy.charts.sharers import shared
from dgpolicy.charts.style import describe

__all__ = ["bars", "cooccurrence", "cues", "describe", "matrix", "shared", "strip", "timeline"]
