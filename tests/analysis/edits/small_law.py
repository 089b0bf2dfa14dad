"""A small law in several files, and edits of it."""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis.edits import Edit, edits
from checker.source import SourceFile
from tests.model.programs import compiled

WORDS = """vocabulary digging "Digging"

enum soil "Soil" { clay "Clay", sand "Sand", rock "Rock" }

record helper "A helper" { name: text, skilled: bool "Is skilled" }

fact depth: int 0..100 "Depth in metres"

fact soil: soil "Soil of the place"

fact helpers: list of helper (max 2) "Who helps"

fact near_water: bool "Is near water"

decision permit "Is a permit needed?" { free "No" < needed "Yes" < barred "Never" } otherwise free

constraint no_deep_sand "Nobody digs deep in sand" always soil is sand implies depth is at most 50
"""

TOWN = """jurisdiction A "Town A"
  decide as of case.date

source ACT "Digging Act" citation "DA 1" url "https://example.org/" verified 2024-01-01

gap byelaws "Byelaws are not encoded" cites ACT

# What counts as deep.
define deep "The hole is deep"
  cites ACT "s 1"
  as depth is more than 10

define helped(h: helper) "There is skilled help" as h.skilled is true

open limit: int 0..100 "The limit for wet places" cites ACT "s 9" otherwise 5

list SOFT of soil "Soft soils"
  cites ACT "sch 1"
  from table "data/soils.csv" entry soil where kind is "soft" since since until until

list HARD of soil "Hard soils"
  cites ACT "sch 2"
  entries rock from 2010-01-01

rule deep_holes "Deep holes need a permit"
  cites ACT "s 2"
  from 2010-01-01
  when deep and soil in SOFT
  then permit is needed
  note "As the Act has it."

exception with_help to deep_holes "Skilled help makes up for depth"
  cites ACT "s 3"
  when some h in helpers satisfies (helped(h))

rule wet_places "Near water little is allowed"
  cites ACT "s 4"
  when near_water and depth is more than limit
  then permit is barred

obligation tell_neighbours "Neighbours are told"
  cites ACT "s 5"
  due "10 days before"
  when permit is at least needed
"""

VILLAGE = """jurisdiction B "Village B" extends A
  decide as of case.date

source ORDER "Order of the village"

fill limit cites ORDER as 3

rule rocks "Rock is left alone"
  cites ORDER "1"
  when soil in HARD
  then permit is barred
"""

TESTS = """within A

scenario a_deep_hole "A deep hole in clay"
  on 2024-05-01
  given depth is 20, soil is clay, near_water is false, helpers is []
  expect A permit is needed by deep_holes
"""

SOILS = (
    "soil,kind,since,until,remark\nclay,soft,2001-01-01,,heavy\nsand,soft,2005-01-01,2020-01-01,light\nrock,hard,,,\n"
)

LAW: Mapping[str, str] = {
    "words.policy": WORDS,
    "a/town.policy": TOWN,
    "b/village.policy": VILLAGE,
    "a/tests.policy": TESTS,
    "a/data/soils.csv": SOILS,
}


def changed(*replacements: tuple[str, str, str]) -> dict[str, str]:
    """The law with texts replaced, as (path, old, new)."""
    law = dict(LAW)
    for path, old, new in replacements:
        assert old in law[path], old
        law[path] = law[path].replace(old, new)
    return law


def between(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits between two laws that both compile."""
    for law in (old, new):
        compilation = compiled(dict(law))
        assert compilation.law is not None, [d.message for d in compilation.diagnostics]
    (old_policies, old_tables), (new_policies, new_tables) = split(old), split(new)
    return edits(old_policies, new_policies, old_tables, new_tables)


def split(law: Mapping[str, str]) -> tuple[dict[str, SourceFile], dict[str, SourceFile]]:
    """Policies and tables by path."""
    sources = {path: SourceFile(path, text) for path, text in law.items()}
    policies = {path: source for path, source in sources.items() if path.endswith(".policy")}
    return policies, {path: source for path, source in sources.items() if path not in policies}


def made(*replacements: tuple[str, str, str]) -> tuple[Edit, ...]:
    """The edits that these replacements make."""
    return between(LAW, changed(*replacements))


def only(*replacements: tuple[str, str, str]) -> Edit:
    """The one edit that these replacements make."""
    (edit,) = made(*replacements)
    return edit
