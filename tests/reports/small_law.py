"""Invented law of three towns, small enough that every report of it can be read, and the page made from a case."""

from __future__ import annotations

from attrs import evolve

from checker.analysis.exact import decide
from checker.cases.applied import apply_case
from checker.cases.case import Case
from checker.cases.load import load_case
from checker.ir.law import Law
from checker.ir.program import Program
from checker.pipeline import compile_sources
from checker.reports.comparison import comparison_page
from checker.reports.insight import look_into
from checker.reports.view.inputs import ComparisonPage
from checker.results.records import JurisdictionResult
from checker.source import SourceFile

VOCABULARY = """
vocabulary digging "Digging in the street" fr "Creuser dans la rue"

role digger "the digger" fr "celui qui creuse"

role surveyor "the surveyor" fr "l'arpenteur"

enum street "Street" fr "Rue" {
  high_street "High Street" fr "Grand-Rue",
  mill_lane "Mill Lane"
}

enum register "Register of diggers" {
  banned "Banned diggers" fr "Creuseurs exclus"
}

scale danger "Danger" fr "Danger" { low "low" fr "faible" < high "high" fr "élevé" }

record helper "A helper" fr "Un aide" {
  name: text "Name" fr "Nom",
  on_register: set of register screened "Registers" fr "Registres"
}

fact street: street "Where the hole is" fr "Lieu du trou" by digger

fact depth: int 0..50 "Depth in metres" fr "Profondeur en mètres" by digger

fact cost: money EUR 0..100000 "What it costs" fr "Coût" by digger

fact sealed: bool "The hole will be sealed" fr "Le trou sera rebouché" by digger
  question "Will the hole be sealed afterwards?" fr "Le trou sera-t-il rebouché ?"

fact helpers: list of helper (max 2) "Helpers" fr "Aides" by digger

assessed fact ground_risk: danger "Danger to the ground" fr "Danger pour le sol" by surveyor

decision leave "Is leave needed?" fr "Faut-il une autorisation ?" strictest {
  free "No leave needed" fr "Aucune autorisation requise"
  < notice "Give notice" fr "Déclaration préalable"
  < leave "Leave needed" fr "Autorisation requise"
  < forbidden "Forbidden" fr "Interdit"
} otherwise free

decision result "What does it come to?" fr "Quel est le résultat ?" strictest {
  go_ahead "Go ahead on these facts" fr "Rien à demander au vu de ces faits"
  < ask "Ask first" fr "Demander d'abord"
  < stop "Not possible" fr "Impossible"
} otherwise go_ahead

rule comes_to_asking "Notice or leave means asking first" when leave in {notice, leave} then result is ask

rule comes_to_stopping "What is forbidden is not possible" when leave is forbidden then result is stop

background quiet_street "A quiet street" fr "Une rue calme" given ground_risk is low
"""

ASHBY = """
jurisdiction ASHBY "Ashby" fr "Frênaie" decide as of case.date current to 2026-01-01

source HOLES "Act on holes in streets and squares of the town of Ashby" fr "Loi sur les trous dans les rues de Frênaie"
  citation "Holes Act 1990, c 7"
  url "https://ashby.example/holes"
  verified 2025-12-01

source CUSTOM "Custom of the diggers"
  unverified "an old book"

gap night "Digging at night" fr "Creuser la nuit" cites HOLES "s 40"

rule deep "A deep hole needs leave" fr "Un trou profond requiert une autorisation"
  cites HOLES "s 3"
  from 1990-01-01
  when depth is at least 2
  then leave is leave

exception sealed_hole to deep "A sealed hole only needs notice" fr "Un trou rebouché ne requiert qu'une déclaration"
  cites HOLES "s 4"
  interpretation "The Act says closed; we read it as sealed." fr "La loi dit fermé ; nous lisons rebouché."
  when sealed
  then leave is notice
  alternative cold "Closed means left to cool" when sealed and depth is at most 3

rule mill_lane "No hole in Mill Lane" fr "Aucun trou rue du Moulin"
  cites HOLES "s 5", CUSTOM
  from 2020-05-01 until 2025-01-01
  when street is mill_lane
  then leave is forbidden

obligation fence "Put up a fence" fr "Poser une clôture"
  cites HOLES "s 9"
  on digger
  due "before digging" fr "avant de creuser"
  when leave is at least notice
"""

