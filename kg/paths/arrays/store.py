"""Arrays in a folder: written whole or not at all, mapped back into memory after a check.

What is mapped may come from anywhere, so that every number is checked that leads to another.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import KgError
from kg.paths.arrays.kept import KINDS, MOST_AXES, MOST_HOPS, Kept

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kg.paths.arrays.kept import Array


__all__ = ["read", "write"]

FORMAT = "hormone-bone-kg arrays, form 1"
HEAD = "arrays.json"
LONGEST_HEAD = 10_000
NO_CODE = 1
"""The one number of two bits that stands for no sign."""
SAMPLE = 2**15
"""How many hops, evenly spaced, are compared forward and backward."""
PIECE = 2**20
"""How many numbers are looked at at once, so that a check needs little memory."""


def write(folder: Path, kept: Kept) -> None:
    """Write arrays to a new folder.

    Raises
    ------
    KgError
        If the folder is there already, or cannot be written; none is then left behind.
    """
    if folder.exists():
        raise KgError(f"cannot write {folder}: it is there already: remove it or name another")
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    head = {"format": FORMAT, "axes": len(kept.ahead) - 1, "hops": len(kept.after)}
    try:
        draft.mkdir()
        for name, array in kept._asdict().items():
            np.save(draft / f"{name}.npy", array, allow_pickle=False)
        (draft / HEAD).write_text(json.dumps(head) + "\n", encoding="utf-8")
        draft.rename(folder)
    except BaseException as error:
        with suppress(OSError):
            shutil.rmtree(draft)
        if not isinstance(error, OSError):
            raise
        raise KgError(
            f"cannot write {folder}: {error.strerror}: name a folder where you may write"
        ) from error


def read(folder: Path) -> Kept:
    """Map the arrays of a folder, and check that no number leads out of them.

    Raises
    ------
    KgError
        If the folder does not hold such arrays, whole and of one piece.
    """
    try:
        axes, hops = _head(folder)
        lengths = (axes + 1, hops, axes + 1, hops, hops, hops, hops)
        files = (folder / f"{name}.npy" for name in Kept._fields)
        kept = Kept(*(_mapped(*each) for each in zip(files, KINDS, lengths, strict=True)))
        wrong = _wrong(kept, axes, hops)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise _unfit(folder, "a file is missing or not what it should be") from error
    if wrong:
        raise _unfit(folder, wrong)
    return kept


def _unfit(folder: Path, wrong: str) -> KgError:
    return KgError(f"cannot read the arrays in {folder}: {wrong}: compile them anew")


def _head(folder: Path) -> tuple[int, int]:
    with (folder / HEAD).open(encoding="utf-8") as stream:
        head: object = json.loads(stream.read(LONGEST_HEAD))
    if not isinstance(head, dict):
        raise TypeError(head)
    axes, hops = head.get("axes"), head.get("hops")
    if head.get("format") != FORMAT or type(axes) is not int or type(hops) is not int:
        raise ValueError(FORMAT)
    if not (0 <= axes < MOST_AXES and 0 <= hops < MOST_HOPS):
        raise ValueError(hops)
    return axes, hops


def _mapped(path: Path, kind: np.dtype[Any], length: int) -> Array:
    """Map an array, if its file begins and ends as numpy writes one of that kind and length."""
    begin = BytesIO()
    shape = {"descr": kind.str, "fortran_order": False, "shape": (length,)}
    np.lib.format.write_array_header_1_0(begin, shape)
    head = begin.getvalue()
    with path.open("rb") as stream:
        if stream.read(len(head)) != head:
            raise ValueError(path)
    if path.stat().st_size != len(head) + length * kind.itemsize:
        raise ValueError(path)
    if not length:
        return np.empty(0, kind)
    mapped = np.memmap(path, kind, "r", len(head), (length,))
    return np.asarray(mapped)  # the class of mapped arrays slows every step


def _wrong(kept: Kept, axes: int, hops: int) -> str:
    """Say what is wrong with arrays, if anything is."""
    for name in ("ahead", "behind"):
        places = getattr(kept, name)
        if places[0] != 0 or places[-1] != hops or (places[1:] < places[:-1]).any():
            return f"{name} leads out of its arrays"
    if hops and (kept.hops.min() < 0 or kept.hops.max() >= hops):
        return "hops leads out of its arrays"
    for name in ("after", "before"):
        if _astray(getattr(kept, name), axes):
            return f"{name} leads to what is not there"
    return "" if _agree(kept) else "one file does not go with the others"


def _astray(packed: Array, axes: int) -> bool:
    """Tell whether hops have ends or signs that cannot be."""
    pieces = (packed[at : at + PIECE] for at in range(0, len(packed), PIECE))
    return any(
        piece.min() < 0 or piece.max() >= axes << 2 or bool((piece & 3 == NO_CODE).any())
        for piece in pieces
    )


def _agree(kept: Kept) -> bool:
    """Tell whether hops are the same forward and backward, as far as a sample shows."""
    places = np.arange(0, len(kept.hops), max(1, len(kept.hops) // SAMPLE))
    hops = kept.hops.take(places)
    starts, ends = (
        pointers.searchsorted(at, side="right") - 1
        for pointers, at in ((kept.ahead, hops), (kept.behind, places))
    )
    after, before = kept.after.take(hops), kept.before.take(places)
    same = (after >> 2 == ends) & (before >> 2 == starts) & (after & 3 == before & 3)
    return bool(same.all())
