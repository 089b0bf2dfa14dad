"""Who declares what: every declaration by its name, and which names are visible where.

Facts, types, roles, decisions and constraints share one name space over all owners. Rules, definitions, lists and the
like belong to their owner (`A.rule_name`); inside the owner, in whoever extends it, and everywhere for the vocabulary,
the short name is enough, and the nearest owner wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeAlias, TypeVar

from attrs import define, field, frozen

from checker.declared import Citation
from checker.diagnostics import Code, Report, codes
from checker.model import errors
from checker.model.records import Link
from checker.source import Span, Spanned
from checker.syntax import ast

TypeDeclaration: TypeAlias = ast.Enum | ast.Scale | ast.CodeType | ast.Record
LawDeclaration: TypeAlias = (
    ast.Define | ast.OpenTerm | ast.List | ast.Rule | ast.Obligation | ast.Commitment | ast.Property
)
Term: TypeAlias = ast.Fact | ast.Decision
D = TypeVar("D", covariant=True)


@frozen
class Owned(Generic[D]):
    """A declaration and the vocabulary, jurisdiction or code to which it belongs."""

    owner: str
    declaration: D


@define
class Declarations:
    """Every declaration of all files by name. `unreadable` are names whose declaration did not parse."""

    unreadable: frozenset[str] = frozenset()
    vocabulary: ast.Vocabulary | None = None
    orders: dict[str, ast.LegalOrder] = field(factory=dict)
    types: dict[str, Owned[TypeDeclaration]] = field(factory=dict)
    roles: dict[str, Owned[ast.Role]] = field(factory=dict)
    facts: dict[str, Owned[ast.Fact]] = field(factory=dict)
    decisions: dict[str, Owned[ast.Decision]] = field(factory=dict)
    constraints: dict[str, Owned[ast.Constraint]] = field(factory=dict)
    laws: dict[str, Owned[LawDeclaration]] = field(factory=dict)
    sources: dict[str, Owned[ast.Source]] = field(factory=dict)
    gaps: dict[str, Owned[ast.Gap]] = field(factory=dict)
    backgrounds: dict[str, Owned[ast.Background]] = field(factory=dict)
    scenarios: dict[str, Owned[ast.Scenario]] = field(factory=dict)
    fills: list[Owned[ast.Fill]] = field(factory=list)
    citations: dict[str, Citation] = field(factory=dict)
    """What each source tells of itself, by its full name, worked out once."""
    _lineages: dict[str, tuple[str, ...]] = field(factory=dict)
    _kinds: dict[tuple[type, ...], dict[str, Owned[LawDeclaration]]] = field(factory=dict)

    @property
    def vocabulary_name(self) -> str:
        return self.vocabulary.name.value if self.vocabulary else ""

    def lineage(self, owner: str) -> tuple[str, ...]:
        """`owner`, its ancestors from near to far, and the vocabulary."""
        if (known := self._lineages.get(owner)) is not None:
            return known
        found: list[str] = []
        here: str | None = owner
        while here is not None and here not in found:
            found.append(here)
            order = self.orders.get(here)
            here = order.extends.value if order and order.extends else None
        if self.vocabulary_name not in found:
            found.append(self.vocabulary_name)
        self._lineages[owner] = tuple(found)
        return self._lineages[owner]

    def laws_of(self, *kinds: type) -> Mapping[str, Owned[LawDeclaration]]:
        """The declarations of owners that are of one of the kinds. Only for use when all is collected."""
        if kinds not in self._kinds:
            self._kinds[kinds] = {name: o for name, o in self.laws.items() if isinstance(o.declaration, kinds)}
        return self._kinds[kinds]

    def is_unreadable(self, name: str) -> bool:
        """Whether a declaration of this name was reported as unreadable, so that a use of it is no second mistake."""
        return name in self.unreadable or name.rpartition(".")[2] in self.unreadable


def visible(name: str, owner: str, table: Mapping[str, Owned[D]], declarations: Declarations) -> str | None:
    """The full name that `name` stands for inside `owner`; a full name stands for itself where its owner is visible."""
    lineage = declarations.lineage(owner)
    for place in lineage:
        if (full := f"{place}.{name}") in table:
            return full
    found = table.get(name)
    return name if found is not None and found.owner in lineage else None


def visible_names(owner: str, table: Mapping[str, Owned[D]], declarations: Declarations) -> list[str]:
    """The short names that can be used inside `owner`: what a misspelt name is held against."""
    lineage = set(declarations.lineage(owner))
    return [full[len(found.owner) + 1 :] for full, found in table.items() if found.owner in lineage]


def find(
    name: Spanned[str],
    owner: str,
    table: Mapping[str, Owned[D]],
    declarations: Declarations,
    *,
    kind: str,
    code: Code,
    report: Report,
    suggest: Iterable[str] | None = None,
) -> str | None:
    """The full name that `name` stands for inside `owner`, or None after a report."""
    full = visible(name.value, owner, table, declarations)
    if full is not None:
        return full
    if declarations.is_unreadable(name.value):
        return None
    elsewhere = table.get(name.value) or next((f for n, f in table.items() if n.endswith(f".{name.value}")), None)
    known = visible_names(owner, table, declarations) if suggest is None else list(suggest)
    if elsewhere is not None and not (suggest is None and errors.similar(name.value, known)):
        report(errors.not_visible(name, elsewhere.owner, owner))
    else:
        report(errors.unknown(code, kind, name, known))
    return None


def collect(files: Iterable[ast.File], *, unreadable: frozenset[str], report: Report) -> Declarations:
    """Gather what all files declare; files are taken in order of their paths."""
    declarations = Declarations(unreadable)
    ordered = sorted(files, key=lambda file: file.path)
    for file in ordered:
        _declare_owner(file, declarations, report)
    for file in ordered:
        _collect_file(file, declarations, report)
    _check_extends(declarations, report)
    _report_look_alikes(declarations, report)
    return declarations


def _declare_owner(file: ast.File, declarations: Declarations, report: Report) -> None:
    for declaration in file.declarations:
        match declaration:
            case ast.Vocabulary(name=name):
                if declarations.vocabulary is not None:
                    report(errors.second_owner(name.span, declarations.vocabulary.name.span))
                else:
                    declarations.vocabulary = declaration
            case ast.LegalOrder(name=name):
                first = declarations.orders.get(name.value)
                if first is not None:
                    report(errors.duplicate_name(name, first.name.span, "jurisdiction or code"))
                else:
                    declarations.orders[name.value] = declaration
            case _:
                pass
    vocabulary = declarations.vocabulary
    if vocabulary is not None and (order := declarations.orders.get(vocabulary.name.value)):
        report(errors.duplicate_name(order.name, vocabulary.name.span, "vocabulary"))
        del declarations.orders[vocabulary.name.value]


def _collect_file(file: ast.File, declarations: Declarations, report: Report) -> None:
    owner: str | None = None
    place: Span | None = None
    warned = False
    for declaration in file.declarations:
        match declaration:
            case ast.Vocabulary(name=name) | ast.LegalOrder(name=name) | ast.Within(name=name):
                if place is not None:
                    report(errors.second_owner(name.span, place))
                else:
                    place = name.span
                    owner = name.value
                    if isinstance(declaration, ast.Within):
                        _check_owner(name, declarations, report)
            case _:
                if owner is None and not warned:
                    warned = True
                    if not _owner_unreadable(file, declarations):
                        report(errors.no_owner(declaration.span))
                _add(declaration, owner or declarations.vocabulary_name, declarations, report)


def _owner_unreadable(file: ast.File, declarations: Declarations) -> bool:
    return f"owner of {file.path}" in declarations.unreadable


def _check_owner(name: Spanned[str], declarations: Declarations, report: Report) -> None:
    known = [*declarations.orders, *([declarations.vocabulary_name] if declarations.vocabulary else [])]
    if name.value not in known and not declarations.is_unreadable(name.value):
        report(errors.unknown_owner(name, known))


def _add(declaration: ast.Declaration, owner: str, declarations: Declarations, report: Report) -> None:
    match declaration:
        case ast.Enum() | ast.Scale() | ast.CodeType() | ast.Record():
            _put(declarations.types, declaration.name, owner, declaration, "type", report)
        case ast.Role():
            _put(declarations.roles, declaration.name, owner, declaration, "role", report)
        case ast.Fact():
            if not _taken(declaration.name, declarations.decisions, "decision", report):
                _put(declarations.facts, declaration.name, owner, declaration, "fact", report)
        case ast.Decision():
            if not _taken(declaration.name, declarations.facts, "fact", report):
                _put(declarations.decisions, declaration.name, owner, declaration, "decision", report)
        case ast.Constraint():
            _put(declarations.constraints, declaration.name, owner, declaration, "constraint", report)
        case (
            ast.Define()
            | ast.OpenTerm()
            | ast.List()
            | ast.Rule()
            | ast.Obligation()
            | ast.Commitment()
            | ast.Property()
        ):
            _put_owned(declarations.laws, declaration.name, owner, declaration, report)
        case ast.Source():
            _put_owned(declarations.sources, declaration.name, owner, declaration, report)
        case ast.Gap():
            _put_owned(declarations.gaps, declaration.name, owner, declaration, report)
        case ast.Background():
            _put_owned(declarations.backgrounds, declaration.name, owner, declaration, report)
        case ast.Scenario():
            _put_owned(declarations.scenarios, declaration.name, owner, declaration, report)
        case ast.Fill():
            declarations.fills.append(Owned(owner, declaration))
        case ast.Vocabulary() | ast.LegalOrder() | ast.Within():
            pass


T = TypeVar("T")


def _put(table: dict[str, Owned[T]], name: Spanned[str], owner: str, declaration: T, kind: str, report: Report) -> None:
    if name.value in table:
        first: object = table[name.value].declaration
        report(errors.duplicate_name(name, _name_of(first).span, kind))
    else:
        table[name.value] = Owned(owner, declaration)


def _put_owned(table: dict[str, Owned[T]], name: Spanned[str], owner: str, declaration: T, report: Report) -> None:
    full = f"{owner}.{name.value}"
    if full in table:
        first: object = table[full].declaration
        report(errors.duplicate_name(name, _name_of(first).span, kind_of(first)))
    else:
        table[full] = Owned(owner, declaration)


def _taken(name: Spanned[str], table: Mapping[str, Owned[T]], kind: str, report: Report) -> bool:
    if (other := table.get(name.value)) is None:
        return False
    first: object = other.declaration
    report(errors.duplicate_name(name, _name_of(first).span, kind))
    return True


def _name_of(declaration: object) -> Spanned[str]:
    name: Spanned[str] = declaration.name  # type: ignore[attr-defined]  # every declaration that is put in a table has a name
    return name


def kind_of(declaration: object) -> str:
    """What a declaration is called in messages."""
    name = type(declaration).__name__
    return errors.KINDS.get(name, name.lower())


def _check_extends(declarations: Declarations, report: Report) -> None:
    for name, order in sorted(declarations.orders.items()):
        if order.extends is None:
            continue
        if order.extends.value not in declarations.orders:
            if not declarations.is_unreadable(order.extends.value):
                report(errors.unknown_owner(order.extends, list(declarations.orders)))
            continue
        chain = [name]
        here = order.extends.value
        while here not in chain and (parent := declarations.orders.get(here)) and parent.extends:
            chain.append(here)
            here = parent.extends.value
        if here == name and name == min(chain):
            links = [Link(n, _extends_span(declarations.orders[n])) for n in chain]
            report(errors.circle(codes.CIRCULAR_EXTENDS, "jurisdictions extend each other", links))


def _extends_span(order: ast.LegalOrder) -> Span:
    return order.extends.span if order.extends else order.name.span


def skeleton(name: str) -> str:
    """What a reader takes in of a name: names with one skeleton are easily read as each other."""
    folded = name.replace("I", "l").replace("1", "l").replace("O", "0").casefold().replace("o", "0")
    return folded.replace("rn", "m").replace("vv", "w").replace(".", "_")


def _report_look_alikes(declarations: Declarations, report: Report) -> None:
    seen: dict[tuple[str, str], Spanned[str]] = {}
    spaces: list[tuple[str, Spanned[str]]] = [
        *(("", found.declaration.name) for found in declarations.facts.values()),
        *(("", found.declaration.name) for found in declarations.decisions.values()),
        *((found.owner, found.declaration.name) for found in declarations.laws.values()),
    ]
    for space, name in spaces:
        first = seen.setdefault((space, skeleton(name.value)), name)
        if first.value != name.value:
            report(errors.look_alike(name, first))
