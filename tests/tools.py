"""Programs that the tests drive and pip cannot install: found, or installed where possible.

Run as a script before the tests: `python tests/tools.py`. As root on Debian it installs what is
missing; it ends with an error only under CI, where nothing may be skipped. Elsewhere the tests
that need a program are skipped, with this remedy.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

__all__ = ["AXE_REMEDY", "TOOLS", "Tool", "find", "find_axe"]

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg-tests"
AXE = "axe-core@4.14.1"
AXE_HASH = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
AXE_REMEDY = "run `python tests/tools.py` where npm is installed and has its registry"
"""What looks for barriers in a page; it is no program, and never part of a page of ours."""


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


def find_axe() -> Path | None:
    """Give the script of axe-core that `fetch_axe` kept, or None."""
    script = CACHE / f"{AXE}.js"
    return script if script.is_file() and _hash(script.read_bytes()) == AXE_HASH else None


def fetch_axe() -> None:
    """Fetch the script of axe-core with npm, if it is not there, and keep it."""
    npm = shutil.which("npm")
    if npm is None or find_axe() is not None:
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", AXE, "--silent", "--pack-destination", folder]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        for file in Path(folder).glob("*.tgz"):
            with tarfile.open(file) as archive:
                member = archive.extractfile("package/axe.min.js")
                script = member.read() if member else b""
            if _hash(script) == AXE_HASH:
                CACHE.mkdir(parents=True, exist_ok=True)
                (CACHE / f"{AXE}.js").write_bytes(script)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
    fetch_axe()
    required = bool(os.environ.get("CI"))
    for tool in missing():
        effect = "CI needs it" if required else f"the tests that {tool.use} are skipped"
        print(f"No {tool.names[0]}, and {effect}: {tool.remedy}.")  # noqa: T201
    if find_axe() is None:
        effect = "CI needs it" if required else "the tests that look for barriers are skipped"
        print(f"No axe-core, and {effect}: {AXE_REMEDY}.")  # noqa: T201
    return int(required and bool(missing() or find_axe() is None))


if __name__ == "__main__":
    sys.exit(main())
