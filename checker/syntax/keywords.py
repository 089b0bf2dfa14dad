"""The words of the language, in one table for the splitter, the messages, the formatter and every highlighter.

A word is a keyword only where the grammar expects it; elsewhere it is an ordinary name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DECLARATIONS: Mapping[str, str] = MappingProxyType(
    {
        "vocabulary": "vocabulary_decl",
        "jurisdiction": "jurisdiction_decl",
        "code_of_conduct": "code_decl",
        "within": "within_decl",
        "role": "role_decl",
        "source": "source_decl",
        "gap": "gap_decl",
        "enum": "enum_decl",
        "scale": "scale_decl",
        "code": "code_type_decl",
        "record": "record_decl",
        "fact": "fact_decl",
        "assessed": "fact_decl",
        "define": "define_decl",
        "open": "open_decl",
        "fill": "fill_decl",
        "list": "list_decl",
        "decision": "decision_decl",
        "rule": "rule_decl",
        "exception": "exception_decl",
        "obligation": "obligation_decl",
        "constraint": "constraint_decl",
        "commitment": "commitment_decl",
        "property": "property_decl",
        "background": "background_decl",
        "scenario": "scenario_decl",
    }
)
"""Words that begin a declaration, with the grammar rule each begins."""

CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "basis": "decide as of",
        "as_if": "as if",
        "current": "current to",
        "supply": "supply",
        "citation": "citation",
        "url": "url",
        "authority": "authority",
        "verified": "verified",
        "by": "by",
        "changeable": "changeable by",
        "meaning": "meaning",
        "question": "question",
        "cites": "cites",
        "confidence": "unverified",
        "interpretation": "interpretation",
        "basis_override": "as of",
        "in_force": "from",
        "bearer": "on",
        "due": "due",
        "when": "when",
        "met": "met when",
        "then": "then",
        "as": "as",
        "alternative": "alternative",
        "default": "otherwise",
        "table": "from table",
        "entries": "entries",
        "otherwise": "otherwise",
        "asked": "asked when",
        "whenever": "whenever",
        "always": "always",
        "attested": "attested from table",
        "not_decision": "not a decision matter",
        "like": "like",
        "assuming": "assuming",
        "date": "on",
        "reading": "reading",
        "actual": "actual",
        "given": "given",
        "line": "line",
        "expect": "expect",
        "note": "note",
    }
)
"""Each clause by its name in the grammar, with the words that begin it."""

CLAUSE_WORDS: frozenset[str] = frozenset({*(words.split()[0] for words in CLAUSES.values()), "until", "extends"})
"""Words that begin a clause."""

OPERATORS: frozenset[str] = frozenset(
    {
        "and",
        "or",
        "not",
        "implies",
        "is",
        "in",
        "at",
        "least",
        "most",
        "more",
        "less",
        "than",
        "before",
        "after",
        "within",
        "any",
        "contains",
        "some",
        "every",
        "no",
        "satisfies",
        "if",
        "then",
        "else",
        "count",
        "of",
        "days",
    }
)
"""Words of expressions."""

CONSTANTS: frozenset[str] = frozenset({"true", "false", "none", "unknown", "as_of"})
"""Words that are values."""

TYPES: frozenset[str] = frozenset({"bool", "date", "text", "int", "decimal", "money", "set", "list"})
"""Words of types."""

_SUPPORT = ("cites", "confidence", "interpretation")
_RULE = (*_SUPPORT, "basis_override", "in_force", "when", "then", "alternative", "note")
_LEGAL_ORDER = ("basis", "as_if", "current", "supply", "note")

CLAUSE_ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "vocabulary": ("note",),
        "jurisdiction": _LEGAL_ORDER,
        "code_of_conduct": _LEGAL_ORDER,
        "within": (),
        "role": ("note",),
        "source": ("citation", "url", "authority", "verified", "confidence", "in_force", "note"),
        "gap": ("cites", "note"),
        "enum": ("note",),
        "scale": ("note",),
        "code": ("note",),
        "record": ("note",),
        "fact": ("by", "changeable", "meaning", "question", "cites", "note"),
        "assessed": ("by", "changeable", "meaning", "question", "cites", "note"),
        "define": (*_SUPPORT, "as", "alternative", "note"),
        "open": ("cites", "confidence", "default", "note"),
        "fill": (*_SUPPORT, "as", "note"),
        "list": ("cites", "confidence", "table", "entries", "note"),
        "decision": ("otherwise", "asked", "note"),
        "rule": _RULE,
        "exception": _RULE,
        "obligation": (*_SUPPORT, "in_force", "bearer", "due", "when", "met", "note"),
        "constraint": ("cites", "claim", "note"),
        "commitment": (*_SUPPORT, "in_force", "claim", "attested", "not_decision", "note"),
        "property": ("cites", "claim", "note"),
        "background": ("given", "note"),
        "scenario": (
            "like",
            "assuming",
            "date",
            "given",
            "line",
            "reading",
            "actual",
            "expect",
            "cites",
            "note",
        ),
    }
)
"""The clauses of each declaration in the order in which the grammar lists them and the formatter writes them."""
