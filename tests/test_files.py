"""A file is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError
from kg.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

GREEK = "\N{GREEK SMALL LETTER BETA}\u2082-adrenergic\n"
WRITE = """
import sys
from pathlib import Path
from kg.files import write_atomically
write_atomically(Path(sys.argv[1]), "\\N{GREEK SMALL LETTER BETA}\\u2082-adrenergic\\n")
"""


def test_a_new_file_holds_the_text_as_utf8_with_line_feeds(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.tsv", GREEK * 2)

    assert (tmp_path / "a.tsv").read_bytes() == (GREEK * 2).encode("utf-8")


def test_the_bytes_do_not_depend_on_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))

    subprocess.run([sys.executable, "-c", WRITE, path], env=environment, check=True)

    assert path.read_bytes() == GREEK.encode("utf-8")


def test_an_old_file_is_replaced_and_nothing_else_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("a much longer text than the new one\n")
    write_atomically(path, "new\n")

    assert path.read_text() == "new\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_of_the_old_file_goes_on_reading_the_old_text(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("old\n")
    with path.open() as reader:
        write_atomically(path, "new\n")

        assert reader.read() == "old\n"


def test_the_mode_of_an_old_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("old\n")
    path.chmod(0o640)
    write_atomically(path, "new\n")

    assert path.stat().st_mode & 0o777 == 0o640


def test_the_mode_of_a_new_file_is_that_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "a.tsv", "new\n")

    assert (tmp_path / "a.tsv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_writing_leaves_the_mask_for_new_files_as_it_was(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.tsv", "new\n")
    finally:
        after = os.umask(before)

    assert after == 0o027


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there/a.tsv"
    target.write_text("old\n")
    link = tmp_path / "link.tsv"
    link.symlink_to(target)
    write_atomically(link, "new\n")

    assert link.is_symlink()
    assert target.read_text() == "new\n"


@pytest.mark.parametrize("name", ["missing/a.tsv", "file/a.tsv"])
def test_a_file_whose_folder_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("old\n")

    with pytest.raises(KgError, match="name a file in a folder you may write to") as caught:
        write_atomically(tmp_path / name, "new\n")

    assert str(caught.value).startswith(f"cannot write {tmp_path / name}: No")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "old\n"


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.tsv").write_text("old\n")

    with pytest.raises(KgError, match="Is a directory"):
        write_atomically(folder, "new\n")

    assert list(tmp_path.iterdir()) == [folder]
    assert (folder / "a.tsv").read_text() == "old\n"


def test_a_text_that_cannot_be_written_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("old\n")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "half\n" * 10_000 + "\ud800")

    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "page.html"
    link.symlink_to(link)

    with pytest.raises(KgError, match="cannot write"):
        write_atomically(link, "text")
