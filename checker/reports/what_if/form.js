/* The form: one typed control for each fact, for the whole case or for one of its lines. */
"use strict";

const Form = (() => {
  const { h } = Dom;
  const MOST_CHOSEN_ONE_BY_ONE = 60;
  const MOST_FOUND = 30;
  let ids = 0;
  const newId = () => `what-if-${(ids += 1)}`;

  /** What stands first in every control: what a fact can be besides a value. */
  function states(app, type, inherits) {
    const found = [];
    if (inherits) found.push(["inherit", app.words.text("what_if.inherit")]);
    found.push(["unknown", app.words.text("unknown.not_known")]);
    if (Values.isOptional(type)) found.push(["none", app.words.text("value.none")]);
    return found;
  }

  const stateOf = (value) => (value === undefined ? "inherit" : value === null ? "unknown" : value === Comity.NONE ? "none" : "known");
  const valueOfState = { inherit: undefined, unknown: null, none: Comity.NONE };

  function select(options, chosen, labels, change) {
    const element = h("select", { "aria-labelledby": labels, onchange: () => change(element.value) });
    for (const [value, text] of options) element.append(h("option", { value, selected: value === chosen }, text));
    return element;
  }

  /** A control of the type; `change` gets the new value, undefined standing for "as for the whole case". */
  function control(app, type, value, labels, change, inherits = false) {
    if (Values.choices(app.data, type)) return choice(app, type, value, labels, change, inherits);
    const of = Values.bare(type);
    const holder = h("div", { class: "control" });
    const inner = h("div", { class: "inner" });
    const [empty, build] = {
      set: [() => Values.setOf([], []), setControl],
      record: [() => new Map(), recordControl],
      list: [() => [], listControl],
    }[of[0]] ?? [() => undefined, textControl];
    const show = (held) => inner.replaceChildren(...(stateOf(held) === "known" || held === "typing" ? [build(app, of, held === "typing" ? undefined : held, labels, change)] : []));
    const options = [...states(app, type, inherits), ["known", app.words.text("what_if.known")]];
    const state = select(options, stateOf(value), labels, (chosen) => {
      const next = chosen === "known" ? empty() : valueOfState[chosen];
      show(chosen === "known" && next === undefined ? "typing" : next);
      if (chosen !== "known" || next !== undefined) change(next);
    });
    holder.append(state, inner);
    show(value);
    return holder;
  }

  function choice(app, type, value, labels, change, inherits) {
    const values = Values.choices(app.data, type);
    const options = values.map((each, place) => [`v${place}`, plainText(app.words.value(type, each))]);
    const state = stateOf(value);
    const chosen = state === "known" ? `v${values.indexOf(value)}` : state;
    return select([...states(app, type, inherits), ...options], chosen, labels, (picked) =>
      change(picked in valueOfState ? valueOfState[picked] : values[Number(picked.slice(1))]),
    );
  }

  const plainText = (parts) => h("span", null, parts).textContent;

  const EXPECTED = { code: "code", date: "date", int: "number", decimal: "number", money: "number" };

  function textControl(app, type, value, labels, change) {
    const error = h("p", { class: "error", id: newId() });
    const wanted = EXPECTED[type[0]] ?? "text";
    const input = h("input", {
      type: type[0] === "date" ? "date" : "text",
      inputmode: wanted === "number" ? "decimal" : undefined,
      "aria-labelledby": labels,
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => {
        const found = input.value === "" && type[0] !== "text" ? undefined : Values.fromText(app.data, type, input.value.trim());
        input.setAttribute("aria-invalid", String(found === undefined));
        error.replaceChildren(...(found === undefined ? app.words.say(`what_if.expected.${wanted}`, limits(app, type)) : []));
        if (found !== undefined) change(found);
      },
    });
    input.setAttribute("aria-describedby", error.id);
    if (value !== undefined) input.value = Values.toText(app.data, type, value);
    return h("div", null, input, type[0] === "money" ? h("span", { class: "unit" }, type[1]) : null, error);
  }

  function limits(app, type) {
    if (EXPECTED[type[0]] !== "number") return {};
    const [low, high] = type.slice(-2).map((each) => app.words.amount(Values.toText(app.data, type, Comity.decode(each))));
    return { low, high };
  }

  function setControl(app, type, value, labels, change) {
    const values = Values.choices(app.data, type[1]);
    if (!values || values.length > MOST_CHOSEN_ONE_BY_ONE) return typedSet(app, type, value, labels, change);
    const state = new Map(values.map((each) => [each, value.members.has(each) ? "yes" : value.uncertain.has(each) ? "unknown" : "no"]));
    const options = [["no", app.words.text("value.no")], ["yes", app.words.text("value.yes")], ["unknown", app.words.text("unknown.not_known")]];
    const ofState = (wanted) => values.filter((each) => state.get(each) === wanted);
    const members = values.map((each) => {
      const id = newId();
      const pick = select(options, state.get(each), `${labels} ${id}`, (picked) => {
        state.set(each, picked);
        change(Values.setOf(ofState("yes"), ofState("unknown")));
      });
      return h("li", null, h("span", { id }, app.words.value(type[1], each)), pick);
    });
    return h("ul", { class: "members plain" }, members);
  }

  /** Members between commas, in one field for those that are and one for those that may be. */
  function typedSet(app, type, value, labels, change) {
    const held = { members: [...value.members], uncertain: [...value.uncertain] };
    const field = (part, key) => {
      const id = newId();
      const error = h("p", { class: "error", id: newId() });
      const input = h("input", {
        type: "text",
        "aria-labelledby": `${labels} ${id}`,
        "aria-describedby": error.id,
        autocomplete: "off",
        spellcheck: "false",
        oninput: () => {
          const found = input.value.split(",").map((each) => each.trim()).filter(Boolean).map((each) => Values.fromText(app.data, type[1], each));
          const isWrong = found.includes(undefined);
          input.setAttribute("aria-invalid", String(isWrong));
          error.replaceChildren(...(isWrong ? app.words.say(`what_if.expected.${EXPECTED[type[1][0]] ?? "text"}`, limits(app, type[1])) : []));
          if (isWrong) return;
          held[part] = found;
          change(Values.setOf(held.members, held.uncertain));
        },
      });
      input.value = held[part].map((each) => Values.toText(app.data, type[1], each)).join(", ");
      return h("div", null, h("span", { id, class: "field-name" }, app.words.text(key)), input, error);
    };
    return h("div", null, field("members", "what_if.members"), field("uncertain", "what_if.perhaps"));
  }

  /** A field for each part; a part that is not known has no entry. */
  function recordControl(app, type, value, labels, change) {
    const record = new Map(value);
    const fields = app.data.records[type[1]].map(([name, of]) => {
      const id = newId();
      const set = (held) => {
        if (held === null) record.delete(name);
        else record.set(name, held);
        change(new Map(record));
      };
      return h("div", { class: "field" }, h("span", { id, class: "field-name" }, app.words.field(type[1], name)), control(app, of, record.get(name) ?? null, `${labels} ${id}`, set));
    });
    return h("div", { class: "record" }, fields);
  }

  function listControl(app, type, value, labels, change) {
    const holder = h("div", { class: "records" });
    let records = [...value];
    const replace = (next) => {
      records = next;
      change([...records]);
      show();
    };
    const show = () => {
      const entries = records.map((record, place) => {
        const id = newId();
        const set = (held) => {
          records[place] = held;
          change([...records]);
        };
        const remove = h("button", { type: "button", onclick: () => { replace(records.filter((_, other) => other !== place)); add.focus(); } },
          app.words.say("what_if.remove", { n: String(place + 1) }));
        return h("div", { class: "entry", role: "group", "aria-labelledby": id },
          h("p", { id, class: "entry-name" }, app.words.say("what_if.entry", { n: String(place + 1) })),
          recordControl(app, ["record", type[1]], record, `${labels} ${id}`, set), remove);
      });
      const add = h("button", { type: "button", disabled: records.length >= type[2], "aria-describedby": labels, onclick: () => {
        replace([...records, new Map()]);
        holder.querySelector(".entry:last-of-type select, .entry:last-of-type input")?.focus();
      } }, app.words.text("what_if.add"));
      holder.replaceChildren(...entries, add);
    };
    show();
    return holder;
  }

  // ── facts ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A fact of the whole case (line null) or of a line, with what it was before. */
  function factRow(app, line, name) {
    const info = app.data.facts[name];
    const id = newId();
    const holder = h("div", { class: "control-holder" });
    const note = h("p", { class: "was" });
    const ofLine = (state) => state.lines.find((each) => each.name === line)?.facts ?? new Map();
    const factsOf = (state) => (line === null ? state.facts : ofLine(state));
    const held = (state) => (line === null || factsOf(state).has(name) ? Case.valueOf(factsOf(state), name) : undefined);
    const inWords = (value) => (value === undefined ? app.words.say("what_if.inherit") : app.words.value(info.type, value));
    let shown;
    const set = (value) => {
      shown = value;
      app.change((state) => (value === undefined ? factsOf(state).delete(name) : factsOf(state).set(name, value)));
    };
    const isSame = (one, other) => one === other || (one !== undefined && other !== undefined && Values.same(one, other));
    const element = h("div", { class: "fact", role: "group", "aria-labelledby": id, "data-fact": name },
      h("p", { id, class: "fact-name" }, app.words.fact(name)),
      info.assessed ? h("p", { class: "small" }, app.words.text("tag.assessed")) : null,
      h("code", null, name), holder, note);
    const sync = () => {
      const [now, before] = [held(app.state), held(app.original)];
      if (!holder.firstChild || !isSame(now, shown)) {
        shown = now;
        holder.replaceChildren(control(app, info.type, now, id, set, line !== null));
      }
      const isChanged = !isSame(now, before);
      element.classList.toggle("moved", isChanged);
      note.replaceChildren(...(isChanged ? app.words.say("what_if.was", { before: inWords(before) }).flat(Infinity) : []));
    };
    sync();
    return { element, sync };
  }

  /** The facts in groups, built when they are opened, and those that a search finds. */
  function factList(app, line) {
    const rows = [];
    const add = (holder, names) => {
      for (const name of names) {
        const row = factRow(app, line, name);
        rows.push(row);
        holder.append(row.element);
      }
    };
    const groups = groupsOf(app, line).filter(([, names]) => names.length).map(([key, names], place) => {
      const body = h("div", { class: "facts-of-group" });
      const open = () => {
        if (!body.firstChild) add(body, names);
      };
      const fold = h("details", { open: place === 0, ontoggle: () => fold.open && open() },
        h("summary", null, app.words.text(`what_if.group.${key}`), ` (${names.length})`), body);
      if (place === 0) open();
      return fold;
    });
    const found = h("div", { class: "found" });
    const nothing = h("p", { class: "small" }, app.words.text("what_if.no_match"));
    const every = groupsOf(app, line).flatMap(([, names]) => names);
    const search = (text) => {
      const wanted = text.trim().toLocaleLowerCase();
      const says = (name) => `${name} ${app.words.plain(app.words.words.facts[name] ?? "")}`.toLocaleLowerCase();
      const names = wanted ? every.filter((name) => says(name).includes(wanted)).slice(0, MOST_FOUND) : [];
      found.replaceChildren();
      add(found, names);
      if (wanted && !names.length) found.append(nothing);
      for (const fold of groups) fold.hidden = Boolean(wanted);
    };
    return { element: h("div", null, found, groups), sync: () => rows.forEach((row) => row.sync()), search };
  }

  function groupsOf(app, line) {
    const { data } = app;
    if (line !== null) {
      const stated = [...(app.state.lines.find((each) => each.name === line)?.facts.keys() ?? [])];
      const other = Object.keys(data.facts).filter((name) => data.facts[name].per_line && !stated.includes(name));
      return [["stated", stated], ["other", other]];
    }
    const groups = [["stated", Object.keys(data.case.facts).filter((name) => !data.wanted.includes(name))], ["wanted", data.wanted]];
    const taken = new Set(groups.flatMap(([, names]) => names));
    const assumed = Object.keys(data.case.assumed).filter((name) => !taken.has(name));
    assumed.forEach((name) => taken.add(name));
    return [...groups, ["assumed", assumed], ["other", Object.keys(data.facts).filter((name) => !taken.has(name))]];
  }

  // ── the whole form ────────────────────────────────────────────────────────────────────────────────────────────

  /** The form and a function that brings it up to date with the state. */
  function build(app) {
    const { words } = app;
    const dateId = newId();
    const date = h("input", { type: "date", "aria-labelledby": dateId, required: true, oninput: () => {
      const day = Values.dayOf(date.value);
      if (day !== undefined) app.change((state) => { state.date = day; });
    } });
    const scopeId = newId();
    const scope = h("select", { "aria-labelledby": scopeId, onchange: () => showFacts() });
    const removeLine = h("button", { type: "button", onclick: () => dropLine() }, words.text("what_if.remove_line"));
    const addLine = h("button", { type: "button", onclick: () => newLine() }, words.text("what_if.add_line"));
    const findId = newId();
    const find = h("input", { type: "search", "aria-labelledby": findId, autocomplete: "off", oninput: () => facts.search(find.value) });
    const holder = h("div", { class: "fact-list" });
    const boxes = jurisdictions(app);
    let facts;
    let listed;

    const lineOf = () => (scope.value === "" ? null : scope.value.slice(1));
    const showFacts = () => {
      facts = factList(app, lineOf());
      holder.replaceChildren(facts.element);
      removeLine.hidden = lineOf() === null;
      if (find.value) facts.search(find.value);
    };
    const showScope = (chosen) => {
      const names = app.state.lines.map((line) => line.name);
      listed = names.join("\n");
      const options = [["", words.text("what_if.whole")], ...names.map((name) => [`=${name}`, plainText(words.say("what_if.line", { line: clean(name) }))])];
      scope.replaceChildren(...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
      showFacts();
    };
    const newLine = () => {
      const names = new Set(app.state.lines.map((line) => line.name));
      const added = [];
      while (added.length < (names.size ? 1 : 2)) {
        let number = names.size + added.length + 1;
        const named = () => plainText(words.say("what_if.new_line", { n: String(number) }));
        while (names.has(named()) || added.includes(named())) number += 1;
        added.push(named());
      }
      app.change((state) => added.forEach((name) => state.lines.push({ name, facts: new Map() })));
      showScope(`=${added.at(-1)}`);
    };
    const dropLine = () => {
      const line = lineOf();
      app.change((state) => { state.lines = state.lines.filter((each) => each.name !== line); });
      showScope("");
      scope.focus();
    };

    const element = h("div", { class: "what-if-form" },
      h("p", { class: "ask" }, h("label", { id: dateId }, words.text("what_if.date")), date),
      boxes.element,
      h("p", { class: "ask" }, h("span", { id: scopeId }, words.text("what_if.scope")), scope, addLine, removeLine),
      h("h3", null, words.text("what_if.facts")),
      h("p", { class: "ask" }, h("span", { id: findId }, words.text("what_if.find")), find),
      holder);
    const sync = () => {
      if (Values.dayOf(date.value) !== app.state.date) date.value = Values.dayText(app.state.date);
      if (listed !== app.state.lines.map((line) => line.name).join("\n")) showScope(scope.value);
      boxes.sync();
      facts.sync();
    };
    date.value = Values.dayText(app.state.date);
    showScope("");
    return { element, sync };
  }

  /** Which jurisdictions are compared; one at least. */
  function jurisdictions(app) {
    const { words, data } = app;
    const told = h("p", { class: "error", role: "status" });
    const boxes = data.compiled.map((name) => {
      const box = h("input", { type: "checkbox", value: name, onchange: () => {
        const shown = data.compiled.filter((each, place) => boxes[place].box.checked);
        told.replaceChildren(...(shown.length ? [] : [words.text("what_if.last_one")]));
        if (shown.length) app.change((state) => { state.shown = shown; });
        else box.checked = true;
      } });
      return { box, element: h("label", null, box, " ", words.named("programs", name)) };
    });
    const sync = () => boxes.forEach(({ box }) => { box.checked = app.state.shown.includes(box.value); });
    sync();
    const element = h("fieldset", null, h("legend", null, words.text("what_if.jurisdictions")), boxes.map((each) => each.element), told);
    return { element, sync };
  }

  return { build };
})();
