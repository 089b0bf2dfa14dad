/* The unknown facts that can still change a decision, by what the undetermined rules mention: checker/backends/needs.py. */
"use strict";

const Needs = (() => {
  const NOTHING = { facts: new Map(), decisions: new Set() };
  const known = new WeakMap();

  /** The facts and open terms that an open decision of a line needs, in order of mention. */
  function needsOf(line, decision) {
    const { possible, certain, collects } = line.expressions.decided.get(decision);
    if (possible.length < 2 || (collects && possible.length === certain.length)) return [];
    const reading = readingOf(line.program);
    const found = new Set();
    const seen = new Set();
    const waiting = [["decision", decision]];
    while (waiting.length) {
      const [kind, name] = waiting.pop();
      if (seen.has(`${kind} ${name}`)) continue;
      seen.add(`${kind} ${name}`);
      const [names, following] = kind === "decision" ? ofDecision(line, reading, name) : ofRule(line, reading, name);
      names.forEach((each) => found.add(each));
      waiting.push(...following.reverse());
    }
    return [...found];
  }

  /** What is missing for a decision, and where to look next. */
  function ofDecision(line, reading, name) {
    const decided = line.expressions.decided.get(name);
    if (!decided || decided.possible.length < 2) return [[], []];
    const asked = reading.decisions.get(name);
    const names = asked && decided.asked === null ? unknown(line, asked) : [];
    const following = asked && decided.asked === null ? [...asked.decisions].map((each) => ["decision", each]) : [];
    for (const rule of line.program.concluding.get(name)) {
      const outcomes = rule.then.filter(([of]) => of === name).map(([, outcome]) => outcome);
      const matters = outcomes.some((outcome) => decided.possible.includes(outcome));
      if (line.applies.get(rule.name) === null && matters) following.push(["rule", rule.name]);
    }
    return [names, following];
  }

  function ofRule(line, reading, name) {
    const { condition, basis } = reading.rules.get(name);
    const finding = line.findings.get(name);
    const names = [];
    const following = [];
    if (finding.condition === null) {
      names.push(...unknown(line, condition));
      following.push(...[...condition.decisions].map((each) => ["decision", each]));
    }
    if (finding.in_force === null) {
      // A start that is not known exactly is the rule's own uncertainty.
      const missing = unknown(line, basis);
      names.push(...(missing.length ? missing : [name]));
    }
    const open = line.program.rules.get(name).defeated_by.filter((each) => line.applies.get(each) === null);
    following.push(...open.map((each) => ["rule", each]));
    return [names, following];
  }

  const unknown = (line, reads) =>
    [...reads.facts].filter(([name, fields]) => !isKnown(line.expressions.facts.get(name) ?? null, fields)).map(([name]) => name);

  function isKnown(value, fields) {
    if (value === null) return false;
    const records = Array.isArray(value) ? value : value instanceof Map ? [value] : null;
    if (records === null) return isSettled(value);
    return records.every((record) => [...fields].every((field) => isSettled(record.get(field) ?? null)));
  }

  const isSettled = (value) => value !== null && !(Comity.isSet(value) && value.uncertain.size);

  // ── what a program reads ──────────────────────────────────────────────────────────────────────────────────────

  function readingOf(program) {
    if (!known.has(program)) known.set(program, findReading(program));
    return known.get(program);
  }

  function findReading(program) {
    const reader = new Reader(program);
    reader.usual = reader.reads(program.as_of, null);
    const rules = new Map();
    for (const rule of program.rules.values()) {
      const basis = rule.basis === undefined ? reader.usual : reader.reads(rule.basis, null);
      rules.set(rule.name, { condition: reader.reads(rule.when, basis), basis: rule.periods.length ? basis : NOTHING });
    }
    const asking = [...program.decisions.values()].filter((info) => info.asked_when !== undefined);
    return { rules, decisions: new Map(asking.map((info) => [info.name, reader.reads(info.asked_when, reader.usual)])) };
  }

  /** Facts with the fields that are read of their records, and decisions, in order of mention. */
  class Reader {
    constructor(program) {
      this.program = program;
      this.usual = NOTHING;
      this.defined = new Map();
    }

    reads(place, basis) {
      const found = { facts: new Map(), decisions: new Set() };
      this.visit(found, place, basis ?? this.usual, new Map());
      found.facts.delete("case.date");
      return found;
    }

    visit(found, place, basis, collections) {
      const expr = this.program.exprs[place];
      const mention = (name) => found.facts.get(name) ?? found.facts.set(name, new Set()).get(name);
      switch (expr[0]) {
        case "fact":
        case "open":
          mention(expr[1]);
          break;
        case "field":
          (collections.get(expr[1]) ?? []).forEach((name) => mention(name).add(expr[2]));
          break;
        case "as_of":
          add(found, basis);
          break;
        case "define":
          add(found, this.definition(expr[1], basis));
          break;
        case "outcome":
          found.decisions.add(expr[1]);
          break;
        case "some":
        case "every":
        case "count":
          expr[2].forEach(mention);
          this.visit(found, expr[3], basis, new Map(collections).set(expr[1], expr[2]));
          break;
        default:
          Narrow.parts(expr).forEach((part) => this.visit(found, part, basis, collections));
          if (expr[0] === "listed" || expr[0] === "has_listed") add(found, basis);
      }
    }

    definition(name, basis) {
      if (!this.defined.has(basis)) this.defined.set(basis, new Map());
      const memo = this.defined.get(basis);
      if (!memo.has(name)) memo.set(name, this.reads(this.program.definitions.get(name).expr, basis));
      return memo.get(name);
    }
  }

  function add(found, other) {
    for (const [name, fields] of other.facts) {
      if (!found.facts.has(name)) found.facts.set(name, new Set());
      fields.forEach((field) => found.facts.get(name).add(field));
    }
    other.decisions.forEach((name) => found.decisions.add(name));
  }

  return { needsOf };
})();
