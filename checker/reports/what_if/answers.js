/* The answers to the changed case: board, where they part, side by side, the voluntary instruments. */
"use strict";

const Answers = (() => {
  const { h, swatch } = Dom;
  const MOST_RULES = 2;
  const MOST_NEEDS = 3;

  /** Decides and remembers: what a program reads, what the page made of the case as it was, and what it makes of it now. */
  class Deciding {
    constructor(app) {
      this.app = app;
      this.programs = Comity.read(app.data.law);
      this.reads = new Map();
      this.before = new Map();
      this.now = new Map();
    }

    /** The programs of the voluntary instruments beside what is shown. */
    beside() {
      const { data, state } = this.app;
      return data.codes.flatMap((code) => state.shown.map((name) => `${code}@${name}`)).filter((name) => this.programs.has(name));
    }

    decide(name, state) {
      const lines = Case.linesOf(state);
      return Comity.decide(this.programs.get(name), lines, state.date, this.app.data.actual, Narrow.evaluateNarrowed);
    }

    /** Bring the answers of programs up to date; `changes` are those against the case as it was. */
    update(changes, programs) {
      const { state, original } = this.app;
      const names = new Set(changes.map(([, name]) => name));
      const isMoved = state.date !== original.date || names.has(null);
      for (const name of programs) {
        if (!this.before.has(name)) this.before.set(name, this.decide(name, original));
        const isTouched = isMoved || [...this.readsOf(name)].some((fact) => names.has(fact));
        this.now.set(name, { isTouched, result: isTouched ? this.decide(name, state) : this.before.get(name) });
      }
    }

    /** The facts that anything in a program reads. */
    readsOf(name) {
      if (!this.reads.has(name)) this.reads.set(name, factsIn(this.programs.get(name)));
      return this.reads.get(name);
    }

    broken() {
      const { state } = this.app;
      const found = state.shown.flatMap((name) =>
        Case.linesOf(state).flatMap(([, facts]) => Comity.brokenConstraints(this.programs.get(name), facts, state.date)));
      return [...new Set(found.map((each) => each.name))];
    }

    /** The answer of a program to a decision, as it is shown; null where it does not make that decision. */
    answer(name, decision) {
      const info = this.programs.get(name)?.decisions.get(decision);
      if (!info) return null;
      const find = (result) => result.decisions.find((each) => each.decision === decision);
      const { isTouched, result } = this.now.get(name);
      const exact = this.app.data.answers[name]?.[decision];
      const [before, now] = [find(this.before.get(name)), find(result)];
      const shownBefore = exact ? { ...before, ...named(exact) } : { ...before, isExact: false };
      const shown = isTouched ? { ...now, isExact: false } : shownBefore;
      const isOther = keyOf(shown) !== keyOf(shownBefore);
      return {
        ...shown,
        outcome: info.combiner === "collect" || shown.possible.length > 1 ? null : shown.possible[0],
        info,
        name,
        before: isOther ? { ...shownBefore, outcome: shownBefore.possible.length > 1 ? null : shownBefore.possible[0] } : null,
        isMoved: isOther && keyOf(before) !== keyOf(now),
        lines: result.lines,
        result,
      };
    }
  }

  const named = ([possible, collected, conflict, isExact]) => ({ possible, collected, conflict, isExact });
  const keyOf = (answer) => JSON.stringify([answer.possible, answer.collected, answer.conflict]);

  function factsIn(program) {
    const found = new Set();
    const seen = new Set();
    const waiting = [program.as_of];
    const add = (...places) => waiting.push(...places.filter((place) => place !== undefined));
    for (const rule of program.rules.values()) add(rule.when, rule.basis);
    for (const definition of program.definitions.values()) add(definition.expr);
    for (const decision of program.decisions.values()) add(decision.asked_when);
    for (const constraint of program.constraints.values()) add(constraint.expr);
    while (waiting.length) {
      const place = waiting.pop();
      if (seen.has(place)) continue;
      seen.add(place);
      const expr = program.exprs[place];
      if (expr[0] === "fact") found.add(expr[1]);
      if (["some", "every", "count"].includes(expr[0])) expr[2].forEach((name) => found.add(name));
      add(...Narrow.parts(expr));
    }
    return found;
  }

  // ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const isCollecting = (answer) => answer.info.combiner === "collect";
  const isOpen = (answer) =>
    answer.conflict || (isCollecting(answer) ? answer.possible.length > answer.collected.length : answer.possible.length > 1);

  function outcomeWords(words, answer, outcome) {
    return outcome === "not_asked" ? words.text("answer.not_arising") : words.outcome(answer.info.name, outcome);
  }

  /** The answer in words, strictest first. */
  function inWords(words, answer) {
    if (answer === null) return [words.text("answer.no_such_question")];
    const label = (outcome) => outcomeWords(words, answer, outcome);
    const strictest = [...answer.possible].reverse();
    if (answer.conflict) return words.say("answer.conflict", { outcomes: words.listed(strictest.map(label)) });
    if (isCollecting(answer)) return collected(words, answer, label);
    if (answer.possible.length === 1) return [label(answer.possible[0])];
    return words.say("answer.could_be", { outcomes: words.listed(strictest.map((each) => words.quoted(label(each))), "or") });
  }

  function collected(words, answer, label) {
    const certain = words.listed(answer.collected.map(label));
    const perhaps = words.listed(answer.possible.filter((each) => !answer.collected.includes(each)).map(label));
    if (!perhaps.length) return certain.length ? certain : [words.text("answer.nothing")];
    return certain.length ? words.say("answer.and_perhaps", { certain, perhaps }) : words.say("answer.perhaps", { perhaps });
  }

  function lookOf(app, answer) {
    if (answer === null) return "not-arising";
    if (app.data.decisions[answer.info.name].code) return isOpen(answer) ? "unsettled" : "voluntary-answer";
    if (isOpen(answer)) return "unsettled";
    if (isCollecting(answer)) return "unordered";
    return app.data.decisions[answer.info.name].looks[answer.info.outcomes.indexOf(answer.possible[0])];
  }

  /** Swatch, words, that fewer may be possible, and what it was before. */
  function shown(app, answer) {
    const { words } = app;
    const open = answer !== null && isOpen(answer);
    const parts = [h("span", { class: open ? "answer open" : "answer" }, swatch(lookOf(app, answer)), h("strong", null, inWords(words, answer)))];
    if (open && !answer.isExact) parts.push(h("span", { class: "bound" }, words.text("what_if.perhaps_fewer")));
    if (answer?.before) parts.push(was(app, answer));
    return parts;
  }

  function was(app, answer) {
    const before = inWords(app.words, { ...answer, ...answer.before });
    if (!answer.isMoved) return h("span", { class: "bound" }, app.words.say("what_if.was", { before }));
    return h("span", { class: "tag moved-tag" }, h("span", { "aria-hidden": "true" }, "\u25b8 "), app.words.say("what_if.moved", { before }));
  }

  /** What a settled answer rests on, or what would settle an open one. */
  function grounds(app, answer) {
    const { words } = app;
    if (answer === null || answer.possible[0] === "not_asked") return null;
    if (isOpen(answer)) return settledBy(app, answer);
    const names = restsOn(app, answer.name, answer.result, answer.info.name);
    if (!names.length) return h("p", { class: "small" }, words.text("grounds.none_applies"));
    const rules = names.slice(0, MOST_RULES).map((name) => ruleWords(words, name));
    const more = names.length - rules.length;
    return h("ul", { class: "grounds" }, rules.map((rule) => h("li", null, rule)), more > 0 ? h("li", null, words.plural("grounds.more", more)) : null);
  }

  /** The rules that decide; one without a citation that only reads other decisions hands on to what those rest on. */
  function restsOn(app, program, result, decision) {
    const law = app.deciding.programs.get(program);
    const found = result.decisions.find((each) => each.decision === decision);
    const names = (found?.decided_by ?? []).flatMap((name) => {
      const [, citation] = app.words.words.rules[name] ?? [];
      const read = citation ? [] : decisionsIn(law, law.rules.get(name).when);
      const behind = read.flatMap((other) => restsOn(app, program, result, other));
      return behind.length ? behind : [name];
    });
    return [...new Set(names)];
  }

  function decisionsIn(program, place) {
    const expr = program.exprs[place];
    return expr[0] === "outcome" ? [expr[1]] : Narrow.parts(expr).flatMap((part) => decisionsIn(program, part));
  }

  function settledBy(app, answer) {
    const { words } = app;
    const needs = [...new Set(answer.lines.flatMap((line) => Needs.needsOf(Narrow.lineOf(line), answer.info.name)))];
    if (!needs.length) return null;
    const facts = words.listed(needs.slice(0, MOST_NEEDS).map((name) => words.quoted(words.need(name))));
    const more = needs.length - MOST_NEEDS;
    const said = more > 0 ? words.say("answer.settled_by_and_more", { facts, more: words.number(more) }) : words.say("answer.settled_by", { facts });
    return h("p", { class: "small" }, said, ".");
  }

  function ruleWords(words, name) {
    const [title, citation, ...marks] = words.words.rules[name] ?? [name, ""];
    const tags = marks.map((mark) => [" ", h("span", { class: `tag ${mark}` }, words.text(`tag.${mark}`))]);
    return [words.label(title), citation ? [" (", words.label(citation), ")"] : "", tags];
  }

  // ── groups ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Answers that are alike together, strictest first, not settled last. */
  function groups(answers) {
    const found = new Map();
    for (const answer of answers) {
      const key = `${keyOf(answer)} ${answer.isExact || !isOpen(answer)}`;
      found.set(key, [...(found.get(key) ?? []), answer]);
    }
    const ranks = ([answer]) => {
      const places = answer.possible.map((each) => answer.info.outcomes.indexOf(each));
      return [Number(isOpen(answer)), -Math.max(...places), -Math.min(...places)];
    };
    return [...found.values()].sort((one, other) => {
      const [mine, theirs] = [ranks(one), ranks(other)];
      return mine.map((rank, place) => rank - theirs[place]).find((difference) => difference) ?? 0;
    });
  }

  const nameOf = (words, program) => words.named("programs", program.split("@").at(-1));

  function board(app, answers) {
    const { words } = app;
    const total = String(answers.length);
    return h("ul", { class: "board plain" }, groups(answers).map((group) => h("li", { class: "row" },
      h("div", { class: "outcome" }, shown(app, { ...group[0], before: null }),
        h("p", { class: "small" }, words.plural("board.count", group.length, { digits: String(group.length), total }))),
      h("div", { class: "members" }, h("ul", { class: "plain" }, group.map((answer) => h("li", { class: answer.isMoved ? "moved" : "" },
        h("p", { class: "name" }, nameOf(words, answer.name)), answer.before ? was(app, answer) : null, decidingLine(app, answer), grounds(app, answer))))))));
  }

  /** The lines that come to the answer of the whole case, where not all do. */
  function decidingLine(app, answer) {
    const lines = answer.lines.filter((line) => {
      const own = line.decisions.find((each) => each.decision === answer.info.name);
      return keyOf(own) === keyOf(answer);
    });
    if (answer.lines.length < 2 || !lines.length || lines.length === answer.lines.length) return null;
    return h("p", { class: "small" }, app.words.say("board.line", { lines: app.words.listed(lines.map((line) => clean(line.line))) }));
  }

  /** One sentence for each question on which the jurisdictions part. */
  function partings(app, deciding, decisions) {
    const { words, state } = app;
    if (state.shown.length < 2) return h("p", null, words.text("parts.only_one"));
    const split = decisions
      .map((decision) => [decision, groups(state.shown.map((name) => deciding.answer(name, decision)).filter((each) => each && each.possible.join() !== "not_asked"))])
      .filter(([, found]) => found.length > 1);
    if (!split.length) return h("p", null, words.say("parts.nowhere", { n: words.number(state.shown.length) }));
    const bottomLast = split.length > 1 ? split.filter(([decision]) => decision !== app.data.bottom_line) : split;
    return h("ul", null, bottomLast.map(([decision, found]) => h("li", null, words.quoted(words.question(decision)),
      h("ul", { class: "compact" }, found.map((group) => h("li", { class: group.some((each) => each.isMoved) ? "moved" : "" }, side(app, group)))))));
  }

  function side(app, group) {
    const { words } = app;
    const open = isOpen(group[0]);
    const names = words.listed(group.map((answer) => nameOf(words, answer.name)));
    const labels = [...group[0].possible].reverse().map((each) => words.quoted(outcomeWords(words, group[0], each)));
    const sentence = isCollecting(group[0]) || group[0].conflict
      ? [names, words.text("word.colon"), " ", inWords(words, group[0])]
      : words.say(`parts.${open ? "open" : "side"}.${group.length === 1 ? "one" : "many"}`, { names, outcome: words.listed(labels, "or") });
    const rules = open ? [] : [...new Set(group.flatMap((answer) => restsOn(app, answer.name, answer.result, answer.info.name)))];
    const by = rules.length ? [" ", words.say("what_if.decided_by", { rules: words.listed(rules.slice(0, MOST_RULES).map((name) => ruleWords(words, name))) })] : "";
    return [sentence, ".", by];
  }

  /** Questions down, jurisdictions across. */
  function matrix(app, deciding, decisions) {
    const { words, data, state } = app;
    const baseline = state.shown.includes(data.baseline) ? data.baseline : state.shown[0];
    const caption = h("caption", { id: "what-if-matrix-caption" }, words.text("what_if.matrix"));
    const head = h("tr", null, h("th", { scope: "col", class: "stage" }, words.text("what_if.stage")),
      state.shown.map((name) => h("th", { scope: "col", class: name === baseline ? "baseline" : "" }, nameOf(words, name),
        name === baseline ? h("span", { class: "note" }, words.text("table.baseline")) : null)));
    const rows = decisions.map((decision) => {
      const base = deciding.answer(baseline, decision);
      const answers = state.shown.map((name) => deciding.answer(name, decision));
      const isSame = answers.length > 1 && answers.every((each) => each && !each.before && keyOf(each) === keyOf(base) && each.isExact === base.isExact);
      if (isSame) {
        const same = h("p", { class: "same-line" }, h("span", null, words.plural("table.same", answers.length), words.text("word.colon"), " "), shown(app, base));
        return h("tr", null, h("th", { scope: "row", class: "stage" }, words.question(decision)), h("td", { class: "same", colspan: String(answers.length) }, same));
      }
      const cells = state.shown.map((name, place) => {
        const answer = answers[place];
        const differs = name !== baseline && (answer && keyOf(answer)) !== (base && keyOf(base));
        const tag = differs ? h("span", { class: "tag differs" }, h("span", { "aria-hidden": "true" }, "\u2260 "), words.say("tag.differs", { other: nameOf(words, baseline) })) : null;
        return h("td", { class: [differs ? "differs" : "", answer?.isMoved ? "moved" : ""].join(" ").trim() },
          h("p", { class: "who narrow-only", "aria-hidden": "true" }, nameOf(words, name)), shown(app, answer), tag, grounds(app, answer));
      });
      return h("tr", null, h("th", { scope: "row", class: "stage" }, words.question(decision)), cells);
    });
    return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": "what-if-matrix-caption" },
      h("table", { class: "side-by-side what-if-matrix" }, caption, h("thead", null, head), h("tbody", null, rows)));
  }

  /** What each voluntary instrument calls for beside each jurisdiction. */
  function voluntary(app, deciding) {
    const { words, data } = app;
    return data.codes.map((code) => {
      const beside = deciding.beside().filter((name) => name.startsWith(`${code}@`));
      const decisions = Object.keys(data.decisions).filter((decision) => data.decisions[decision].code === code);
      const lists = decisions.map((decision) => {
        const answers = beside.map((name) => deciding.answer(name, decision)).filter(Boolean);
        if (!answers.length) return null;
        return [h("h4", null, words.question(decision)), h("ul", { class: "compact" }, groups(answers).map((group) => h("li", { class: group.some((each) => each.isMoved) ? "moved" : "" },
          h("strong", null, inWords(words, group[0])), " ", words.say("voluntary.member", { name: words.listed(group.map((answer) => nameOf(words, answer.name))) }),
          group.filter((each) => each.before).map((each) => [" ", was(app, each)]))))];
      });
      return h("div", { class: "voluntary" }, h("h3", null, words.named("codes", code), " ", h("span", { class: "tag voluntary" }, words.text("tag.voluntary"))), lists);
    });
  }

  /** What the changed case comes to under law, and how many jurisdictions come to another answer. */
  function show(app, deciding) {
    const { words, data, state } = app;
    const decisions = Object.keys(data.decisions).filter((decision) => !data.decisions[decision].code);
    const answers = state.shown.map((name) => deciding.answer(name, data.bottom_line)).filter(Boolean);
    const children = [
      h("h3", null, words.text("what_if.answers")), board(app, answers),
      h("h3", null, words.text("what_if.partings")), partings(app, deciding, decisions),
      matrix(app, deciding, decisions),
    ];
    return { children, moved: answers.filter((answer) => answer.isMoved).length };
  }

  return { Deciding, show, voluntary };
})();
