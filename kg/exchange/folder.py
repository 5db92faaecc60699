"""Writing a folder whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kg.errors import KgError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["CHECKSUMS", "replaced_folder"]

CHECKSUMS = "SHA256SUMS"
"""The file that lists all others of a release."""


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """Fill a new folder that takes the place of an old one when all is written.

    Parameters
    ----------
    target : Path
        A folder that does not exist, is empty, or holds a release and nothing else; the
        folder above it must exist.

    Yields
    ------
    Path
        An empty folder beside it, to be filled.

    Raises
    ------
    KgError
        If the folder is not ours to replace, or cannot be written; it is then untouched.
    """
    try:
        # A link is followed, so that the folder it names is replaced and not the link.
        place = target.resolve()
    except (OSError, RuntimeError) as error:
        raise KgError(f"cannot write {target}: a link that leads nowhere: remove it") from error
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        _refuse_strangers(place, target)
        draft.mkdir()
        yield draft
        _exchange(draft, place)
    except OSError as error:
        raise KgError(
            f"cannot write {target}: {error.strerror}: name a folder in one you may write to"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_strangers(place: Path, target: Path) -> None:
    """Refuse to replace what is no release of ours, or holds more than one."""
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise KgError(f"cannot write {target}: it is a file: name a folder")
    names = {path.name for path in place.iterdir()}
    if not names:
        return
    remedy = "name a new folder, or empty this one"
    listed = _listed(place / CHECKSUMS)
    if CHECKSUMS not in names or not listed:
        raise KgError(f"{target} is not empty and holds no release: {remedy}")
    folders = {path.name for path in place.iterdir() if path.is_dir()}
    strange = sorted(names - listed - {CHECKSUMS} | folders)
    if strange:
        raise KgError(
            f"{target} holds {shown(strange[0])}, which is no part of a release: {remedy}"
        )


def _listed(path: Path) -> set[str]:
    """Read the names in a list of checksums; empty if it is none."""
    with suppress(OSError, UnicodeDecodeError):
        lines = path.read_text(encoding="utf-8").splitlines()
        return {line.partition("  ")[2] for line in lines}
    return set()


def _exchange(draft: Path, place: Path) -> None:
    """Put the new folder where the old one is; if that fails, put the old one back."""
    old = place.with_name(f"{draft.name}.old")
    if not place.exists():
        draft.rename(place)
        return
    place.rename(old)
    try:
        draft.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
