"""The wording of mistakes in names, types, exceptions and citations: one function each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from checker import spelling
from checker.diagnostics import Code, Diagnostic, Label, codes
from checker.model.records import Link
from checker.source import Span, Spanned

_MANY = 300


def _near(name: str, known: Collection[str]) -> Collection[str]:
    """The known names that could be meant: with very many names, only those of like length and like ends."""
    if len(known) <= _MANY:
        return known
    folded = name.casefold()
    like = (each for each in known if each and abs(len(each) - len(name)) <= 3)
    close = [each for each in like if each[0].casefold() == folded[:1] or each[-1].casefold() == folded[-1:]]
    return close[:_MANY]


def did_you_mean(name: str, known: Collection[str]) -> str | None:
    """Help that names the nearest valid name."""
    return spelling.did_you_mean(name, _near(name, known))


def unknown(code: Code, kind: str, name: Spanned[str], known: Collection[str]) -> Diagnostic:
    """A name of the given kind that nobody declared."""
    return Diagnostic(
        code=code,
        message=f"unknown {kind} `{name.value}`",
        primary=Label(name.span, f"no {kind} has this name"),
        help=did_you_mean(name.value, known),
    )


def unknown_name(name: Spanned[str], known: Collection[str]) -> Diagnostic:
    """A condition uses a name that is no fact, definition, list or decision here."""
    return Diagnostic(
        code=codes.UNKNOWN_FACT,
        message=f"unknown name `{name.value}`",
        primary=Label(name.span, "no fact, definition, list or decision has this name here"),
        help=did_you_mean(name.value, known),
    )


def unknown_fact(name: Spanned[str], known: Collection[str]) -> Diagnostic:
    """A value is given for a fact that the vocabulary does not have."""
    return unknown(codes.UNKNOWN_FACT, "fact", name, known)


def unknown_value(name: Spanned[str], type_text: str, known: Collection[str]) -> Diagnostic:
    """A value that the enum or scale does not have."""
    return Diagnostic(
        code=codes.UNKNOWN_VALUE,
        message=f"unknown value `{name.value}`",
        primary=Label(name.span, f"not {type_text}"),
        help=did_you_mean(name.value, known),
    )


def unknown_outcome(name: Spanned[str], decision: str, known: Collection[str]) -> Diagnostic:
    """An outcome that the decision does not have."""
    return Diagnostic(
        code=codes.UNKNOWN_OUTCOME,
        message=f"unknown outcome `{name.value}`",
        primary=Label(name.span, f"`{decision}` has no such outcome"),
        help=did_you_mean(name.value, known) or f"choose one of {listed(known)}",
    )


def unknown_field(name: Spanned[str], record: str, known: Collection[str]) -> Diagnostic:
    """A field that the record does not have."""
    return Diagnostic(
        code=codes.UNKNOWN_FIELD,
        message=f"unknown field `{name.value}`",
        primary=Label(name.span, f"a `{record}` has no such field"),
        help=did_you_mean(name.value, known),
    )


def unknown_reading(name: Spanned[str], target: str, known: Collection[str]) -> Diagnostic:
    """A reading that was not declared for the rule or definition."""
    return Diagnostic(
        code=codes.UNKNOWN_READING,
        message=f"unknown reading `{name.value}`",
        primary=Label(name.span, f"`{target}` has no such alternative"),
        help=did_you_mean(name.value, known),
    )


def unknown_owner(name: Spanned[str], known: Collection[str]) -> Diagnostic:
    """A jurisdiction, code or vocabulary that no file declares."""
    return Diagnostic(
        code=codes.UNKNOWN_OWNER,
        message=f"unknown jurisdiction or code `{name.value}`",
        primary=Label(name.span, "declared in no file"),
        help=did_you_mean(name.value, known),
    )


def unknown_word(name: Spanned[str], known: Sequence[str]) -> Diagnostic:
    """A word where only a few fixed words can stand."""
    return Diagnostic(
        code=codes.UNKNOWN_WORD,
        message=f"unexpected word `{name.value}`",
        primary=Label(name.span, "not one of the words that can stand here"),
        help=f"write {listed(known)}",
    )


def not_visible(name: Spanned[str], owner: str, here: str) -> Diagnostic:
    """A name of another jurisdiction, which this one does not extend."""
    return Diagnostic(
        code=codes.NAME_NOT_VISIBLE,
        message=f"`{name.value}` cannot be used in `{here}`",
        primary=Label(name.span, f"belongs to `{owner}`, which `{here}` does not extend"),
        help="move what both need into the vocabulary",
    )


def duplicate_name(name: Spanned[str], first: Span, kind: str) -> Diagnostic:
    """Two declarations of one name."""
    return Diagnostic(
        code=codes.DUPLICATE_NAME,
        message=f"`{name.value}` is declared twice",
        primary=Label(name.span, "declared again here"),
        secondary=(Label(first, f"first declared here as a {kind}"),),
        help="give one of them another name",
    )


def duplicate_item(name: Spanned[str], first: Span) -> Diagnostic:
    """One name twice in a row of values, fields, parameters or settings."""
    return Diagnostic(
        code=codes.DUPLICATE_ITEM,
        message=f"`{name.value}` is given twice",
        primary=Label(name.span, "given again here"),
        secondary=(Label(first, "first given here"),),
        help="remove one of them",
    )


def no_owner(span: Span) -> Diagnostic:
    """A file that does not begin by saying whose law it states."""
    return Diagnostic(
        code=codes.NO_OWNER,
        message="the file does not say whose law it states",
        primary=Label(span, "comes before any owner"),
        help="begin the file with `within NAME`, or with `vocabulary`, `jurisdiction` or `code_of_conduct`",
    )


def second_owner(span: Span, first: Span) -> Diagnostic:
    """A file, or a folder's vocabulary, with two owners."""
    return Diagnostic(
        code=codes.SECOND_OWNER,
        message="a second owner",
        primary=Label(span, "another owner begins here"),
        secondary=(Label(first, "the first owner"),),
        help="put each owner in a file of its own, and keep to one vocabulary",
    )


