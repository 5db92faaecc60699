"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kg.errors import KgError

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
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise KgError(_cannot_write(path, error)) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        draft.chmod(mode)
        draft.replace(target)
    except OSError as error:
        raise KgError(_cannot_write(path, error)) from error
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> str:
    return f"cannot write {path}: {error.strerror}: name a file in a folder you may write to"
