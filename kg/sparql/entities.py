"""Refusing RDF/XML whose entities could do more than shorten the names of namespaces.

It fails closed: where the strict reader here and the lenient one of the engine could see
different declarations, the file is refused. The process that reads a file has no network in
any case.
"""

from __future__ import annotations

import re
from xml.parsers import expat

__all__ = ["EntityError", "check_entities"]

LONGEST_VALUE = 256
"""Characters of an entity: an address is shorter."""
MOST_ENTITIES = 256
MOST_GROWTH = 1024**3
"""Bytes that all entities of a file may add when they are written out."""
DEEPEST = 1000
"""Elements within each other; the engine takes time in the square of it."""

# The engine finds a document type wherever it stands, in any letters, and entities in it even
# inside a comment.
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(rb"!ENTITY", re.IGNORECASE)
ADVICE = "write its addresses out in full"


class EntityError(ValueError):
    """The file declares what names of namespaces have no need of, or is no XML."""


def check_entities(xml: bytes) -> None:
    """Refuse XML that is not well-formed, or in which an entity is more than a short plain text.

    Parameters
    ----------
    xml : bytes
        The whole document, in UTF-8.

    Raises
    ------
    EntityError
        If an entity is long, names another entity or a file, or if there are too many; if
        declarations stand where a reader need not see them; if elements are nested too deep, or
        one is not closed.

    Examples
    --------
    >>> check_entities(b'<!DOCTYPE r [<!ENTITY obo "http://purl.obolibrary.org/obo/">]><r/>')
    >>> check_entities(b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r/>')
    Traceback (most recent call last):
    ...
    kg.sparql.entities.EntityError: entity 'b' is more than text: write its addresses out in full
    """
    checker = _Checker(xml)
    # What the file says of its encoding is not believed: the engine reads UTF-8 alone.
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = checker.doctype
    parser.EntityDeclHandler = checker.entity
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise EntityError(f"{error.lineno}:{error.offset + 1}: {what}") from error


class _Checker:
    """What a parser meets in a document, judged before the parser goes on."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.doctypes = 0
        self.values: list[str] = []
        self.depth = 0
        self.in_root = False

    def doctype(self, _: str, system: str | None, public: str | None, __: int) -> None:
        self.doctypes += 1
        if system is not None or public is not None:
            raise EntityError("it names a document type kept elsewhere: leave that out")

    def entity(self, name: str, is_parameter: int, value: str | None, *_: object) -> None:
        shown = repr(name[:LONGEST_VALUE])
        if is_parameter:
            raise EntityError(f"entity {shown} is a parameter of the document type: leave it out")
        if value is None:
            raise EntityError(f"entity {shown} is kept in another file: leave it out")
        if len(value) > LONGEST_VALUE:
            raise EntityError(f"entity {shown} is longer than {LONGEST_VALUE} characters: {ADVICE}")
        if "&" in value or "<" in value:
            raise EntityError(f"entity {shown} is more than text: {ADVICE}")
        self.values.append(value)
        if len(self.values) > MOST_ENTITIES:
            raise EntityError(f"there are more than {MOST_ENTITIES} entities: {ADVICE}")

    def start(self, *_: object) -> None:
        if not self.in_root:
            self.in_root = True
            self._judge()
        self.depth += 1
        if self.depth > DEEPEST:
            raise EntityError(f"its elements are nested deeper than {DEEPEST}: flatten them")

    def end(self, _: str) -> None:
        self.depth -= 1

    def _judge(self) -> None:
        """See that nothing is declared that was not met, before any entity is written out."""
        doctypes, entities = len(_DOCTYPE.findall(self.xml)), len(_ENTITY.findall(self.xml))
        if (doctypes, entities) != (self.doctypes, len(self.values)):
            raise EntityError(
                "a document type or an entity stands where readers differ on whether it counts: "
                "keep them before the root element and out of comments"
            )
        longest = max(map(len, self.values), default=0)
        if longest * self.xml.count(b"&") > MOST_GROWTH:
            raise EntityError(f"its entities would make it grow beyond all measure: {ADVICE}")
