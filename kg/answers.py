"""Answers ready to be read, saved or drawn: what the knowledge base gives back."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.files import write_atomically
from kg.views.forms import to_html
from kg.views.notebook import to_frame
from kg.views.paths import PathsView

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from kg.model import Corpus
    from kg.paths import Path, Paths
    from kg.views.forms import View

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
        return to_html(self.view.summary(), self.view.table())

    def records(self) -> list[dict[str, Any]]:
        """Give what was found as plain records for JSON, one each."""
        return self.view.records()

    def markdown(self) -> str:
        """Write what was found as Markdown."""
        return self.view.markdown()

    def map(self, *, title: str = "") -> Page:
        """Draw what was found as an interactive page."""
        from kg.views.map import render_paths  # noqa: PLC0415 - pyvis is loaded only to draw

        words = self.view.summary()
        title = title or words.partition(":")[0]
        return Page(
            render_paths(self.corpus, self._drawn, title=title, words=words, ends=self._ends)
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


class Page:
    """One HTML document that needs nothing but a browser.

    Parameters
    ----------
    html : str
        The whole document.
    """

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: str | os.PathLike[str]) -> FilePath:
        """Write the page to a file and say where it is.

        Raises
        ------
        KgError
            If the file cannot be written; an old file is then untouched.
        """
        target = FilePath(path)
        write_atomically(target, self.html)
        return target

    def _repr_html_(self) -> str:
        return to_frame(self.html)
