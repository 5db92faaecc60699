"""Beyond one path: loops, what cuts all paths, what differs between contexts, why there is none.

It asks the search of `kg.paths` and reads the corpus; how an answer is told is left to the views.
Each question is a module of its own, which a command loads only if it asks it.
"""
