"""The README's examples: run them, and put what they print into its text.

`python tests/readme.py --write` refreshes the README; the test beside this file holds that
nothing would change.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SEEDS = ROOT.parent / "shared" / "seeds"
LEDGER = re.compile(r"(?<=^```text\n)( +blog .*?)(?=^```$)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
PROMPT = "$ "


def refreshed(text: str) -> str:
    """Give the text with every console block as its commands print it now.

    The ledger of the sources is refreshed too where their texts are at hand.
    """
    with tempfile.TemporaryDirectory() as folder:
        text = BLOCK.sub(lambda match: _run(match[1], folder), text)
        if SEEDS.is_dir():
            printed = _output(f"kg coverage --sources '{SEEDS}'", folder)
            text = LEDGER.sub(lambda _: printed, text)
        return text


def commands(text: str) -> list[str]:
    """List the commands of all console blocks."""
    lines = "".join(BLOCK.findall(text)).splitlines()
    return [line.removeprefix(PROMPT) for line in lines if line.startswith(PROMPT)]


def _run(block: str, folder: str) -> str:
    asked = commands(f"```console\n{block}```\n")
    return "\n".join(f"{PROMPT}{command}\n{_output(command, folder)}" for command in asked)


def _output(command: str, folder: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def main() -> None:
    """Refresh the README if asked to."""
    text = README.read_text(encoding="utf-8")
    new = refreshed(text)
    if "--write" in sys.argv[1:]:
        README.write_text(new, encoding="utf-8", newline="\n")
    print("README.md is", "as it was" if new == text else "refreshed")  # noqa: T201


if __name__ == "__main__":
    main()
