"""Find Chromium, and install it where that is possible: as root on Debian.

Run as a script before the tests: `python tests/browser.py`. It ends with an error only under
CI; elsewhere the tests that need a browser are skipped, with this remedy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
REMEDY = "install Chromium (Debian: apt-get install chromium)"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_browser() -> str | None:
    """Give the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Chromium with apt-get, if there is one and we may use it."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the tests that drive a browser ...", flush=True)  # noqa: T201
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-q"],
        ["install", "-qq", "-y", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
        )


def main() -> int:
    """Make sure there is a browser, or say what is skipped and what to do."""
    if find_browser() is None:
        install()
    if find_browser() is not None:
        return 0
    required = bool(os.environ.get("CI"))
    effect = "CI needs one" if required else "the tests that drive one are skipped"
    print(f"No Chromium, and {effect}: {REMEDY}.")  # noqa: T201
    return int(required)


if __name__ == "__main__":
    sys.exit(main())
