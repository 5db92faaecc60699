"""Virtuoso on loopback in a temporary folder, for tests: started, asked, and stopped.

It is the open-source edition of an engine that also runs clustered. As root it is started as
`nobody`, so that it can write nothing but its folder.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from oxigraph import PATIENCE, free_port, wait_for
from tools import find

from kg.sparql.web import Credentials

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IN_ORDER", "MOST_ROWS", "Virtuoso", "serving"]

MOST_ROWS = 10_000
"""Rows that an answer may have; it is the default of the package."""
IN_ORDER = 'DEFINE sql:select-option "order" '
"""Put before a query, it has Virtuoso join patterns as they are written: from the bound start."""

SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
MaxQueryMem = 256M
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2
DirsAllowed = nowhere

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
MaxKeepAlives = 4
KeepAliveTimeout = 5
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


class Virtuoso(NamedTuple):
    """Where it answers, where it takes data, and who may send some."""

    query: str
    update: str
    store: str
    credentials: Credentials


@contextmanager
def serving() -> Iterator[Virtuoso]:
    """Run an empty store with a password of its own."""
    program = find("virtuoso")
    assert program is not None
    ports = {"sql": free_port(), "http": free_port()}
    password = secrets.token_hex(8)
    with TemporaryDirectory(prefix="virtuoso-") as name:
        folder = Path(name)
        text = SETTINGS.format(**ports, rows=MOST_ROWS)
        (folder / "virtuoso.ini").write_text(text, encoding="utf-8")
        start = [program, "+foreground", "+configfile", "virtuoso.ini"]
        how: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, **_as_nobody(folder)}
        # It makes the database, changes the password of its owner, and ends.
        new = ["+pwdold", "dba", "+pwddba", password]
        subprocess.run(
            [*start, *new], check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL, **how
        )
        with subprocess.Popen(start, stderr=subprocess.DEVNULL, **how) as process:
            try:
                wait_for(ports["http"], "/sparql?query=ASK%7B%7D", process)
                base = f"http://127.0.0.1:{ports['http']}"
                yield Virtuoso(
                    f"{base}/sparql",
                    f"{base}/sparql-auth",
                    f"{base}/sparql-graph-crud-auth",
                    Credentials("dba", password),
                )
            finally:
                process.kill()  # its folder goes with it, so it need not put anything in order


def _as_nobody(folder: Path) -> dict[str, Any]:
    """Say who shall run it, and give that one the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
