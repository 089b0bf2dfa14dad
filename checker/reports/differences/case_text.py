"""A case file as text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_MEANT_OTHERWISE = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def case_text(form: Mapping[str, Any]) -> str:
    """YAML of the data that `case_form` makes; `comity check` reads it as the same case."""
    lines = [f"{key}: {_value(value)}" for key, value in form.items() if key != "facts"]
    facts = form.get("facts", {})
    lines.append("facts:" if facts else "facts: {}")
    lines += [f"  {name}: {_value(value)}" for name, value in facts.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if _PLAIN.match(value) and value.lower() not in _MEANT_OTHERWISE:
            return value
        case str() if _DATE.match(value):
            return value
        case list():
            return f"[{', '.join(_value(each) for each in value)}]"
        case Mapping():
            return f"{{{', '.join(f'{name}: {_value(each)}' for name, each in value.items())}}}"
        case str():
            # JSON's escapes are YAML's; what a YAML file may not hold as it is has one.
            return json.dumps(value, ensure_ascii=not value.isprintable())
        case _:
            return json.dumps(value)