def look_alike(name: Spanned[str], other: Spanned[str]) -> Diagnostic:
    """Two names that a reader cannot tell apart."""
    return Diagnostic(
        code=codes.LOOK_ALIKE_NAMES,
        message=f"`{name.value}` looks like `{other.value}`",
        primary=Label(name.span, "easily read as the other name"),
        secondary=(Label(other.span, "the other name"),),
        help="give one of them a name that reads differently",
    )


def hidden_name(name: Spanned[str], kind: str) -> Diagnostic:
    """A variable with the name of something else."""
    return Diagnostic(
        code=codes.HIDDEN_NAME,
        message=f"the variable `{name.value}` hides a {kind}",
        primary=Label(name.span, f"a {kind} has this name"),
        help="choose another name for the variable",
    )


def ambiguous_value(name: Spanned[str], types: Sequence[str]) -> Diagnostic:
    """A value of several types where nothing says which is meant."""
    return Diagnostic(
        code=codes.AMBIGUOUS_NAME,
        message=f"`{name.value}` is a value of several types",
        primary=Label(name.span, f"could be of {listed(types)}"),
        help="compare it with a fact, so that its type is known",
    )


def ambiguous_name(name: Spanned[str], type_text: str) -> Diagnostic:
    """A name that is both a value of the type expected and a thing of that type."""
    return Diagnostic(
        code=codes.AMBIGUOUS_NAME,
        message=f"`{name.value}` has two meanings here",
        primary=Label(name.span, f"both {type_text} and a name of that type"),
        help="rename one of them",
    )


def type_mismatch(span: Span, expected: str, found: str) -> Diagnostic:
    """A value of one type where another is needed."""
    return Diagnostic(
        code=codes.TYPE_MISMATCH,
        message=f"expected {expected}, found {found}",
        primary=Label(span, f"this is {found}"),
    )


def not_a_condition(span: Span, found: str) -> Diagnostic:
    """Something that is neither true nor false where a condition is needed."""
    return Diagnostic(
        code=codes.TYPE_MISMATCH,
        message="expected a condition",
        primary=Label(span, f"this is {found}, which is neither true nor false"),
        help="compare it with something, for example with `is`",
    )


def wrong_comparison(span: Span, words: str, found: str, advice: str) -> Diagnostic:
    """Comparison words that do not fit the type."""
    return Diagnostic(
        code=codes.WRONG_COMPARISON,
        message=f"`{words}` does not fit {found}",
        primary=Label(span, f"this is {found}"),
        help=advice,
    )


