"""Whether a name stands in some lines of a source, and which texts are taken for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import KgError
from kg.model import Lines
from kg.sources import SourceText, read_sources
from kg.sources.text import LARGEST_TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from corpora import TableFolder

ALL = Lines(1, 1)
LETTER = "letter.md"


def stands(name: str, text: str) -> bool:
    lines = text.count("\n") + 1
    return SourceText(text).names(name, Lines(1, lines))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("osteoblast", "an osteoblast."),
        ("osteoblast", "OSTEOBLASTS and"),
        ("postmenopausal", "in postmeno-\npausal women"),
        ("RANKL", "through RANK-\nL up-regulation"),
        ("β-adrenergic receptor", "the β-\nadrenergic receptors"),
        ("beta-adrenergic receptor", "a β-adrenergic receptor"),
        ("BMMSC", "survival of OVX-BMMSC in"),
        ("5-HT2B receptor", "only 5-\nHT2B receptor"),
        ("5-HTT", "by the 5-\nHTT (reviewed"),
        ("Ca2+", "a rise of Ca²⁺ in"),
        ("NO", "Ca2 and NO. (22)"),
        ("OT", "OT(0.1 mg/kg)"),
        ("µCT", "µCT analysis"),
        ("gain weight", "they gain\nweight"),
    ],
)
def test_a_name_stands_there_however_it_is_broken_and_spelt(name: str, text: str) -> None:
    assert stands(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("OT", "other proteins"),
        ("OT", "not ot"),
        ("NO", "with no effect"),
        ("AN", "an osteoclast"),
        ("osteoblast", "preosteoblastic"),
        ("5-HT", "the 5-HTT gene"),
        ("bone", "backbone"),
        ("leptin", ""),
        ("-", "a - b"),
        ("bone mass", "bone\nand mass"),
    ],
)
def test_a_name_inside_a_word_or_in_other_capitals_does_not_stand_there(
    name: str, text: str
) -> None:
    assert not stands(name, text)


@given(
    words=st.lists(st.text("abs", min_size=1, max_size=4), min_size=1, max_size=5),
    name=st.lists(st.text("abs", min_size=1, max_size=4), min_size=1, max_size=2),
    joint=st.sampled_from([" ", "-", "-\n", "\n", ", "]),
)
def test_a_name_stands_where_whole_words_spell_it(
    words: list[str], name: list[str], joint: str
) -> None:
    wanted = "".join(name)
    runs = ("".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    spelt = any(run in {wanted, f"{wanted}s"} for run in runs)

    assert stands(" ".join(name), joint.join(words)) == spelt


def test_only_the_cited_lines_are_looked_at() -> None:
    text = SourceText("leptin\nestrogen\nleptin")

    assert [text.names("estrogen", Lines(n, n)) for n in (1, 2, 3)] == [False, True, False]


def test_a_passage_is_numbered_as_it_is_cited() -> None:
    text = SourceText("a\nb\nc\nd")

    assert text.passage(Lines(2, 3)) == ((2, "b"), (3, "c"))


def test_a_line_without_letter_or_digit_has_no_content() -> None:
    assert SourceText("one\n\n  \n—\n[2]\nβ").content() == {1, 5, 6}


def test_a_quotation_is_printed_where_its_letters_and_digits_stand_in_order() -> None:
    text = SourceText("OT (45 mg/rat )\nNF-B and MAP")

    assert text.prints("45 mg/rat", ALL)
    assert text.prints("NF-B", Lines(2, 2))
    assert not text.prints("NF-κB", Lines(2, 2))
    assert not text.prints("NF-B", ALL)


@pytest.fixture
def texts(tables: TableFolder) -> TableFolder:
    """Put texts of the right length beside the tables."""
    tables.write(LETTER, "\n" * 39)
    tables.write("review.md", "\n" * 99)
    return tables


def test_every_source_of_the_corpus_is_read(texts: TableFolder) -> None:
    corpus = kg.load(texts.root).corpus

    read = read_sources(corpus, texts.root)

    assert {name: len(text.lines) for name, text in read.items()} == {"letter": 40, "review": 100}


def message(texts: TableFolder) -> str:
    with pytest.raises(KgError) as caught:
        read_sources(kg.load(texts.root).corpus, texts.root)
    return str(caught.value).replace(str(texts.root), "DIR")


def test_a_text_that_is_missing_is_named(texts: TableFolder) -> None:
    (texts.root / LETTER).unlink()

    assert message(texts) == (
        "cannot read DIR/letter.md: No such file or directory: "
        "put the text of the source letter there"
    )


def test_another_edition_of_a_text_is_refused(texts: TableFolder) -> None:
    texts.write(LETTER, "\n" * 40)

    assert message(texts) == (
        "DIR/letter.md has 41 lines and triples/sources.tsv counts 40: no line number holds in "
        "another edition of the text: put the text of the source letter there"
    )


def test_a_text_in_another_encoding_is_refused(texts: TableFolder) -> None:
    texts.write(LETTER, b"\xb5g")

    assert re.match(r"cannot read DIR/letter\.md: it is not UTF-8: ", message(texts))


def test_a_text_far_too_large_is_refused_unread(texts: TableFolder) -> None:
    with (texts.root / LETTER).open("wb") as stream:
        stream.truncate(LARGEST_TEXT + 1)

    assert re.match(r"cannot read DIR/letter\.md: it is too large for a source: ", message(texts))


def test_a_folder_is_no_text(texts: TableFolder, tmp_path: Path) -> None:
    (tmp_path / LETTER).unlink()
    (tmp_path / LETTER).mkdir()

    assert message(texts).startswith("cannot read DIR/letter.md: ")
