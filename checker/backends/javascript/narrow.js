/* Fewer possible outcomes, by going through what earlier decisions can be.

   Kleene logic lets each rule be open by itself, also where one of them must apply: a rule or its exception, or the
   rules that follow from an earlier decision. `evaluateNarrowed` decides once for each way in which the exceptions and
   the earlier decisions can turn out, and keeps what comes out of some way. Whatever the case can come to is among it;
   it may still be more than that. */
"use strict";

const Narrow = (() => {
  const MOST_WAYS = 200;
  const MOST_EXCEPTIONS = 6;
  const { all, any, combined, not, ordered, outcomesFor } = Comity.parts;
  const known = new WeakMap();

  /** Like `Comity.evaluate`, each possible set being the same or smaller. */
  function evaluateNarrowed(program, facts, date, line = "") {
    const base = new Way(program, facts, date).run();
    const result = whole(base, line);
    const ways = waysOf(base, readingOf(program));
    if (!ways.length) return result;
    const decisions = result.decisions.map((decision) => {
      const collects = program.decisions.get(decision.decision).combiner === "collect";
      return collects ? decision : merged(decision, ways.map((way) => way.decisions.get(decision.decision)));
    });
    return kept(base, { ...result, decisions });
  }

  const sources = new WeakMap();
  const kept = (line, result) => {
    sources.set(result, line);
    return result;
  };
  const whole = (line, name) => kept(line, line.result(name));

  /** The line that a result of `evaluateNarrowed` came from, for looking into it. */
  const lineOf = (result) => sources.get(result);

  /** The ways in which the open decisions that others read can turn out; none where there are too many. */
  function waysOf(base, reading) {
    const found = [];
    const waiting = [base];
    for (let tried = 0; waiting.length; tried += 1) {
      if (tried > MOST_WAYS) return [];
      const way = waiting.pop();
      const possible = (name) => way.expressions.decided.get(name).possible;
      const open = reading.decisions.find((name) => !way.fixed.has(name) && possible(name).length > 1);
      if (open === undefined) found.push(way);
      else for (const outcome of possible(open)) waiting.push(way.with(open, outcome, reading.stages));
    }
    return found;
  }

  /** A line with some decisions settled; only what reads decisions is looked at again. */
  class Way extends Comity.Line {
    fixed = new Map();

    with(decision, outcome, stages) {
      const way = this.branch();
      way.fixed = new Map(this.fixed).set(decision, outcome);
      return way.run(stages);
    }

    narrowed(info, possible, asked) {
      if (this.fixed.has(info.name)) return [this.fixed.get(info.name)];
      return possible.length > 1 && info.combiner !== "collect" ? this.withExceptions(info, possible, asked) : possible;
    }

    /** Where it is open whether an exception applies, the rule and its exception do not both fail to. */
    withExceptions(info, possible, asked) {
      const open = (rule) => this.applies.get(rule.name) === null;
      const concluding = this.program.concluding.get(info.name);
      const looked = new Map();
      const look = (rule) => {
        if (looked.has(rule.name)) return;
        rule.defeated_by.map((name) => this.program.rules.get(name)).filter(open).forEach(look);
        looked.set(rule.name, rule);
      };
      concluding.filter(open).forEach(look);
      const exceptions = [...looked.values()].filter((rule) => [...looked.values()].some((other) => other.defeated_by.includes(rule.name)));
      if (!exceptions.length || exceptions.length > MOST_EXCEPTIONS) return possible;
      const found = new Set(asked === null ? [0] : []);
      for (let way = 0; way < 2 ** exceptions.length; way += 1) {
        const assumed = new Map(exceptions.map((rule, place) => [rule.name, Boolean(way & (1 << place))]));
        const applies = this.assuming(looked, assumed);
        if (applies === null) continue;
        const concluded = (truth) => ordered(concluding.filter((rule) => applies(rule.name) === truth).flatMap((rule) => outcomesFor(rule, info)));
        combined(info, concluded(true), concluded(null)).forEach((outcome) => found.add(outcome));
      }
      return possible.filter((outcome) => found.has(outcome));
    }

    /** Whether each rule applies if the exceptions do as assumed; null where that cannot be. */
    assuming(looked, assumed) {
      const again = new Map();
      const applies = (name) => (again.has(name) ? again.get(name) : this.applies.get(name));
      for (const rule of looked.values()) {
        const found = all([this.own.get(rule.name), not(any(rule.defeated_by.map(applies)))]);
        const wanted = assumed.get(rule.name) ?? found;
        if (found !== null && found !== wanted) return null;
        again.set(rule.name, wanted);
      }
      return applies;
    }
  }

  function merged(decision, ways) {
    const possible = decision.possible.filter((name) => ways.some((way) => way.possible.includes(name)));
    if (possible.length === decision.possible.length) return decision;
    const settled = possible.length === 1;
    const decidedBy = settled ? ways[0].decided_by.filter((name) => ways.every((way) => way.decided_by.includes(name))) : [];
    return { ...decision, possible, outcome: settled ? possible[0] : null, decided_by: decidedBy };
  }

  /** The decisions of a program that others read, in order, without those that collect; and the stages that read any. */
  function readingOf(program) {
    if (!known.has(program)) known.set(program, findReading(program));
    return known.get(program);
  }

  function findReading(program) {
    const read = new Map();
    const decisionsIn = (place) => {
      if (!read.has(place)) {
        const expr = program.exprs[place];
        const own = expr[0] === "outcome" ? [expr[1]] : [];
        const defined = expr[0] === "define" ? decisionsIn(program.definitions.get(expr[1]).expr) : [];
        read.set(place, [...own, ...defined, ...parts(expr).flatMap(decisionsIn)]);
      }
      return read.get(place);
    };
    const names = new Set();
    const rules = new Set();
    const asking = new Set();
    for (const [kind, item] of program.stages) {
      if (kind === "rule") {
        const found = [item.when, ...(item.basis === undefined ? [] : [item.basis])].flatMap(decisionsIn);
        if (found.length || item.defeated_by.some((name) => rules.has(name))) rules.add(item.name);
        found.forEach((name) => names.add(name));
      } else if (kind === "decision") {
        if (item.asked_when !== undefined) decisionsIn(item.asked_when).forEach((name) => names.add(name));
        const isMoved = item.asked_when !== undefined || program.concluding.get(item.name).some((rule) => rules.has(rule.name));
        if (isMoved) asking.add(item.name);
      }
    }
    const isAgain = ([kind, { name }]) => (kind === "rule" ? rules.has(name) : kind === "decision" && (asking.has(name) || names.has(name)));
    const splits = (info) => names.has(info.name) && info.combiner !== "collect";
    const decisions = [...program.decisions.values()].filter(splits).map((info) => info.name);
    return { decisions, stages: program.stages.filter(isAgain) };
  }

  /** The places of the expressions directly inside an expression. */
  function parts(expr) {
    switch (expr[0]) {
      case "all":
      case "any":
        return expr[1];
      case "not":
      case "one_of":
      case "listed":
      case "within":
      case "has_any":
      case "has_listed":
        return [expr[1]];
      case "equal":
      case "less":
      case "at_most":
      case "has":
        return [expr[1], expr[2]];
      case "if":
        return expr.slice(1);
      case "some":
      case "every":
      case "count":
        return [expr[3]];
      case "sum":
        return expr[1].map(([, part]) => part);
      default:
        return [];
    }
  }

  return { evaluateNarrowed, lineOf, parts };
})();