def different_currency(span: Span, left: str, right: str) -> Diagnostic:
    """Amounts of two currencies in one comparison or sum."""
    return Diagnostic(
        code=codes.DIFFERENT_CURRENCY,
        message=f"amounts in {left} and {right} cannot be compared or added",
        primary=Label(span, "two currencies meet here"),
        help="state the amount as a fact in one currency",
    )


def out_of_range(span: Span, text: str, type_text: str) -> Diagnostic:
    """A number that the type cannot have."""
    return Diagnostic(
        code=codes.OUT_OF_RANGE,
        message=f"`{text}` is out of range",
        primary=Label(span, f"not {type_text}"),
    )


def bad_literal(span: Span, text: str, expected: str) -> Diagnostic:
    """A literal that is not of the type needed."""
    return Diagnostic(
        code=codes.BAD_LITERAL,
        message=f"`{text}` is not {expected}",
        primary=Label(span, f"expected {expected}"),
        help=_literal_help(expected),
    )


def _literal_help(expected: str) -> str | None:
    return "write dates as 2024-05-31" if expected == "a date" else None


def no_such_date(span: Span, text: str) -> Diagnostic:
    """A date that no calendar has."""
    return Diagnostic(
        code=codes.NO_SUCH_DATE,
        message=f"the date `{text}` does not exist",
        primary=Label(span, "no such day"),
    )


def never_none(span: Span, found: str) -> Diagnostic:
    """A comparison with `none` of something that always has a value."""
    return Diagnostic(
        code=codes.NEVER_NONE,
        message="this can never be `none`",
        primary=Label(span, f"this is {found}"),
        help="declare the fact with `or none` if it may not apply",
    )


def wrong_arguments(name: Spanned[str], expected: int, found: int) -> Diagnostic:
    """A definition called with too many or too few arguments."""
    return Diagnostic(
        code=codes.WRONG_ARGUMENTS,
        message=f"`{name.value}` takes {counted(expected, 'argument')}, not {found}",
        primary=Label(name.span, f"called with {counted(found, 'argument')}"),
    )


def unusable_type(span: Span, why: str, advice: str | None = None) -> Diagnostic:
    """A type that cannot stand where it stands."""
    return Diagnostic(
        code=codes.UNUSABLE_TYPE,
        message=why,
        primary=Label(span, "this type cannot be used here"),
        help=advice,
    )


def bad_range(span: Span, why: str) -> Diagnostic:
    """A range, number of places or maximum that makes no sense or is too large."""
    return Diagnostic(code=codes.BAD_RANGE, message=why, primary=Label(span, "here"))


def missing_clause(name: Spanned[str], clause: str, advice: str) -> Diagnostic:
    """A declaration without a clause that it needs."""
    return Diagnostic(
        code=codes.INCOMPLETE_DECLARATION,
        message=f"`{name.value}` has no {clause}",
        primary=Label(name.span, f"declared without {clause}"),
        help=advice,
    )


def unsettled_type(span: Span, text: str) -> Diagnostic:
    """A literal or `none` where nothing says what it is."""
    return Diagnostic(
        code=codes.UNSETTLED_TYPE,
        message=f"nothing says what `{text}` is",
        primary=Label(span, "its type is not known here"),
        help="compare it with a fact or definition",
    )


def too_large(span: Span, what: str, limit: str) -> Diagnostic:
    """Something beyond a fixed bound."""
    return Diagnostic(
        code=codes.TOO_LARGE,
        message=f"{what} is too large",
        primary=Label(span, f"more than {limit}"),
    )


def circle(code: Code, what: str, links: Sequence[Link]) -> Diagnostic:
    """Things that depend on each other in a circle: each link is labelled."""
    names = [link.name for link in links]
    shown = names if len(names) <= 8 else [*names[:7], "…"]
    chain = " → ".join("…" if name == "…" else f"`{name}`" for name in [*shown, names[0]])
    return Diagnostic(
        code=code,
        message=f"{what} in a circle: {chain}",
        primary=Label(links[0].span, f"`{names[0]}` depends on `{names[1 % len(names)]}`"),
        secondary=tuple(
            Label(link.span, f"`{link.name}` depends on `{names[(i + 1) % len(names)]}`")
            for i, link in enumerate(links)
            if i
        ),
        help="remove one of the links",
    )


