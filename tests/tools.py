"""Programs that the tests drive and pip cannot install: found, or installed where possible.

Run as a script before the tests: `python tests/tools.py`. As root on Debian it installs what is
missing; it ends with an error only under CI, where nothing may be skipped. Elsewhere the tests
that need a program are skipped, with this remedy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import NamedTuple

__all__ = ["TOOLS", "Tool", "find"]


class Tool(NamedTuple):
    """A program: the names it goes by, its package in Debian, and what the tests do with it."""

    names: tuple[str, ...]
    package: str
    use: str

    @property
    def remedy(self) -> str:
        """What to do where it is missing."""
        return f"install {self.package} (Debian: apt-get install {self.package})"


TOOLS = {
    "chromium": Tool(
        ("chromium", "chromium-browser", "google-chrome"), "chromium", "drive a browser"
    ),
    "rapper": Tool(("rapper",), "raptor2-utils", "read RDF/XML with a foreign parser"),
    "virtuoso": Tool(("virtuoso-t",), "virtuoso-opensource", "ask a store of another maker"),
    "java": Tool(("java",), "default-jre-headless", "run a reasoner"),
}


def find(name: str) -> str | None:
    """Give the path of a program of `TOOLS`, or None."""
    return next(filter(None, map(shutil.which, TOOLS[name].names)), None)


def missing() -> list[Tool]:
    """List the programs that are not there."""
    return [tool for name, tool in TOOLS.items() if find(name) is None]


def install(tools: list[Tool]) -> None:
    """Install programs with apt-get, if there is one and we may use it."""
    if not tools or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    packages = [tool.package for tool in tools]
    print(f"Installing {', '.join(packages)} for the tests ...", flush=True)  # noqa: T201
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-q"],
        ["install", "-qq", "-y", "--no-install-recommends", *packages],
    ):
        subprocess.run(
            ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
        )


def main() -> int:
    """Make sure that every program is there, or say what is skipped and what to do."""
    install(missing())
    required = bool(os.environ.get("CI"))
    for tool in missing():
        effect = "CI needs it" if required else f"the tests that {tool.use} are skipped"
        print(f"No {tool.names[0]}, and {effect}: {tool.remedy}.")  # noqa: T201
    return int(required and bool(missing()))


if __name__ == "__main__":
    sys.exit(main())
