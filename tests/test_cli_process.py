"""The installed command as a process of its own: pipes, signals, encodings, imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KG = str(Path(sys.executable).with_name("kg"))
HEAVY = {"networkx", "rdflib", "pyvis", "jinja2", "rich", "pyoxigraph", "numpy"}
BUFFERED = {**os.environ, "PYTHONUNBUFFERED": ""}
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LOADED = """
import sys
from kg.cli import root
try:
    root(sys.argv[1:])
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def kg(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [KG, *arguments], env={**os.environ, **settings}, capture_output=True, check=False
    )


def modules_of(*arguments: str) -> set[str]:
    """List the modules in memory after a command has run, without their parents."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, check=True
    )
    return set(done.stderr.decode().split())


def running_in(group: int) -> list[str]:
    """List the processes of a group; those that have ended but were not yet collected count not."""
    shown = subprocess.run(
        ["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True
    )
    lines = [line.split(None, 2) for line in shown.stdout.splitlines()]
    return [line[-1] for line in lines if line[0] == str(group) and line[1][0] != "Z"]


@pytest.mark.parametrize("arguments", [("--help",), ("path", "--help"), ("--version",)])
def test_help_loads_no_heavy_library(arguments: tuple[str, ...]) -> None:
    loaded = modules_of(*arguments)

    assert "kg" in loaded
    assert not loaded & HEAVY


def test_completion_loads_no_heavy_library() -> None:
    asked = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg s", "COMP_CWORD": "1"}

    done = subprocess.run(
        [sys.executable, "-X", "importtime", KG],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.stdout.split() == ["plain,serve", "plain,show", "plain,sparql", "plain,stats"]
    assert "kg.cli" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY


@pytest.mark.parametrize("fmt", ["text", "json", "jsonl", "tsv", "markdown"])
def test_tracing_a_path_loads_no_heavy_library(fmt: str) -> None:
    loaded = modules_of("path", "oxytocin", "BMP-2", "-f", fmt)

    assert "json" in loaded
    assert not loaded & HEAVY


def test_importing_the_package_loads_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, kg; print(*sys.modules)"],
        capture_output=True,
        check=True,
    )

    loaded = {name for name in done.stdout.decode().split() if name.split(".")[0] in {"kg"} | HEAVY}
    assert loaded == {"kg"}


def test_the_module_runs_as_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, check=True)

    assert done.stdout == kg("--help").stdout


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "LANG": "", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_what_is_printed_is_utf_8_in_every_locale(settings: dict[str, str]) -> None:
    text, error = kg("show", "ADRB", **settings), kg("show", "βγδ", **settings)

    assert text.stdout.decode("utf-8").startswith("β-adrenergic receptor (ADRB)\n")
    assert "no term is called 'βγδ'" in error.stderr.decode("utf-8")


@pytest.mark.parametrize("command", ["show", "rdf"])
def test_a_reader_that_leaves_ends_the_command_quietly(command: str) -> None:
    process = subprocess.Popen(
        [KG, command], env=BUFFERED, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in said
    assert "Error" not in said


def test_the_first_line_can_be_taken() -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{KG}' show | head -1"],
        capture_output=True,
        check=True,
    )

    assert (done.stdout.split()[0], done.stdout.count(b"\n")) == (b"term", 1)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize("arguments", [("show",), ("rdf",), ("--help",), ("path", "SSRI", "5-HTT")])
def test_a_full_disk_is_told_in_one_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [KG, *arguments], env=BUFFERED, stdout=full, stderr=subprocess.PIPE, check=False
        )

    said = done.stderr.decode()
    assert "kg: cannot write the answer: No space left on device\n" in said
    assert "Traceback" not in said
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("show >&-", 0),
        ("sparql <&-", 2),
        ("sparql -e 'ASK {}' <&-", 0),
        ("sparql -f - <&-", 2),
        ("show nothing 2>&-", 2),
    ],
)
def test_a_closed_stream_is_no_crash(line: str, code: int) -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{KG}' {line}"],
        capture_output=True,
        check=False,
    )

    assert b"Traceback" not in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize("rest", ["", BOMB], ids=["while reading", "while a query runs"])
def test_an_interrupt_ends_the_command_and_its_worker(rest: str, tmp_path: Path) -> None:
    # A command that opens the pipe has begun, and waits for what is written to it.
    pipe = tmp_path / "question.rq"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [KG, "sparql", "-f", pipe],
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Who runs the tests in the background has them ignore an interrupt, and so the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    with pipe.open("w") as question:
        question.write(rest)
        if rest:
            question.close()
            time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()

    assert b"kg: interrupted\n" in said
    assert b"Traceback" not in said
    assert process.returncode == 130
    assert not running_in(process.pid)


def test_a_name_that_is_no_text_is_a_mistake_and_no_crash() -> None:
    done = subprocess.run([KG.encode(), b"show", b"\xff"], capture_output=True, check=False)

    assert b"no term is called '\\udcff'" in done.stderr
    assert done.returncode == 2


def test_an_output_file_may_have_any_name(tmp_path: Path) -> None:
    target = os.fsencode(tmp_path) + b"/\xff.txt"

    done = subprocess.run(
        [KG.encode(), b"path", b"SSRI", b"5-HTT", b"-o", target], capture_output=True, check=True
    )

    assert done.stdout == b""
    assert Path(os.fsdecode(target)).read_text(encoding="utf-8").startswith("SSRI → serotonin")
