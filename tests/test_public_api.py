"""What `import kg` offers."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
MODULES = sorted(
    ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_can_be_used(name: str) -> None:
    assert getattr(kg, name).__name__ == name


def test_the_names_are_sorted_and_each_stands_once() -> None:
    assert kg.__all__ == sorted(set(kg.__all__))


def test_every_name_has_one_home_and_no_other_has() -> None:
    assert sorted(kg._HOME_OF) == kg.__all__


def test_dir_lists_the_names() -> None:
    assert dir(kg) == kg.__all__


def test_all_names_come_with_a_star() -> None:
    names: dict[str, object] = {}

    exec("from kg import *", names)  # noqa: S102 - no other way to import a star in a function

    assert set(kg.__all__) <= set(names)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'lode'"):
        kg.lode  # type: ignore[attr-defined] # noqa: B018 - it has none


def test_every_name_has_a_docstring() -> None:
    assert [name for name in kg.__all__ if not getattr(kg, name).__doc__] == []


@pytest.mark.parametrize("module", MODULES)
def test_every_name_a_module_offers_is_there(module: str) -> None:
    imported = importlib.import_module(module)

    assert [name for name in getattr(imported, "__all__", ()) if not hasattr(imported, name)] == []


def test_every_module_can_be_imported_first() -> None:
    code = """
import importlib, sys
for module in sys.argv[1:]:
    for loaded in [name for name in sys.modules if name.partition(".")[0] == "kg"]:
        del sys.modules[loaded]
    importlib.import_module(module)
    print(module)
"""

    done = subprocess.run(
        [sys.executable, "-c", code, *MODULES], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == MODULES