def missing_otherwise(name: Spanned[str], known: Collection[str]) -> Diagnostic:
    """A decision that does not say what holds when no rule applies."""
    return Diagnostic(
        code=codes.MISSING_OTHERWISE,
        message=f"the decision `{name.value}` does not say what holds when no rule applies",
        primary=Label(name.span, "no `otherwise`"),
        help=f"add `otherwise` and one of {listed(known)}",
    )


def foreign_decision(name: Spanned[str], why: str) -> Diagnostic:
    """A rule that concludes a decision it may not conclude."""
    return Diagnostic(
        code=codes.FOREIGN_DECISION,
        message=f"`{name.value}` cannot be concluded here",
        primary=Label(name.span, why),
    )


def not_an_open_term(name: Spanned[str], declared: Span | None) -> Diagnostic:
    """A fill for something that is not open."""
    return Diagnostic(
        code=codes.NOT_AN_OPEN_TERM,
        message=f"`{name.value}` is not an open term",
        primary=Label(name.span, "cannot be filled"),
        secondary=() if declared is None else (Label(declared, "declared here"),),
        help=f"declare it with `open {name.value.rpartition('.')[2]}: TYPE` in the parent",
    )


def filled_twice(name: Spanned[str], first: Span) -> Diagnostic:
    """An open term that is filled twice in one line of descent."""
    return Diagnostic(
        code=codes.FILLED_TWICE,
        message=f"`{name.value}` is filled twice",
        primary=Label(name.span, "filled again here"),
        secondary=(Label(first, "first filled here"),),
    )


def filled_by_stranger(name: Spanned[str], owner: str, here: str) -> Diagnostic:
    """A fill by somebody who does not extend the owner of the open term."""
    return Diagnostic(
        code=codes.FILLED_BY_STRANGER,
        message=f"`{here}` cannot fill `{name.value}`",
        primary=Label(name.span, f"an open term of `{owner}`, which `{here}` does not extend"),
        help=f"declare `{here}` with `extends {owner}`, or fill the term in a jurisdiction that extends it",
    )


def misplaced(span: Span, why: str, advice: str | None = None) -> Diagnostic:
    """A declaration or clause where it has no meaning."""
    return Diagnostic(code=codes.MISPLACED_DECLARATION, message=why, primary=Label(span, "not here"), help=advice)


def missing_citation(name: Spanned[str], kind: str) -> Diagnostic:
    """Law without a place where it stands."""
    return Diagnostic(
        code=codes.MISSING_CITATION,
        message=f"the {kind} `{name.value}` cites nothing",
        primary=Label(name.span, "no `cites`"),
        help='add `cites SOURCE "place"`',
    )


def inverted_period(span: Span, start: str, end: str) -> Diagnostic:
    """A period that ends before it begins."""
    return Diagnostic(
        code=codes.INVERTED_PERIOD,
        message=f"the period ends on `{end}`, which is not after `{start}`",
        primary=Label(span, "ends before it begins"),
        help="a period runs from its first day up to, and not including, its `until`",
    )


def overlapping_periods(span: Span, other: Span) -> Diagnostic:
    """Two periods of one construct that overlap."""
    return Diagnostic(
        code=codes.OVERLAPPING_PERIODS,
        message="two periods overlap",
        primary=Label(span, "overlaps"),
        secondary=(Label(other, "the other period"),),
        help="end the first where the second begins",
    )


def unusable_file(span: Span, why: str, advice: str | None = None) -> Diagnostic:
    """A file, or (without a path) a whole folder, that cannot be read as law."""
    what = "this file" if span.path else "the folder of the law"
    return Diagnostic(code=codes.UNUSABLE_FILE, message=why, primary=Label(span, what), help=advice)


def counted(number: int, noun: str) -> str:
    """`1 argument`, `2 arguments`, `no arguments`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def listed(names: Collection[str], limit: int = 8) -> str:
    """`a`, `b` or `c`, cut after `limit`."""
    shown = [f"`{name}`" for name in list(names)[:limit]]
    if len(names) > limit:
        return ", ".join(shown) + ", …"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1] if shown else "nothing"


def similar(name: str, known: Collection[str]) -> bool:
    """Whether some known name is close enough to be suggested."""
    return spelling.nearest(name, _near(name, known)) is not None


KINDS = {
    "Define": "definition",
    "OpenTerm": "open term",
    "List": "list",
    "Rule": "rule",
    "Obligation": "obligation",
    "Commitment": "commitment",
    "Property": "property",
}
"""What declarations are called in messages, by the name of their class."""
