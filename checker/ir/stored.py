"""Compiled law as bytes and back, for the compile cache.

Pickle, with its two dangers taken away. What is read can name nothing but the record classes listed here, so bytes from
a stranger can build records and run nothing. And each record is rebuilt by calling its class, which costs half of what
the default way of restoring state does. A program of a code beside a jurisdiction refers to the parts that it shares
with that jurisdiction instead of repeating them.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

from checker import declared, types, values
from checker.diagnostics import codes, data
from checker.ir import law, nodes, program
from checker.source import Span
from checker.wording import Wording

_PARTS = ("facts", "definitions", "lists", "decisions", "rules", "obligations", "constraints", "gaps")


def _is_record(value: object) -> bool:
    return isinstance(value, type) and hasattr(value, "__record_fields__")


def _records() -> dict[tuple[str, str], Callable[..., Any]]:
    found: dict[tuple[str, str], Callable[..., Any]] = {}
    for module in (declared, types, values, data, codes, law, nodes, program):
        for value in vars(module).values():
            if _is_record(value):
                found[value.__module__, value.__qualname__] = _builder(value)
    for record in (Span, Wording):
        found[record.__module__, record.__qualname__] = record
    for enum in (values.NoneType, codes.Severity):
        found[enum.__module__, enum.__qualname__] = enum
    return found


def _builder(record: Any) -> Callable[..., Any]:
    """The class itself, or a function that hands it a last argument which it takes by keyword only."""
    if not any(each.kw_only for each in record.__record_fields__):
        return record  # type: ignore[no-any-return]  # a class is what builds its instances

    def build(*given: Any) -> Any:
        return record(*given[:-1], span=given[-1])

    return build


class _Writer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, shared: Mapping[int, tuple[str, int]]) -> None:
        super().__init__(stream, protocol=5)
        self._shared = shared

    def persistent_id(self, value: Any) -> tuple[str, int] | None:
        return self._shared.get(id(value))

    def reducer_override(self, value: Any) -> Any:
        fields = getattr(type(value), "__record_fields__", None)
        if fields is not None:
            return type(value), tuple([getattr(value, each.name) for each in fields])
        return NotImplemented


class _Reader(pickle.Unpickler):
    known: Mapping[tuple[str, str], Callable[..., Any]] | None = None

    def __init__(self, stream: io.BytesIO, base: program.Program | None) -> None:
        super().__init__(stream)
        self._base = base

    def find_class(self, module: str, name: str) -> Any:
        if _Reader.known is None:
            _Reader.known = _records()
        if (builder := _Reader.known.get((module, name))) is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no record of compiled law")
        return builder

    def persistent_load(self, key: Any) -> Any:
        part, place = key
        if self._base is None or part not in _PARTS:
            raise pickle.UnpicklingError("a shared part of nothing")
        return getattr(self._base, part)[place]


def write(value: object, base: program.Program | None = None) -> bytes:
    """The value as bytes; what is one and the same object in `base` is referred to."""
    shared: dict[int, tuple[str, int]] = {}
    for part in _PARTS if base is not None else ():
        shared |= {id(each): (part, place) for place, each in enumerate(getattr(base, part))}
    stream = io.BytesIO()
    _Writer(stream, shared).dump(value)
    return stream.getvalue()


def read(content: bytes, base: program.Program | None = None) -> Any:
    """What `write` wrote. Raises `pickle.UnpicklingError` and the like for anything else."""
    return _Reader(io.BytesIO(content), base).load()
