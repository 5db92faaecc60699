"""The network of a graph too large for lists: arrays, kept in memory or mapped from a folder.

Only this package and the exchange of whole files know numpy.
"""

from kg.paths.arrays.arrays import Arrays, Built, Layered
from kg.paths.arrays.build import Edges

__all__ = ["Arrays", "Built", "Edges", "Layered"]
