"""Writing files whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_atomically"]


def write_atomically(path: Path, text: str) -> None:
    """Write a text as UTF-8 with LF, so that a reader finds the old file or the new one.

    Parameters
    ----------
    path : Path
        The file to write; its folder must exist.
    text : str
        What it shall hold.

    Raises
    ------
    KgError
        If the file cannot be written; the old file is then untouched.
    """
    try:
        # A link is followed, so that the file it names is replaced and not the link.
        target = path.resolve()
    except (OSError, RuntimeError) as error:
        raise KgError(f"cannot write {path}: a link that leads nowhere: remove it") from error
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        draft.replace(target)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink()
        if not isinstance(error, OSError):
            raise
        raise KgError(
            f"cannot write {path}: {error.strerror}: name a file in a folder you may write to"
        ) from error
