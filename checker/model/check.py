"""From trees to meaning: collect what all files declare, resolve every name, check every type.

Every mistake is reported in one run. What is mistaken is left out of the model and never reported again by those who
use it; whoever calls this lowers the model only when nothing was reported as an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.declared import DatedList, FactInfo, NamedThing, Outcome
from checker.diagnostics import Diagnostic, Report, codes
from checker.model import errors
from checker.model import terms as t
from checker.model.about import about_of, check_source
from checker.model.circles import report_circles
from checker.model.comparisons import NOT_ASKED
from checker.model.data import check_settings
from checker.model.definitions import Definitions
from checker.model.expressions import condition, value
from checker.model.laws import Laws
from checker.model.lists import check_list
from checker.model.moments import check_date
from checker.model.names import Declarations, Owned, collect
from checker.model.records import Decision, Definition, Model, Order
from checker.model.scenarios import Scenarios
from checker.model.tables import Tables, Unreadable
from checker.model.types import Types
from checker.model.wordings import maybe, wording
from checker.model.world import DecisionShape, Scope, World
from checker.source import SourceFile, Span
from checker.syntax import ast
from checker.types import DateType, ListType, OptionalType, RecordType
from checker.wording import Wording


def check_files(
    files: Iterable[ast.File],
    tables: Mapping[str, str | Unreadable],
    *,
    unreadable: frozenset[str] = frozenset(),
    report: Report,
) -> tuple[Model, Mapping[str, SourceFile]]:
    """The model of all files, and the tables that were read. `unreadable` names what did not parse."""
    told: list[Diagnostic] = []

    def tell(diagnostic: Diagnostic) -> None:
        told.append(diagnostic)
        report(diagnostic)

    declarations = collect(files, unreadable=unreadable, report=tell)
    read = Tables(tables, tell)
    types = Types(declarations, read, tell)
    types.resolve_all()
    world = World(declarations, types, tell)
    laws = Laws(world, read)
    _check_facts(world, laws)
    _shape_decisions(world)
    lists = _check_lists(world, read)
    definitions = Definitions(world)
    world.signature = definitions.signature
    world.leans_on_decisions = definitions.leans_on_decisions
    definitions.check_all()
    for source in declarations.sources.values():
        check_source(source.declaration, tell)
    decisions = _check_decisions(world)
    laws.check_all(definitions.checked)
    orders = _check_orders(world)
    sound: dict[str, Definition] = {n: d for n, d in sorted(definitions.checked.items()) if d is not None}
    scenarios = Scenarios(world, _readings(sound, laws))
    scenarios.check_all()
    model = Model(
        vocabulary=declarations.vocabulary_name,
        orders=orders,
        facts={name: fact for name, fact in sorted(world.facts.items()) if fact is not None},
        definitions=sound,
        fills=tuple(laws.fills),
        lists=lists,
        decisions=decisions,
        rules=laws.rules,
        obligations=laws.obligations,
        constraints=laws.constraints,
        commitments=laws.commitments,
        properties=laws.properties,
        gaps=laws.gaps,
        value_labels=tuple(sorted(types.labels, key=lambda label: (label.type, label.rank))),
        records=tuple(sorted(types.records, key=lambda record: record.type.name)),
        roles=tuple(NamedThing(n, wording(r.declaration.label)) for n, r in sorted(declarations.roles.items())),
        types=types.things(),
        backgrounds=tuple(scenarios.backgrounds[name] for name in sorted(scenarios.backgrounds)),
        scenarios=tuple(scenarios.by_name[name] for name in sorted(scenarios.by_name)),
    )
    if not any(diagnostic.code is codes.CIRCULAR_EXTENDS for diagnostic in told):
        laws_and_decisions = {**declarations.laws, **declarations.decisions}
        places = {name: owned.declaration.name.span for name, owned in laws_and_decisions.items()}
        report_circles(model, places, report=tell)
    return model, read.sources


def _readings(definitions: Mapping[str, Definition], laws: Laws) -> dict[str, tuple[str, ...]]:
    found = {name: tuple(a.name for a in d.alternatives) for name, d in definitions.items()}
    found.update({name: tuple(a.name for a in rule.alternatives) for name, rule in laws.rules.items()})
    return {name: names for name, names in found.items() if names}


def _check_facts(world: World, laws: Laws) -> None:
    declarations = world.declarations
    for name, owned in sorted(declarations.facts.items()):
        fact = owned.declaration
        kind = world.types.resolve(fact.type)
        if isinstance(kind, RecordType):
            advice = f"write `list of {kind.name} (max 1)`"
            world.report(errors.unusable_type(fact.type.span, "a fact cannot be a single record", advice))
            kind = None
        if isinstance(kind, ListType) and fact.per_line:
            world.report(errors.unusable_type(fact.type.span, "a list of records cannot be given per line"))
        for role in (fact.by, fact.changeable_by):
            if role is not None:
                laws.role_exists(role)
        about = about_of(fact, owned.owner, declarations, report=world.report)
        world.facts[name] = (
            None
            if kind is None
            else FactInfo(
                name=name,
                type=kind,
                about=about,
                per_line=fact.per_line,
                assessed=fact.assessed,
                by=None if fact.by is None else fact.by.value,
                changeable_by=None if fact.changeable_by is None else fact.changeable_by.value,
                meaning=maybe(fact.meaning),
                question=maybe(fact.question),
            )
        )


def _shape_decisions(world: World) -> None:
    for name, owned in sorted(world.declarations.decisions.items()):
        decision = owned.declaration
        outcomes: dict[str, Span] = {}
        for outcome in decision.outcomes:
            if outcome.name.value in outcomes:
                world.report(errors.duplicate_item(outcome.name, outcomes[outcome.name.value]))
            elif outcome.name.value == NOT_ASKED:
                why = f"`{NOT_ASKED}` is what a decision comes to where its `asked when` is false"
                world.report(errors.misplaced(outcome.name.span, why, "choose another name for the outcome"))
            outcomes.setdefault(outcome.name.value, outcome.name.span)
        shape = DecisionShape(name, owned.owner, tuple(outcomes), decision.combiner, decision.asked_when is not None)
        world.decisions[name] = shape


def _check_decisions(world: World) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    declarations = world.declarations
    vocabulary = declarations.vocabulary_name
    for name, owned in sorted(declarations.decisions.items(), key=lambda item: _place(item[1], vocabulary)):
        decision, owner = owned.declaration, owned.owner
        order = declarations.orders.get(owner)
        if order is not None and order.binding:
            why = "decisions belong to the vocabulary, so that jurisdictions can be compared"
            world.report(errors.misplaced(decision.name.span, why, "declare the decision in the vocabulary"))
        shape = world.decisions[name]
        about = about_of(decision, owner, declarations, report=world.report)
        asked = None if decision.asked_when is None else condition(decision.asked_when, Scope(world, owner))
        if decision.otherwise is None:
            world.report(errors.missing_otherwise(decision.name, shape.outcomes))
        elif decision.otherwise.value not in shape.outcomes:
            world.report(errors.unknown_outcome(decision.otherwise, name, shape.outcomes))
        labels = {o.name.value: wording(o.label) if o.label else Wording(o.name.value) for o in decision.outcomes}
        found[name] = Decision(
            name=name,
            owner=owner,
            outcomes=tuple(Outcome(outcome, labels[outcome]) for outcome in shape.outcomes),
            otherwise=shape.outcomes[0] if decision.otherwise is None else decision.otherwise.value,
            about=about,
            combiner=decision.combiner,
            asked_when=asked,
            of_code=owner if order is not None and not order.binding else None,
        )
    return found


def _place(owned: Owned[ast.Decision], vocabulary: str) -> tuple[bool, str, int]:
    return owned.owner != vocabulary, owned.declaration.span.path, owned.declaration.span.start


def _check_lists(world: World, tables: Tables) -> dict[str, DatedList]:
    found: dict[str, DatedList] = {}
    for full, owned in sorted(world.declarations.laws.items()):
        if isinstance(owned.declaration, ast.List):
            result, kind = check_list(
                full, owned.owner, owned.declaration, world.declarations, world.types, tables, world.report
            )
            world.list_types[full] = kind
            if result is not None:
                found[full] = result
    return found


def _check_orders(world: World) -> dict[str, Order]:
    declarations = world.declarations
    ordered = sorted(declarations.orders.values(), key=lambda o: (o.name.span.path, o.name.span.start))
    return {order.name.value: _check_order(order, declarations, world) for order in ordered}


def _check_order(order: ast.LegalOrder, declarations: Declarations, world: World) -> Order:
    name = order.name.value
    scope = Scope(world, name)
    basis = None if order.basis is None else value(order.basis, OptionalType(DateType()), scope)
    if order.basis is None:
        world.report(errors.missing_clause(order.name, "date of decision", "add `decide as of case.date`"))
    as_if = check_settings(order.as_if, world.facts, declarations, report=world.report)
    current = None if order.current_to is None else check_date(order.current_to, world.report)
    supplies: dict[str, t.Term] = {}
    first: dict[str, Span] = {}
    for supply in order.supplies:
        fact = supply.fact
        if fact.value in first:
            world.report(errors.duplicate_item(fact, first[fact.value]))
            continue
        first[fact.value] = fact.span
        if fact.value not in declarations.facts:
            if not declarations.is_unreadable(fact.value):
                world.report(errors.unknown_fact(fact, list(declarations.facts)))
            continue
        info = world.facts.get(fact.value)
        term = None if info is None else value(supply.expr, info.type, scope)
        if term is not None:
            supplies[fact.value] = term
    return Order(
        name=name,
        about=about_of(order, name, declarations, report=world.report),
        binding=order.binding,
        extends=order.extends.value if order.extends and order.extends.value in declarations.orders else None,
        basis=basis,
        as_if=tuple(sorted((fact, given) for fact, given in as_if.items() if given is not None)),
        current_to=None if current is None or order.current_to is None else order.current_to.value,
        supplies=tuple(sorted(supplies.items())),
    )
