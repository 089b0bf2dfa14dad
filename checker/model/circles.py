"""Circles in the law of one legal order: definitions once open terms are filled, exceptions, and decisions.

The law of an order is what it states and inherits; a voluntary code is also taken beside each jurisdiction, where its
`supply` clauses join the two. Each circle is told once, whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from checker.diagnostics import Report, codes
from checker.model import errors
from checker.model import terms as t
from checker.model.records import Link, Model
from checker.source import NOWHERE, Span

Graph = dict[str, set[str]]


def report_circles(model: Model, places: Mapping[str, Span], *, report: Report) -> bool:
    """Report every circle; True where there is one. `places` says where each name was declared."""
    told: set[frozenset[str]] = set()
    _Composed(model, model.vocabulary, None, places, told, report).check()
    for name, order in model.orders.items():
        besides: list[str | None] = [None]
        if not order.binding:
            besides += [other for other, o in model.orders.items() if o.binding]
        for beside in besides:
            _Composed(model, name, beside, places, told, report).check()
    return bool(told)


@define
class _Composed:
    model: Model
    name: str
    beside: str | None
    places: Mapping[str, Span]
    told: set[frozenset[str]]
    report: Report
    _fills: dict[str, t.Term] = field(factory=dict)
    _supplies: dict[str, t.Term] = field(factory=dict)
    _uses: dict[str, frozenset[str]] = field(factory=dict)

    def check(self) -> None:
        model = self.model
        lineage = [*model.lineage(self.name), *(model.lineage(self.beside) if self.beside else ())]
        for fill in model.fills:
            if fill.owner in lineage:
                self._fills[fill.target] = fill.term
        if self.beside is not None:
            self._supplies = dict(model.orders[self.name].supplies)
        definitions = self._definitions(lineage)
        if self._tell(definitions, codes.CIRCULAR_DEFINITION, "definitions depend on each other"):
            return
        self._gather(definitions)
        exceptions: Graph = {}
        stages: Graph = {}
        for rule in model.rules.values():
            if rule.owner not in lineage:
                continue
            for target in rule.defeats:
                exceptions.setdefault(target, set()).add(rule.name)
                stages.setdefault(target, set()).add(rule.name)
            read = [term for term in (rule.when, rule.basis) if term is not None]
            stages.setdefault(rule.name, set()).update(self._decisions(read))
            for decision, _ in rule.conclusions:
                stages.setdefault(f"decision {decision}", set()).add(rule.name)
        if self._tell(exceptions, codes.CIRCULAR_EXCEPTION, "exceptions defeat each other"):
            return
        for decided in model.decisions.values():
            if decided.asked_when is not None:
                stages.setdefault(f"decision {decided.name}", set()).update(self._decisions([decided.asked_when]))
        self._tell(stages, codes.CIRCULAR_DECISION, "decisions depend on each other")

    def _definitions(self, lineage: Iterable[str]) -> Graph:
        graph: Graph = {}
        for definition in self.model.definitions.values():
            if definition.owner not in lineage:
                continue
            term = self._fills.get(definition.name, definition.term)
            terms = [*([] if term is None else [term]), *(a.term for a in definition.alternatives)]
            graph[definition.name] = {
                inner.name for root in terms for inner in t.walk(root) if isinstance(inner, t.DefinitionRef)
            }
        return graph

    def _gather(self, graph: Graph) -> None:
        """The decisions that each definition leans on, those first on which others lean."""
        for name in _post_order(graph):
            definition = self.model.definitions.get(name)
            term = self._fills.get(name, definition.term if definition else None)
            terms = [] if term is None else [term]
            terms += [a.term for a in definition.alternatives] if definition else []
            self._uses[name] = frozenset(self._decisions(terms))

    def _decisions(self, terms: Iterable[t.Term]) -> set[str]:
        found: set[str] = set()
        waiting = list(terms)
        seen: set[str] = set()
        while waiting:
            for inner in t.walk(waiting.pop()):
                match inner:
                    case t.DecisionTest(decision=decision):
                        found.add(f"decision {decision}")
                    case t.DefinitionRef(name=name):
                        found |= self._uses.get(name, frozenset())
                    case t.FactRef(name=name) if name in self._supplies and name not in seen:
                        seen.add(name)
                        waiting.append(self._supplies[name])
                    case _:
                        pass
        return found

    def _tell(self, graph: Graph, code: codes.Code, what: str) -> bool:
        found = False
        for circle in circles(graph):
            found = True
            if frozenset(circle) in self.told:
                continue
            self.told.add(frozenset(circle))
            names = [name.removeprefix("decision ") for name in circle]
            links = [Link(name, self.places.get(name, NOWHERE)) for name in names]
            self.report(errors.circle(code, what, links))
        return found


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """One shortest circle for each knot of the graph, beginning with its least name; without recursion."""
    found: list[list[str]] = []
    for knot in _knots(graph):
        start = min(knot)
        members = set(knot)
        if len(knot) == 1 and start not in graph.get(start, ()):
            continue
        found.append(_shortest(graph, start, members))
    return sorted(found)


def _shortest(graph: Mapping[str, set[str]], start: str, members: set[str]) -> list[str]:
    before: dict[str, str] = {}
    level = [start]
    while level:
        following: list[str] = []
        for node in level:
            for other in sorted(graph.get(node, ())):
                if other == start:
                    path = [node]
                    while path[-1] != start:
                        path.append(before[path[-1]])
                    return path[::-1]
                if other in members and other not in before:
                    before[other] = node
                    following.append(other)
        level = following
    return [start]


def _post_order(graph: Mapping[str, set[str]]) -> Iterator[str]:
    done: set[str] = set()
    for root in sorted(graph):
        stack: list[tuple[str, Iterator[str]]] = []
        if root not in done:
            done.add(root)
            stack.append((root, iter(sorted(graph[root]))))
        while stack:
            node, rest = stack[-1]
            following = next((other for other in rest if other not in done), None)
            if following is None:
                stack.pop()
                yield node
            else:
                done.add(following)
                stack.append((following, iter(sorted(graph.get(following, ())))))


def _knots(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Strongly connected components (Kosaraju)."""
    backwards: dict[str, set[str]] = {}
    for node, others in graph.items():
        for other in others:
            backwards.setdefault(other, set()).add(node)
    order = list(_post_order({**{other: set() for others in graph.values() for other in others}, **graph}))
    seen: set[str] = set()
    found: list[list[str]] = []
    for root in reversed(order):
        if root in seen:
            continue
        knot: list[str] = []
        waiting = [root]
        seen.add(root)
        while waiting:
            node = waiting.pop()
            knot.append(node)
            for other in backwards.get(node, ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found.append(knot)
    return found
