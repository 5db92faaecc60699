"""Beyond one path: loops, what cuts all paths, what differs between contexts, why there is none.

It asks the search of `kg.paths` and reads the corpus; how an answer is told is left to the views.
"""

from kg.reasoning.absence import explain_absence
from kg.reasoning.cuts import find_cuts
from kg.reasoning.difference import find_difference
from kg.reasoning.ladder import ladder_of
from kg.reasoning.loops import find_loops
from kg.reasoning.reach import find_reach
from kg.reasoning.split import find_split

__all__ = [
    "explain_absence",
    "find_cuts",
    "find_difference",
    "find_loops",
    "find_reach",
    "find_split",
    "ladder_of",
]
