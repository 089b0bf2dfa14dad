"""Records as attrs makes them, with their methods made when they are first used.

attrs writes, compiles and attaches the methods of a class while its module is imported: half a millisecond a class, and
most commands build records of a third of the classes that they import. Here a class gets its slots at once, a
constructor with its first record, comparison with the first record compared, and what attrs knows of its fields when
attrs is asked, so that `attrs.fields` and `attrs.evolve` work on these records too.

What attrs does beyond that is not done: a record inherits no fields, converts and validates nothing, and its methods do
not call `super`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import CodeType, FunctionType
from typing import Any

_MISSING: Any = object()
_GLOBALS: dict[str, Any] = {"_set": object.__setattr__}


class Field:
    """What the body of a class says of one field."""

    __slots__ = ("alias", "default", "eq", "factory", "init", "kw_only", "name", "repr")

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        factory: Callable[[], Any] | None = None,
        init: bool = True,
        eq: bool = True,
        repr: bool = True,
        kw_only: bool = False,
    ) -> None:
        self.name = self.alias = ""
        self.default = default
        self.factory = factory
        self.init = init
        self.eq = eq
        self.repr = repr
        self.kw_only = kw_only

    @property
    def is_required(self) -> bool:
        """Whether it must be given, by its place."""
        return self.init and not self.kw_only and self.default is _MISSING and self.factory is None


field = Field


def frozen(cls: Any = None, /, *, slots: bool = True) -> Any:
    """Make the class one of frozen records, compared field by field."""
    return _made(cls, slots, _FROZEN) if cls is not None else lambda decorated: _made(decorated, slots, _FROZEN)


def define(cls: Any = None, /, *, slots: bool = True) -> Any:
    """Make the class one of records that can be changed, compared field by field."""
    return _made(cls, slots, _CHANGEABLE) if cls is not None else lambda decorated: _made(decorated, slots, _CHANGEABLE)


def has(cls: type) -> bool:
    """Whether the class is one of records."""
    return hasattr(cls, "__record_fields__") or hasattr(cls, "__attrs_attrs__")


def fields(cls: Any) -> Any:
    """The fields of a class of records, each with its `name`."""
    own = getattr(cls, "__record_fields__", None)
    if own is not None:
        return own
    import attrs

    return attrs.fields(cls)


def evolve(record: Any, /, **changes: Any) -> Any:
    """The record with other values in the fields named."""
    fields = getattr(type(record), "__record_fields__", None)
    if fields is None:
        import attrs

        return attrs.evolve(record, **changes)
    for each in fields:
        if each.init and each.alias not in changes:
            changes[each.alias] = getattr(record, each.name)
    return type(record)(**changes)


# ── making a class ───────────────────────────────────────────────────────────────────────────────────────────────


def _made(cls: type, slots: bool, methods: dict[str, Any]) -> type:
    body = dict(cls.__dict__)
    own = _own_fields(body)
    added = {
        "__record_fields__": own,
        "__attrs_attrs__": _FOR_ATTRS,
        "__match_args__": tuple([each.name for each in own if each.init and not each.kw_only]),
    }
    for name, method in (methods | _STATE if slots else methods).items():
        if name not in body:
            added[name] = method
    if slots:
        body |= added
        body.pop("__dict__", None)
        body.pop("__weakref__", None)
        body["__slots__"] = (*[each.name for each in own], "__weakref__")
        body["__qualname__"] = cls.__qualname__
        return type(cls)(cls.__name__, cls.__bases__, body)
    for each in own:
        if each.name in cls.__dict__:
            delattr(cls, each.name)
    for name, value in added.items():
        setattr(cls, name, value)
    return cls


def _own_fields(body: dict[str, Any]) -> tuple[Field, ...]:
    """The fields that the body declares, whose defaults it then no longer holds."""
    found: list[Field] = []
    for name in body.get("__annotations__", ()):
        given = body.pop(name, _MISSING)
        if given.__class__.__module__ == "attr._make":
            raise TypeError(f"{name}: a record of this module has fields of this module")
        each = given if given.__class__ is Field else Field(default=given)
        each.name, each.alias = name, name.lstrip("_")
        if found and each.is_required and _may_be_left_out(found):
            raise TypeError(f"{name}: a field that must be given stands after one that need not be")
        found.append(each)
    return tuple(found)


def _may_be_left_out(fields: list[Field]) -> bool:
    """Whether a value for one of the fields can be given by place, and need not be."""
    return any(not (each.is_required or each.kw_only) and each.init for each in fields)


class _ForAttrs:
    """What attrs knows of a record class, found out when attrs asks for it."""

    def __get__(self, _: object, cls: Any) -> Any:
        import attrs

        body: dict[str, Any] = {"__annotations__": dict(cls.__annotations__)}
        for each in cls.__record_fields__:
            body[each.name] = attrs.field(
                default=attrs.Factory(each.factory) if each.factory else attrs.NOTHING,
                init=each.init,
                eq=each.eq,
                repr=each.repr,
                kw_only=each.kw_only,
            )
            if each.default is not _MISSING:
                body[each.name]._default = each.default
        known = attrs.fields(attrs.frozen(slots=False)(type(cls.__name__, (), body)))
        cls.__attrs_attrs__ = known
        return known


_FOR_ATTRS = _ForAttrs()


# ── methods made when first used ─────────────────────────────────────────────────────────────────────────────────


def _owner(record: Any) -> Any:
    """The class that declares the fields, which a plain subclass shares."""
    return next(each for each in type(record).__mro__ if "__record_fields__" in each.__dict__)


def _finish(cls: Any, method: str, source: list[str], names: dict[str, Any]) -> None:
    exec(compile("\n".join(source), f"<{method} of {cls.__qualname__}>", "exec"), names)
    made = names[method]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.{method}", cls.__module__
    setattr(cls, method, made)


def _init(self: Any, *values: Any, **named: Any) -> None:
    cls = _owner(self)
    own = cls.__record_fields__
    plain = cls.__setattr__ is _refuse and not hasattr(cls, "__attrs_post_init__")
    if plain and all(each.init and each.factory is None for each in own):
        made = _init_from_template(own)
        made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
        cls.__init__ = made
    else:
        _finish(cls, "__init__", *_source_of_init(cls))
    self.__init__(*values, **named)


def _source_of_init(cls: Any) -> tuple[list[str], dict[str, Any]]:
    put = "set({0!r}, {1})" if cls.__setattr__ is _refuse else "self.{0} = {1}"
    names: dict[str, Any] = {**_GLOBALS, "_missing": _MISSING}
    heard: list[str] = ["self"]
    by_keyword: list[str] = []
    lines: list[str] = []
    for each in cls.__record_fields__:
        given = each.alias
        default = f"_default_{given}"
        names[default] = each.factory or each.default
        if not each.init:
            lines.append("    " + put.format(each.name, f"{default}{'()' if each.factory else ''}"))
            continue
        if each.factory:
            lines.append("    " + put.format(each.name, f"{default}() if {given} is _missing else {given}"))
            shown = f"{given}=_missing"
        else:
            lines.append("    " + put.format(each.name, given))
            shown = given if each.default is _MISSING else f"{given}={default}"
        (by_keyword if each.kw_only else heard).append(shown)
    if hasattr(cls, "__attrs_post_init__"):
        lines.append("    self.__attrs_post_init__()")
    parameters = ", ".join([*heard, *(["*", *by_keyword] if by_keyword else [])])
    return [f"def __init__({parameters}):", "    set = _set.__get__(self)", *lines], names


def _init_from_template(own: tuple[Field, ...]) -> FunctionType:
    """What compiling `_source_of_init` gives for plain fields: one compilation does for all classes of one size."""
    heard = [each for each in own if not each.kw_only]
    ordered = [*heard, *(each for each in own if each.kw_only)]
    template = _template(len(ordered))
    names = {f"field_{number}": each.name for number, each in enumerate(ordered)}
    code = template.replace(
        co_argcount=1 + len(heard),
        co_kwonlyargcount=len(ordered) - len(heard),
        co_varnames=("self", *[each.alias for each in ordered], "set"),
        co_consts=tuple([names.get(each, each) for each in template.co_consts]),
    )
    made = FunctionType(code, _GLOBALS, "__init__")
    made.__defaults__ = tuple([each.default for each in heard if each.default is not _MISSING])
    made.__kwdefaults__ = {each.alias: each.default for each in own if each.kw_only and each.default is not _MISSING}
    return made


@cache
def _template(size: int) -> CodeType:
    names = [f"field_{number}" for number in range(size)]
    lines = [f"    set({name!r}, {name})" for name in names]
    source = [f"def __init__(self{''.join(f', {name}' for name in names)}):", "    set = _set.__get__(self)", *lines]
    made: dict[str, Any] = {}
    exec(compile("\n".join(source), f"<__init__ of {size} fields>", "exec"), _GLOBALS, made)
    code: CodeType = made["__init__"].__code__
    return code


def _eq(self: Any, other: object) -> Any:
    cls = _owner(self)
    same = [f"self.{each.name} == other.{each.name}" for each in cls.__record_fields__ if each.eq]
    source = [
        "def __eq__(self, other):",
        "    if other.__class__ is not self.__class__:",
        "        return NotImplemented",
        f"    return {' and '.join(same) or 'True'}",
    ]
    _finish(cls, "__eq__", source, {})
    return self.__eq__(other)


def _ne(self: Any, other: object) -> Any:
    result = self.__eq__(other)
    return result if result is NotImplemented else not result


def _hash(self: Any) -> int:
    cls = _owner(self)
    values = "".join(f"self.{each.name}, " for each in cls.__record_fields__ if each.eq)
    source = ["def __hash__(self):", f"    return hash((_name, {values}))"]
    _finish(cls, "__hash__", source, {"_name": f"{cls.__module__}.{cls.__qualname__}"})
    return hash(self)


def _repr(self: Any) -> str:
    shown = [f"{each.name}={getattr(self, each.name)!r}" for each in self.__record_fields__ if each.repr]
    return f"{type(self).__qualname__.rsplit('>.', 1)[-1]}({', '.join(shown)})"


def _refuse(self: object, name: str, value: object = None) -> None:
    from attrs.exceptions import FrozenInstanceError

    raise FrozenInstanceError


def _getstate(self: Any) -> dict[str, Any]:
    return {each.name: getattr(self, each.name) for each in self.__record_fields__}


def _setstate(self: object, state: dict[str, Any]) -> None:
    for name, value in state.items():
        object.__setattr__(self, name, value)


_CHANGEABLE: dict[str, Any] = {"__init__": _init, "__eq__": _eq, "__ne__": _ne, "__hash__": None, "__repr__": _repr}
_FROZEN: dict[str, Any] = {**_CHANGEABLE, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse}
_STATE: dict[str, Any] = {"__getstate__": _getstate, "__setstate__": _setstate}
