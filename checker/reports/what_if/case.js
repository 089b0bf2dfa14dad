/* The case that the reader works on: the one of the report with changes, what they are, and how they travel. */
"use strict";

const Case = (() => {
  const { NONE } = Comity;

  /** The case of the report. A value of null: said to be unknown. */
  function original(data) {
    const stated = (facts) => Object.entries(facts).map(([name, [value]]) => [name, Comity.decode(value)]);
    const assumed = Object.entries(data.case.assumed).map(([name, value]) => [name, Comity.decode(value)]);
    return {
      date: data.case.date,
      facts: new Map([...assumed, ...stated(data.case.facts)]),
      lines: data.case.lines.map(([name, facts]) => ({ name, facts: new Map(stated(facts)) })),
      shown: [...data.compared],
    };
  }

  const copy = (state) => ({
    ...state,
    facts: new Map(state.facts),
    lines: state.lines.map((line) => ({ name: line.name, facts: new Map(line.facts) })),
    shown: [...state.shown],
  });

  /** [name, known facts] of each line; a case without lines has one. */
  function linesOf(state) {
    const known = (facts) => new Map([...facts].filter(([, value]) => value !== null));
    if (!state.lines.length) return [["", known(state.facts)]];
    return state.lines.map((line) => [line.name, known(new Map([...state.facts, ...line.facts]))]);
  }

  const valueOf = (facts, name) => facts.get(name) ?? null;

  /** The changed facts as [line or null, name]; a line that is new or gone is one change, with no name. */
  function changes(before, after) {
    const found = changedFacts(before.facts, after.facts).map((name) => [null, name]);
    const lines = new Map(before.lines.map((line) => [line.name, line]));
    for (const line of after.lines) {
      const known = lines.get(line.name);
      lines.delete(line.name);
      if (known) found.push(...changedFacts(known.facts, line.facts, true).map((name) => [line.name, name]));
      else found.push([line.name, null]);
    }
    return [...found, ...[...lines.keys()].map((name) => [name, null])];
  }

  /** On a line, a fact that is said to be unknown is not one that is left to the whole case. */
  function changedFacts(before, after, ofLine = false) {
    const isSame = (name) =>
      Values.same(valueOf(before, name), valueOf(after, name)) && (!ofLine || before.has(name) === after.has(name));
    return [...new Set([...before.keys(), ...after.keys()])].filter((name) => !isSame(name));
  }

  // ── links ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const encodeFacts = (facts, names) => Object.fromEntries(names.map((name) => [name, Values.encode(valueOf(facts, name))]));

  /** What a link carries: the changes, not the case. Empty where there are none. */
  function toFragment(before, after) {
    const carried = {};
    if (after.date !== before.date) carried.date = after.date;
    const facts = changedFacts(before.facts, after.facts);
    if (facts.length) carried.facts = encodeFacts(after.facts, facts);
    if (changes(before, after).some(([line]) => line !== null)) {
      carried.lines = after.lines.map((line) => [line.name, encodeFacts(line.facts, [...line.facts.keys()])]);
    }
    if (after.shown.join() !== before.shown.join()) carried.shown = after.shown;
    if (!Object.keys(carried).length) return "";
    const bytes = new TextEncoder().encode(JSON.stringify(carried));
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return `case=${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  }

  /** The case that a link carries, and the names of what in it could not be used; null where it carries none. */
  function fromFragment(data, before, fragment) {
    const found = /^#?case=([A-Za-z0-9_-]*)$/.exec(fragment);
    if (!found) return null;
    let carried;
    try {
      const text = atob(found[1].replaceAll("-", "+").replaceAll("_", "/"));
      carried = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(text, (each) => each.charCodeAt(0))));
    } catch {
      carried = null;
    }
    const state = copy(before);
    if (carried === null || typeof carried !== "object") return { state, ignored: ["case"] };
    const ignored = [];
    if (carried.date !== undefined) {
      const date = Values.read(data, ["date"], carried.date);
      if (date) state.date = date;
      else ignored.push("date");
    }
    readFacts(data, carried.facts ?? {}, state.facts, ignored, () => true);
    if (carried.lines !== undefined) readLines(data, carried.lines, state, ignored);
    if (Array.isArray(carried.shown)) {
      const shown = data.compiled.filter((name) => carried.shown.includes(name));
      if (shown.length) state.shown = shown;
      if (shown.length !== carried.shown.length) ignored.push("shown");
    }
    return { state, ignored };
  }

  function readFacts(data, given, facts, ignored, isAllowed) {
    for (const [name, held] of Object.entries(given)) {
      const info = Object.hasOwn(data.facts, name) ? data.facts[name] : undefined;
      const value = info && isAllowed(info) ? Values.read(data, info.type, held) : undefined;
      if (value === undefined) ignored.push(name);
      else facts.set(name, value);
    }
  }

  function readLines(data, given, state, ignored) {
    const isLine = (line) => Array.isArray(line) && typeof line[0] === "string" && line[1] !== null && typeof line[1] === "object";
    const names = Array.isArray(given) && given.every(isLine) ? given.map(([name]) => name) : null;
    if (names === null || new Set(names).size < names.length) {
      ignored.push("lines");
      return;
    }
    state.lines = given.map(([name, facts]) => {
      const line = { name, facts: new Map() };
      readFacts(data, facts, line.facts, ignored, (info) => info.per_line);
      return line;
    });
  }

  // ── case files ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The case as a file that the tool reads. */
  function toFile(data, before, after) {
    const about = data.case;
    const facts = [...after.facts.keys()].filter((name) => Object.hasOwn(about.facts, name) || !isAssumed(about, after.facts, name));
    const head = [`case: ${Values.quoted(about.id)}`, `title: ${Values.quoted(about.title)}`, `date: ${Values.dayText(after.date)}`];
    if (about.note) head.push(`note: ${Values.quoted(about.note)}`);
    if (about.assuming.length) head.push(`assuming: [${about.assuming.join(", ")}]`);
    const body = block(data, about.facts, before.facts, after.facts, facts, 2);
    const lines = after.lines.map((line) => {
      const stated = about.lines.find(([name]) => name === line.name)?.[1] ?? {};
      const known = before.lines.find((each) => each.name === line.name)?.facts ?? new Map();
      const own = block(data, stated, known, line.facts, [...line.facts.keys()], 6);
      return `  - line: ${Values.quoted(line.name)}\n    facts:${own || " {}"}`;
    });
    return `${head.join("\n")}\nfacts:${body || " {}"}\n${lines.length ? `lines:\n${lines.join("\n")}\n` : ""}`;
  }

  function isAssumed(about, facts, name) {
    return Object.hasOwn(about.assumed, name) && Values.same(Comity.decode(about.assumed[name]), valueOf(facts, name));
  }

  /** Facts one below the other; what is unchanged keeps the author's notes. */
  function block(data, stated, before, after, names, indent) {
    const start = `\n${" ".repeat(indent)}`;
    return names.map((name) => {
      const value = valueOf(after, name);
      const told = Object.hasOwn(stated, name) && Values.same(valueOf(before, name), value) ? stated[name][1] : undefined;
      const type = data.facts[name].type;
      if (!told) return `${start}${name}:${Values.yaml(data, type, value, indent + 2)}`;
      const inner = `${start}  `;
      const main = value === null ? `unknown: ${told.unknown ?? "not_known"}` : `value:${Values.yaml(data, type, value, indent + 4)}`;
      const rest = ["by", "note"].filter((key) => told[key]).map((key) => `${inner}${key}: ${Values.quoted(told[key])}`);
      return `${start}${name}:${inner}${main}${rest.join("")}`;
    }).join("");
  }

  return { NONE, original, copy, linesOf, valueOf, changes, toFragment, fromFragment, toFile };
})();
