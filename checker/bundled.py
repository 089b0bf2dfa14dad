"""Where the grammar and the policy library are: inside an installed copy, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def grammar_text() -> str:
    """The grammar of the policy language."""
    return _room("grammar").joinpath("policy.lark").read_text(encoding="utf-8")


def policies_root() -> Traversable:
    """The folder of the policies that travel with the tool."""
    return _room("policies")


def _room(name: str) -> Traversable:
    package = Path(__file__).parent
    for folder in (package / "_bundled" / name, package.parent / name):
        if folder.is_dir():
            return folder
    from importlib.resources import files  # slow to import, and needed only where the package is no folder

    packed = files("checker").joinpath("_bundled", name)
    if packed.is_dir():
        return packed
    raise FileNotFoundError(f"this installation is incomplete: `{name}` is missing; install the package again")
