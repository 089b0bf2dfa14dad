"""Where the grammar and the policy library are: inside an installed copy, or beside the package in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def grammar_text() -> str:
    """The grammar of the policy language."""
    return _room("grammar").joinpath("policy.lark").read_text(encoding="utf-8")


def policies_root() -> Traversable:
    """The folder of the policies that travel with the tool."""
    return _room("policies")


def _room(name: str) -> Traversable:
    package = files("checker")
    installed = package.joinpath("_bundled", name)
    if installed.is_dir():
        return installed
    checkout = Path(str(package)).parent / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"this installation is incomplete: `{name}` is missing; install the package again")
