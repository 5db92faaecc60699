"""The text of a source: its lines, and whether a name stands in some of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.names import folded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.model import Corpus, Lines, Source

__all__ = ["SourceText", "read_sources"]

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes; the longest source is a four-hundredth of it."""

WORD = re.compile(r"[^\W_]+")
ABBREVIATION = 3
"""Letters up to which a name in capitals is looked for in capitals: NO is not no."""


class SourceText:
    """The text of one source.

    Parameters
    ----------
    text : str
        The whole of it. Lines are counted from 1; each line feed ends one and begins the next.
    """

    def __init__(self, text: str) -> None:
        self.lines = tuple(text.split("\n"))
        self._words: dict[tuple[Lines, bool], str] = {}

    def passage(self, lines: Lines) -> tuple[tuple[int, str], ...]:
        """List some lines with their numbers."""
        found = self.lines[lines.first - 1 : lines.last]
        return tuple(enumerate(found, start=lines.first))

    def content(self) -> frozenset[int]:
        """List the numbers of the lines on which there is a letter or a digit."""
        return frozenset(
            number for number, line in enumerate(self.lines, start=1) if WORD.search(line)
        )

    def names(self, name: str, lines: Lines) -> bool:
        """Tell whether a name stands in some lines.

        Parameters
        ----------
        name : str
            In any form that `kg.names.folded` makes one of: hyphens, also those at the end of
            a line, blanks and Greek letters make no difference, and a plural *s* may follow.
            A name of up to three letters in capitals must stand there in capitals.
        lines : Lines
            Where to look.

        Returns
        -------
        bool
            Whether it stands there as a word or as several, never inside a longer word.
        """
        cased = len(name) <= ABBREVIATION and name.isupper()
        pattern = _pattern(folded(name, cased=cased))
        return pattern is not None and pattern.search(self._folded(lines, cased=cased)) is not None

    def prints(self, quote: str, lines: Lines) -> bool:
        """Tell whether the letters and digits of a quotation stand in some lines in its order."""
        printed = self._folded(lines, cased=False).replace(" ", "")
        return folded(quote) in printed

    def _folded(self, lines: Lines, *, cased: bool) -> str:
        key = lines, cased
        if key not in self._words:
            text = "\n".join(line for _, line in self.passage(lines))
            words = WORD.findall(unicodedata.normalize("NFKD", text))
            self._words[key] = " ".join(folded(word, cased=cased) for word in words)
        return self._words[key]


def read_sources(corpus: Corpus, folder: Path) -> Mapping[str, SourceText]:
    """Read the text of every source of a corpus.

    Parameters
    ----------
    corpus : Corpus
        Its sources say which files to read.
    folder : Path
        Holds them.

    Returns
    -------
    mapping of str to SourceText
        By identifier of the source.

    Raises
    ------
    KgError
        If a text cannot be read, or has not as many lines as the corpus counts, so that no
        line number of it can be trusted.
    """
    return {source.id: _read(source, folder) for source in corpus.sources.values()}


def _read(source: Source, folder: Path) -> SourceText:
    path = folder / source.file
    remedy = f"put the text of the source {source.id} there"
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise KgError(f"cannot read {path}: it is too large for a source: {remedy}")
        text = SourceText(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise KgError(f"cannot read {path}: it is not UTF-8: {remedy}") from error
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}: {remedy}") from error
    counted = len(text.lines)
    if counted != source.line_count:
        raise KgError(
            f"{path} has {counted} lines and triples/sources.tsv counts {source.line_count}: "
            f"no line number holds in another edition of the text: {remedy}"
        )
    return text


@lru_cache(maxsize=8192)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Look for a folded name, which a blank may part anywhere, between the ends of words."""
    return re.compile(rf"\b{' ?'.join(name)}s?\b") if name else None
