"""Answers ready to be read, saved or drawn: what the knowledge base gives back."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from kg.errors import LimitError
from kg.files import write_atomically
from kg.views.paths import PathsView

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from kg.model import Corpus
    from kg.paths import Path, Paths
    from kg.views.forms import View
    from kg.views.map.drawing import Drawing

__all__ = ["Findings", "Mechanisms", "Page"]

Item = TypeVar("Item", covariant=True)  # noqa: PLC0105 - it is only given out


class Findings(Generic[Item]):
    """What was found for one question, best first.

    Parameters
    ----------
    corpus : Corpus
        In which it was found.
    items : sequence
        What was found.
    view : View
        How it is read.
    drawn : sequence of Path
        The paths that a page shows of it.
    ends : sequence of str
        Terms that a page shows if there is no path.
    """

    def __init__(
        self,
        corpus: Corpus,
        items: Sequence[Item],
        *,
        view: View,
        drawn: Sequence[Path],
        ends: Sequence[str] = (),
    ) -> None:
        self.corpus = corpus
        self.view = view
        self._items = items
        self._drawn = drawn
        self._ends = ends

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __getitem__(self, index: int) -> Item:
        return self._items[index]

    def __str__(self) -> str:
        return self.view.outline()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.view.summary()}>"

    def _repr_html_(self) -> str:
        from kg.views.notebook import to_picture, to_table  # noqa: PLC0415 - for notebooks alone

        table = to_table(self.view.summary(), self.view.table())
        try:
            return table + to_picture(self.map().svg) if self._drawn else table
        except LimitError:
            return table

    def records(self) -> list[dict[str, Any]]:
        """Give what was found as plain records for JSON, one each."""
        return self.view.records()

    def markdown(self) -> str:
        """Write what was found as Markdown."""
        return self.view.markdown()

    def map(self, *, title: str = "") -> Page:
        """Draw what was found as an interactive page."""
        from kg.views.map import draw_paths  # noqa: PLC0415 - loaded only to draw

        words = self.view.summary()
        title = title or words.partition(":")[0]
        return Page.of(
            draw_paths(self.corpus, self._drawn, title=title, words=words, ends=self._ends)
        )


class Mechanisms(Findings["Path"]):
    """The paths that answer one question.

    Parameters
    ----------
    corpus : Corpus
        In which they were found.
    paths : Paths
        What the search found.
    """

    def __init__(self, corpus: Corpus, paths: Paths) -> None:
        view = PathsView(corpus, paths)
        ends = *paths.query.sources, *paths.query.targets
        super().__init__(corpus, paths.found, view=view, drawn=paths.found, ends=ends)
        self.paths = paths

    @overload
    def __getitem__(self, index: int) -> Path: ...

    @overload
    def __getitem__(self, index: slice) -> Mechanisms: ...

    def __getitem__(self, index: int | slice) -> Path | Mechanisms:
        """Give one path; or some, as an answer that shows itself in a notebook."""
        if isinstance(index, int):
            return self.paths.found[index]
        some = self.paths.found[index]
        more = self.paths.more or len(some) < len(self.paths.found)
        return Mechanisms(self.corpus, replace(self.paths, found=some, more=more))


class Page:
    """One HTML document that needs nothing but a browser, and the same as a picture.

    Parameters
    ----------
    html : str
        The whole document.
    drawing : Drawing, optional
        What it shows; without it there is no picture.
    """

    def __init__(self, html: str, drawing: Drawing | None = None) -> None:
        self._html = html
        self._drawing = drawing

    @classmethod
    def of(cls, drawing: Drawing) -> Page:
        """Make the page of a drawing; it is written when it is first asked for."""
        return cls("", drawing)

    @cached_property
    def html(self) -> str:
        """The whole document."""
        from kg.views.map.page import to_html  # noqa: PLC0415 - pyvis is loaded only to draw

        return self._html if self._drawing is None else to_html(self._drawing)

    @cached_property
    def svg(self) -> str:
        """The same as an SVG picture; empty if there is none."""
        from kg.views.map.svg import to_svg  # noqa: PLC0415 - loaded only to draw

        return "" if self._drawing is None else to_svg(self._drawing)

    @property
    def notice(self) -> str:
        """What was left out that was asked for, and what can be done; empty if nothing was."""
        return self._drawing.notice if self._drawing else ""

    def save(self, path: str | os.PathLike[str]) -> FilePath:
        """Write the page to a file, or the picture if its name ends with `.svg`.

        Returns
        -------
        Path
            Where it is.

        Raises
        ------
        KgError
            If the file cannot be written; an old file is then untouched.
        """
        target = FilePath(path)
        drawn = self.svg if target.suffix.lower() == ".svg" else ""
        write_atomically(target, drawn or self.html)
        return target

    def _repr_html_(self) -> str:
        from kg.views.notebook import to_frame, to_page  # noqa: PLC0415 - for notebooks alone

        if self._drawing is None:
            return to_frame(self.html)
        return to_page(self.html, self._drawing.summary, self._drawing.table())
