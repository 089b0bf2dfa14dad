/* Comity's law in JavaScript: what a program makes of the facts of a case, in strong Kleene logic.

   It means what checker/backends/interpreter means, and is tested against it. The form of the law is described in
   checker/backends/javascript/encode.py. Values:

     unknown null            number, date, rank   Number, or BigInt where a Number is not exact
     none    NONE            set                  {members: Set, uncertain: Set}
     bool    true, false     record               Map of field name to value
     enum, code, text  String        list of records      Array of Maps

   Truth is true, false or null for unknown. Outcomes are places in a decision's list, least strict first. */
"use strict";

const Comity = (() => {
  const NONE = Object.freeze({ none: true });
  const CASE_DATE = "case.date";
  const ALWAYS = -1e9;
  const NEVER = 1e9;

  // ── values ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A value as data gives it: unknown is null; `{"$": …}` for none, sets and large numbers. */
  function decode(given) {
    if (Array.isArray(given)) return given.map(decodeRecord);
    if (given === null || typeof given !== "object") return given;
    switch (given.$) {
      case "none":
        return NONE;
      case "int":
        return normal(BigInt(given.digits));
      case "set":
        return { members: new Set(given.in.map(decode)), uncertain: new Set((given.may ?? []).map(decode)) };
      default:
        return decodeRecord(given);
    }
  }

  function decodeRecord(given) {
    return new Map(Object.entries(given).map(([name, value]) => [name, decode(value)]));
  }

  /** Facts by name, from data. */
  const decodeFacts = decodeRecord;

  const isNumber = (value) => typeof value === "number" || typeof value === "bigint";
  const isSet = (value) => value !== null && typeof value === "object" && value.members instanceof Set;

  /** A Number where it is exact, so that equal numbers are identical. */
  function normal(number) {
    return number >= Number.MIN_SAFE_INTEGER && number <= Number.MAX_SAFE_INTEGER ? Number(number) : number;
  }

  /** Total of [coefficient, number] pairs and a constant, without rounding. */
  function total(pairs, constant) {
    let sum = constant;
    for (const [coefficient, number] of pairs) {
      const product = Number(coefficient) * Number(number);
      const next = Number(sum) + product;
      if (Number.isSafeInteger(product) && Number.isSafeInteger(next) && typeof sum === "number") sum = next;
      else sum = normal(BigInt(sum) + BigInt(coefficient) * BigInt(number));
    }
    return sum;
  }

  /** Whether two values that may be compared are the same; both unknown are. */
  function same(left, right) {
    if (left === right) return true;
    if (isSet(left) && isSet(right)) {
      return sameMembers(left.members, right.members) && sameMembers(left.uncertain, right.uncertain);
    }
    if (left instanceof Map && right instanceof Map) {
      return left.size === right.size && [...left].every(([key, value]) => right.has(key) && same(value, right.get(key)));
    }
    if (Array.isArray(left) && Array.isArray(right)) {
      return left.length === right.length && left.every((value, place) => same(value, right[place]));
    }
    return false;
  }

  const sameMembers = (one, other) => one.size === other.size && [...one].every((member) => other.has(member));

  // ── truth ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const not = (truth) => (truth === null ? null : !truth);

  /** False as soon as one is; true when all are, and when there are none. */
  function all(truths) {
    let result = true;
    for (const truth of truths) {
      if (truth === false) return false;
      if (truth === null) result = null;
    }
    return result;
  }

  /** True as soon as one is; false when all are, and when there are none. */
  function any(truths) {
    let result = false;
    for (const truth of truths) {
      if (truth === true) return true;
      if (truth === null) result = null;
    }
    return result;
  }

  const both = (one, other) => all([one, other]);

  function hasCome(day, earliest, latest) {
    if (day >= latest) return true;
    return day < earliest ? false : null;
  }

  /** Whether a day lies in the period; an unknown day lies in one that is open at both ends; `none` is no day. */
  function isWithinPeriod(day, [startEarliest, startLatest, endEarliest, endLatest]) {
    if (day === null) return both(startLatest === ALWAYS ? true : null, endEarliest === NEVER ? true : null);
    if (!isNumber(day)) return false;
    return both(hasCome(day, startEarliest, startLatest), not(hasCome(day, endEarliest, endLatest)));
  }

  /** Whether one of the periods holds the day; without periods, always. */
  const isInForce = (day, periods) => (periods.length ? any(periods.map((each) => isWithinPeriod(day, each))) : true);

  /** Whether `code` is `ancestor` or lies below it; codes are ASCII. */
  function isWithin(code, ancestor, nesting) {
    if (code === ancestor) return true;
    if (nesting === null || ancestor === "" || !code.startsWith(ancestor)) return false;
    return nesting === "prefix" || endsLevel(ancestor, code[ancestor.length]);
  }

  /** Whether a level ends between `ancestor` and the character that follows it. */
  function endsLevel(ancestor, following) {
    const last = ancestor.at(-1);
    if (!/[A-Za-z0-9]/.test(last)) return false;
    return !/[A-Za-z0-9]/.test(following) || /[0-9]/.test(last) !== /[0-9]/.test(following);
  }

  // ── the law ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Programs by name, from the data of checker/backends/javascript/encode.py. */
  function read(data) {
    const named = (items) => new Map(items.map((each) => [each.name, each]));
    const opened = (period) => period.map((end, place) => end ?? (place < 2 ? ALWAYS : NEVER));
    const periods = data.periods.map(opened);
    const during = (places = []) => places.map((place) => periods[place]);
    const exceptions = (places = []) => places.map((place) => data.rules[place][0]);
    const shared = {
      exprs: data.exprs.map(readExpr),
      lists: data.lists.map((each) => ({ ...each, rows: readRows(each.rows, periods) })),
      definitions: data.definitions.map(([name, expr, truth]) => ({ name, expr, truth })),
      decisions: data.decisions,
      rules: data.rules.map(([name, when, then = [], periods, defeated_by, basis]) => (
        { name, when, then, periods: during(periods), defeated_by: exceptions(defeated_by), basis })),
      obligations: data.obligations.map(([name, when, periods, defeated_by, met_when]) => (
        { name, when, periods: during(periods), defeated_by: exceptions(defeated_by), met_when })),
      constraints: data.constraints.map(([name, expr]) => ({ name, expr })),
    };
    const programs = data.programs.map((each) => {
      const program = { ...each, exprs: shared.exprs, as_if: decodeFacts(each.as_if) };
      for (const part of ["lists", "definitions", "decisions", "rules", "obligations", "constraints"]) {
        program[part] = named(places(each[part]).map((place) => shared[part][place]));
      }
      program.stages = readStages(each.stages, program);
      program.concluding = new Map([...program.decisions.keys()].map((name) => [name, []]));
      for (const rule of program.rules.values()) {
        for (const decision of new Set(rule.then.map(([name]) => name))) program.concluding.get(decision).push(rule);
      }
      return program;
    });
    return named(programs);
  }

  /** Places that are given as runs, [first, how many]. */
  const places = (runs) => runs.flatMap(([first, many]) => Array.from({ length: many }, (_, next) => first + next));

  /** Expressions hold the places of their parts; constants and members become values. */
  function readExpr(expr) {
    if (expr[0] === "const") return ["const", decode(expr[1])];
    if (expr[0] === "one_of" || expr[0] === "has_any") return [expr[0], expr[1], new Set(expr[2].map(decode))];
    if (expr[0] === "sum") return ["sum", expr[1].map(([factor, part]) => [decode(factor), part]), decode(expr[2])];
    return expr;
  }

  /** Periods of each member. */
  function readRows(rows, periods) {
    const found = new Map();
    for (const [place, members] of rows) {
      for (const member of members.map(decode)) {
        if (!found.has(member)) found.set(member, []);
        found.get(member).push(periods[place]);
      }
    }
    return found;
  }

  /** [kind, rule or decision or obligation] in order of evaluation. */
  function readStages(stages, program) {
    const parts = { rule: program.rules, decision: program.decisions, obligation: program.obligations };
    const items = Object.fromEntries(Object.entries(parts).map(([kind, part]) => [kind, [...part.values()]]));
    return stages.flatMap(([kind, ...runs]) => places(runs).map((place) => [kind, items[kind][place]]));
  }

  // ── expressions ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Evaluates the expressions of one program over one line; `decided` is filled as the program goes along. */
  class Expressions {
    constructor(program, facts, date) {
      this.program = program;
      this.facts = new Map(facts).set(CASE_DATE, date);
      this.decided = new Map();
      this.defined = new Map();
    }

    /** The value where a truth is wanted: `none` is not true. */
    truth(place, scope) {
      const value = this.value(place, scope);
      return value === null ? null : value === true;
    }

    /** The value of the expression at a place, or null for unknown. `scope`: the day, and records by variable. */
    value(place, scope) {
      const expr = this.program.exprs[place];
      switch (expr[0]) {
        case "const":
          return expr[1];
        case "fact":
          return this.facts.get(expr[1]) ?? null;
        case "field":
          return scope.records.get(expr[1]).get(expr[2]) ?? null;
        case "as_of":
          return scope.day;
        case "open":
          return null;
        case "define":
          return this.define(expr[1], scope.day);
        case "all":
          return all(this.truths(expr[1], scope));
        case "any":
          return any(this.truths(expr[1], scope));
        case "not":
          return not(this.truth(expr[1], scope));
        case "if":
          return this.choose(expr, scope);
        case "equal": {
          const [left, right] = [this.value(expr[1], scope), this.value(expr[2], scope)];
          return left === null || right === null ? null : same(left, right);
        }
        case "less":
        case "at_most": {
          const [left, right] = [this.value(expr[1], scope), this.value(expr[2], scope)];
          if (left === null || right === null) return null;
          if (!isNumber(left) || !isNumber(right)) return false;
          return expr[0] === "less" ? left < right : left <= right;
        }
        case "one_of": {
          const found = this.value(expr[1], scope);
          return found === null ? null : expr[2].has(found);
        }
        case "listed":
          return this.isListed(this.value(expr[1], scope), expr[2], expr[3], scope.day);
        case "within": {
          const code = this.value(expr[1], scope);
          return code === null ? null : typeof code === "string" && isWithin(code, expr[2], expr[3]);
        }
        case "has":
          return contains(this.value(expr[1], scope), this.value(expr[2], scope));
        case "has_any": {
          const held = this.value(expr[1], scope);
          return held === null ? null : any([...expr[2]].map((member) => contains(held, member)));
        }
        case "has_listed":
          return this.containsListed(this.value(expr[1], scope), expr[2], expr[3], scope.day);
        case "some":
          return any(this.ofEach(expr, scope));
        case "every":
          return all(this.ofEach(expr, scope));
        case "count": {
          const truths = [...this.ofEach(expr, scope)];
          return truths.includes(null) ? null : truths.filter((truth) => truth).length;
        }
        case "sum": {
          const values = expr[1].map(([factor, part]) => [factor, this.value(part, scope)]);
          if (values.some(([, value]) => value === null)) return null;
          return values.every(([, value]) => isNumber(value)) ? total(values, expr[2]) : NONE;
        }
        case "outcome":
          return this.decided.has(expr[1]) ? isDecidedIn(this.decided.get(expr[1]), expr[2]) : null;
        default:
          throw new Error(`no expression is called ${expr[0]}`);
      }
    }

    *truths(places, scope) {
      for (const place of places) yield this.truth(place, scope);
    }

    /** The truth of a quantifier's body for each record; an unknown list counts as one unknown truth. */
    *ofEach([, variable, collections, body], scope) {
      for (const collection of collections) {
        const held = this.facts.get(collection) ?? null;
        if (held === null) yield null;
        for (const record of Array.isArray(held) ? held : held instanceof Map ? [held] : []) {
          yield this.truth(body, { day: scope.day, records: new Map(scope.records).set(variable, record) });
        }
      }
    }

    /** Where the condition is unknown: the value of both branches if they agree. */
    choose([, condition, consequence, alternative], scope) {
      const truth = this.truth(condition, scope);
      if (truth !== null) return this.value(truth ? consequence : alternative, scope);
      const value = this.value(consequence, scope);
      return same(value, this.value(alternative, scope)) ? value : null;
    }

    /** What is declared to be true or false is never `none`. */
    define(name, day) {
      if (!this.defined.has(day)) this.defined.set(day, new Map());
      const known = this.defined.get(day);
      if (!known.has(name)) {
        const definition = this.program.definitions.get(name);
        const scope = scopeOf(day);
        known.set(name, definition.truth ? this.truth(definition.expr, scope) : this.value(definition.expr, scope));
      }
      return known.get(name);
    }

    isListed(value, name, nested, day) {
      if (value === null) return null;
      const list = this.program.lists.get(name);
      const periods = [...(list.rows.get(value) ?? [])];
      if (nested && typeof value === "string") {
        for (let length = 1; length < value.length; length += 1) {
          const above = value.slice(0, length);
          if (list.rows.has(above) && isWithin(value, above, list.nesting)) periods.push(...list.rows.get(above));
        }
      }
      return any(periods.map((period) => isWithinPeriod(day, period)));
    }

    containsListed(held, name, nested, day) {
      if (held === null) return null;
      if (!isSet(held)) return false;
      const every = [...held.members, ...held.uncertain];
      return any(every.map((each) => both(contains(held, each), this.isListed(each, name, nested, day))));
    }
  }

  const scopeOf = (day) => ({ day, records: new Map() });

  function contains(held, element) {
    if (held === null || element === null) return null;
    if (!isSet(held)) return false;
    if (held.members.has(element)) return true;
    return held.uncertain.has(element) ? null : false;
  }

  /** Whether a decision's outcome is among `wanted`; for one that collects, whether one of its outcomes is. */
  function isDecidedIn(decided, wanted) {
    if (decided.possible.every((each) => wanted.includes(each))) return true;
    if (decided.collects && decided.certain.some((each) => wanted.includes(each))) return true;
    return decided.possible.some((each) => wanted.includes(each)) ? null : false;
  }

  // ── one line ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Decide one line on a date: decisions, findings (of rules) and obligations, each in the program's order. */
  function evaluate(program, facts, date, line = "") {
    return new Line(program, facts, date).run().result(line);
  }

  class Line {
    constructor(program, facts, date) {
      this.program = program;
      this.expressions = new Expressions(program, facts, date);
      this.usual = scopeOf(this.expressions.value(program.as_of, scopeOf(date)));
      this.own = new Map();
      this.applies = new Map();
      this.findings = new Map();
      this.decisions = new Map();
      this.obligations = new Map();
    }

    /** Stage by stage: each kind of stage is a method below. */
    run(stages = this.program.stages) {
      for (const [kind, item] of stages) this[kind](item);
      return this;
    }

    /** The same line, to go on from: what is found out later does not change this one. */
    branch() {
      const expressions = Object.assign(Object.create(Expressions.prototype), this.expressions);
      expressions.decided = new Map(expressions.decided);
      const [own, applies] = [new Map(this.own), new Map(this.applies)];
      const later = { expressions, own, applies, findings: new Map(), decisions: new Map(this.decisions) };
      return Object.assign(Object.create(Object.getPrototypeOf(this)), this, later);
    }

    result(line) {
      const inOrder = (part, found) => [...part.keys()].map((name) => found.get(name));
      return {
        line,
        decisions: inOrder(this.program.decisions, this.decisions),
        findings: inOrder(this.program.rules, this.findings),
        obligations: inOrder(this.program.obligations, this.obligations),
      };
    }

    rule(rule) {
      const scope = rule.basis === undefined ? this.usual : scopeOf(this.expressions.value(rule.basis, this.usual));
      const inForce = isInForce(scope.day, rule.periods);
      const condition = inForce === false ? null : this.expressions.truth(rule.when, scope);
      const own = both(inForce, condition);
      const defeated = any(rule.defeated_by.map((name) => this.applies.get(name)));
      const applies = both(own, not(defeated));
      const status = statusOf(inForce, own, applies, defeated);
      this.applies.set(rule.name, applies);
      this.own.set(rule.name, own);
      this.findings.set(rule.name, {
        rule: rule.name,
        status,
        defeated_by: this.defeaters(rule, status),
        condition,
        in_force: inForce,
      });
    }

    defeaters(rule, status) {
      const wanted = { defeated: true, undetermined: null }[status];
      return wanted === undefined ? [] : rule.defeated_by.filter((name) => this.applies.get(name) === wanted);
    }

    decision(info) {
      const asked = info.asked_when === undefined ? true : this.expressions.truth(info.asked_when, this.usual);
      const concluded = (truth) => this.concluded(info, truth);
      const collects = info.combiner === "collect";
      let certain = concluded(true);
      let possible = combined(info, certain, concluded(null));
      if (asked === false) possible = [0];
      else if (asked === null) possible = ordered([0, ...possible]);
      possible = this.narrowed(info, possible, asked);
      if (asked !== true) certain = [];
      if (collects && possible.length === 1) certain = possible;
      this.expressions.decided.set(info.name, { possible, certain, collects, asked });
      const isOpen = collects ? possible.length !== certain.length : possible.length !== 1;
      const settled = collects ? certain : possible;
      const isDeciding = asked === true && (!isOpen || collects);
      this.decisions.set(info.name, {
        decision: info.name,
        outcome: collects || isOpen ? null : info.outcomes[possible[0]],
        possible: possible.map((place) => info.outcomes[place]),
        decided_by: isDeciding ? this.concludedBy(info, settled) : [],
        collected: collects ? certain.map((place) => info.outcomes[place]) : [],
        conflict: info.combiner === "unique" && certain.length > 1,
      });
    }

    /** Where less is known to be possible (narrow.js). */
    narrowed(info, possible) {
      return possible;
    }

    /** The outcomes for a decision of the rules that apply (or, with null, that may). */
    concluded(info, truth) {
      const rules = this.program.concluding.get(info.name).filter((rule) => this.applies.get(rule.name) === truth);
      return ordered(rules.flatMap((rule) => outcomesFor(rule, info)));
    }

    concludedBy(info, settled) {
      const rules = this.program.concluding.get(info.name).filter((rule) => this.applies.get(rule.name) === true);
      return rules.filter((r) => outcomesFor(r, info).some((each) => settled.includes(each))).map((r) => r.name);
    }

    obligation(duty) {
      const inForce = isInForce(this.usual.day, duty.periods);
      const condition = inForce === false ? null : this.expressions.truth(duty.when, this.usual);
      const defeated = any(duty.defeated_by.map((name) => this.applies.get(name)));
      const arises = all([inForce, condition, not(defeated)]);
      const met = arises && duty.met_when !== undefined ? this.expressions.truth(duty.met_when, this.usual) : null;
      this.obligations.set(duty.name, { obligation: duty.name, status: obligationStatus(arises, met), arises });
    }
  }

  const ordered = (places) => [...new Set(places)].sort((one, other) => one - other);
  const outcomesFor = (rule, info) => rule.then.filter(([name]) => name === info.name).map(([, outcome]) => outcome);

  function statusOf(inForce, own, applies, defeated) {
    if (inForce === false) return "not_in_force";
    if (applies === null) return "undetermined";
    if (applies) return "applies";
    return own === true && defeated === true ? "defeated" : "does_not_apply";
  }

  function obligationStatus(arises, met) {
    if (arises === false) return "does_not_arise";
    if (arises === null || met === null) return "undetermined";
    return met ? "met" : "unmet";
  }

  /** The possible outcomes, given those of rules that apply and of rules that may. */
  function combined(info, certain, perhaps) {
    if (!certain.length) return ordered([info.otherwise, ...perhaps]);
    if (info.combiner === "collect") return ordered([...certain, ...perhaps]);
    const strictest = certain.at(-1);
    return ordered([strictest, ...perhaps.filter((each) => each > strictest)]);
  }

  // ── several lines ─────────────────────────────────────────────────────────────────────────────────────────────

  const NEAREST_FIRST = ["applies", "defeated", "undetermined", "does_not_apply", "not_in_force"];
  const WORST_FIRST = ["unmet", "undetermined", "met", "does_not_arise"];

  /** The answer over all lines: the strictest, each line being free to turn out in any of its possible ways. */
  function combine(program, lines) {
    const infos = [...program.decisions.values()];
    return {
      jurisdiction: program.name,
      decisions: infos.map((info, place) => overLines(info, lines.map((line) => line.decisions[place]))),
      findings: leastOf(lines.map((line) => line.findings), (each) => NEAREST_FIRST.indexOf(each.status)),
      obligations: leastOf(lines.map((line) => line.obligations), badness),
      lines,
    };
  }

  const badness = (duty) => 2 * WORST_FIRST.indexOf(duty.status) + (duty.arises === true ? 0 : 1);

  /** At each place, the first of those with the least measure. */
  function leastOf(lines, measure) {
    const lesser = (one, other) => (measure(other) < measure(one) ? other : one);
    return lines[0].map((_, place) => lines.map((line) => line[place]).reduce(lesser));
  }

  function overLines(info, lines) {
    if (lines.length === 1) return lines[0];
    const collects = info.combiner === "collect";
    const places = lines.map((line) => line.possible.map((name) => info.outcomes.indexOf(name)));
    const union = (sets) => ordered(sets.flat());
    const named = (found) => found.map((place) => info.outcomes[place]);
    const possible = named(collects ? union(places) : places.reduce(strictest));
    const collected = named(union(lines.map((line) => line.collected.map((name) => info.outcomes.indexOf(name)))));
    const isSettled = collects ? possible.length === collected.length : possible.length === 1;
    const outcome = isSettled && !collects ? possible[0] : null;
    const deciding = collects ? lines : lines.filter((line) => isSettled && line.outcome === outcome);
    return {
      decision: info.name,
      outcome,
      possible,
      decided_by: [...new Set(deciding.flatMap((line) => line.decided_by))],
      collected,
      conflict: lines.some((line) => line.conflict),
    };
  }

  /** The outcomes that the stricter of two can have, each being any of its own. */
  function strictest(one, other) {
    const least = Math.max(one[0], other[0]);
    return ordered([...one, ...other].filter((place) => place >= least));
  }

  // ── a case ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A case of [name, facts] lines under one program; the facts of "as if established there" are laid over them. */
  function decide(program, lines, date, actual = false, how = evaluate) {
    const seen = (facts) => (actual ? facts : new Map([...facts, ...program.as_if]));
    return combine(program, lines.map(([name, facts]) => how(program, seen(facts), date, name)));
  }

  /** The constraints that are false of these facts, whatever the unknown ones are. */
  function brokenConstraints(program, facts, date) {
    const expressions = new Expressions(program, facts, date);
    const scope = scopeOf(expressions.value(program.as_of, scopeOf(date)));
    return [...program.constraints.values()].filter((each) => expressions.truth(each.expr, scope) === false);
  }

  const parts = { all, any, combined, not, ordered, outcomesFor };

  return { NONE, Line, parts, normal, decode, decodeFacts, isSet, read, evaluate, combine, decide, brokenConstraints };
})();