BIRCHAM = """
jurisdiction BIRCHAM "Bircham" fr "Boulaie" decide as of case.date
  as if street is high_street

source CODEX "Codex of Bircham" url "https://bircham.example/codex"

rule every_hole "Every hole needs notice"
  cites CODEX "12"
  when depth is at least 1
  then leave is notice

rule dangerous "Dangerous ground needs leave"
  cites CODEX "13" unverified
  when ground_risk is high
  then leave is leave
"""

CEDARTON = """
jurisdiction CEDARTON "Cedarton" extends BIRCHAM decide as of case.date

rule attic "A hole deeper than 40 metres is forbidden"
  cites BIRCHAM.CODEX "14"
  when depth is more than 40
  then leave is forbidden
"""

PLEDGE = """
code_of_conduct PLEDGE "Diggers' pledge" fr "Engagement des creuseurs" decide as of case.date

source PLEDGE_TEXT "Pledge of the diggers"

decision manners "What does the pledge call for?" fr "À quoi l'engagement appelle-t-il ?" strictest {
  nothing "Nothing" fr "Rien" < greeting "Greet the neighbours" fr "Saluer les voisins"
} otherwise nothing

rule greet "A hole calls for a greeting" cites PLEDGE_TEXT "1" when depth is at least 1 then manners is greeting

commitment cake "There is cake" cites PLEDGE_TEXT "2" not a decision matter "nobody decides about cake"
"""

CASE = """
case: H-1
title: A hole in Mill Lane
date: 2024-05-01
facts:
  street: mill_lane
  depth: {value: 4, by: digger, note: measured twice}
  cost: 1250.50
  sealed: {unknown: not_asked, note: nobody has looked}
  ground_risk: {unknown: withheld}
  helpers:
    - name: Ann
      screening:
        supplier: Lists & Co
        lists: {banned: 2024-05-01}
        reviewed_by: B. Clerk
"""


def small_law() -> Law:
    """The law of the three towns and the pledge."""
    texts = {
        "vocabulary.policy": VOCABULARY,
        "ashby.policy": ASHBY,
        "bircham.policy": BIRCHAM,
        "cedarton.policy": CEDARTON,
        "pledge.policy": PLEDGE,
    }
    compilation = compile_sources([SourceFile(path, text) for path, text in texts.items()], {})
    assert compilation.law is not None, compilation.diagnostics
    return compilation.law


def read_case(law: Law, text: str = CASE) -> Case:
    """The case that the text states, which must have no mistake."""
    found: list[object] = []
    case = load_case(text, "case.yaml", law, report=found.append)
    assert case is not None, found
    assert not found
    return case


def page_of(law: Law, case: Case, *, baseline: str | None = None, actual: bool = False) -> ComparisonPage:
    """The comparison with everything that analysis can say."""

    def decided(name: str) -> JurisdictionResult:
        program = law.programs[name]
        applied = apply_case(case, program, actual=actual)
        return evolve(decide(program, applied.lines, case.date), assumed=applied.assumed, beside=program.beside)

    def with_reading(program: str, target: str, reading: str) -> Program | None:
        return None

    results = {name: decided(name) for name in law.jurisdictions}
    voluntary = {code: {name: decided(f"{code}@{name}") for name in law.jurisdictions} for code in law.codes}
    insight = look_into(law, case, results, with_reading, actual=actual)
    return comparison_page(law, case, results, voluntary, baseline=baseline, actual=actual, insight=insight)
