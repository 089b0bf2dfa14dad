"""One of two laws to compare: compiled, with its texts and the name under which it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from checker.diagnostics import Diagnostic, Label
from checker.folder import POLICY, Problem, Texts
from checker.ir.law import Law
from checker.pipeline import load_texts
from checker.records import evolve, field, frozen
from checker.revisions import errors
from checker.revisions.errors import Refusal
from checker.source import SourceFile, Span


@frozen(slots=False)
class Side:
    """`name` is what was asked for (`HEAD~1`, `policies`); `date` is the day to decide on, where days are compared.

    Places in the law are relative to its folder; `shown` puts the name of the folder or revision before them.
    `warnings` point into `shown_sources`.
    """

    name: str
    law: Law
    contents: Mapping[str, bytes] = field(repr=False)
    prefix: str = ""
    commit: str | None = None
    date: int | None = None
    warnings: tuple[Diagnostic, ...] = ()

    @cached_property
    def sources(self) -> Mapping[str, SourceFile]:
        """Every policy and table by its path."""
        return _sources(self.contents, "")

    @cached_property
    def policies(self) -> Mapping[str, SourceFile]:
        return {path: source for path, source in self.sources.items() if path.endswith(POLICY)}

    @cached_property
    def tables(self) -> Mapping[str, SourceFile]:
        return {path: source for path, source in self.sources.items() if not path.endswith(POLICY)}

    @cached_property
    def shown_sources(self) -> Mapping[str, SourceFile]:
        """Every policy and table by the name under which it is shown."""
        return _sources(self.contents, self.prefix)

    def shown(self, path: str) -> str:
        """`HEAD~1:policies/a/b.policy`, or the path below the folder named."""
        return f"{self.prefix}{path}"


def side_of(
    name: str,
    prefix: str,
    texts: Texts,
    problems: tuple[Problem, ...] = (),
    outside: tuple[str, ...] = (),
    *,
    folder: str = "",
    commit: str | None = None,
    law: Law | None = None,
) -> Side:
    """Compile the texts, or refuse with what is wrong with them; `law` is one that may have the same digest."""
    if not problems and not texts.problems and not any(path.endswith(POLICY) for path in texts.contents):
        raise Refusal(errors.no_policies(name, folder))
    if law is not None and law.digest == texts.digest and not (problems or texts.problems or outside):
        return Side(name, law, texts.contents, prefix, commit)
    compiled, told = load_texts(texts, problems, outside)
    shown = tuple(_shown(diagnostic, prefix) for diagnostic in told)
    if compiled is None:
        raise Refusal(errors.does_not_compile(name, shown, _sources(texts.contents, prefix)))
    if not compiled.programs:
        raise Refusal(errors.no_jurisdiction(name))
    return Side(name, compiled, texts.contents, prefix, commit, None, shown)


def _sources(contents: Mapping[str, bytes], prefix: str) -> dict[str, SourceFile]:
    return {
        f"{prefix}{path}": SourceFile(f"{prefix}{path}", content.decode("utf-8-sig", "replace"))
        for path, content in contents.items()
    }


def _shown(diagnostic: Diagnostic, prefix: str) -> Diagnostic:
    return evolve(
        diagnostic,
        primary=_label(diagnostic.primary, prefix),
        secondary=tuple(_label(label, prefix) for label in diagnostic.secondary),
    )


def _label(label: Label, prefix: str) -> Label:
    span = label.span
    return Label(Span(f"{prefix}{span.path}", span.start, span.end), label.text)
