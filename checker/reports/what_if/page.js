/* The live part of the report: builds section 8, decides on each change, checks itself when the browser is idle. */
"use strict";

(() => {
  const { h } = Dom;
  const SLICE = 30;

  /** Other parts of the page may move the date or change the language by these events. */
  const DATE = "comity-date";
  const LANGUAGE = "comity-language";
  /** What the page tells them: the date that it decides as of. */
  const DATED = "comity-dated";

  function start() {
    const place = document.getElementById("what-if-live");
    const blocks = new Map([...document.querySelectorAll("script.comity-words")].map((each) => [each.lang, each]));
    if (!place || !blocks.size) return;
    const data = JSON.parse(document.getElementById("comity-what-if").textContent);
    const app = { data, original: Case.original(data), verdict: null };
    app.deciding = new Answers.Deciding(app);
    const carried = Case.fromFragment(data, app.original, location.hash);
    app.state = carried ? carried.state : Case.copy(app.original);
    let view;
    const speak = (language) => {
      const block = blocks.get(language) ?? [...blocks.values()][0];
      app.words = new Dom.Words(data, JSON.parse(block.textContent));
      view = build(app, place);
    };
    speak(document.documentElement.lang);
    document.getElementById("what-if-needs-script").hidden = true;
    place.hidden = false;
    SideBySide.start(app);
    view.tell(carried?.ignored ?? []);
    if (carried) document.getElementById("what-if").scrollIntoView();
    addEventListener("hashchange", () => {
      const next = Case.fromFragment(data, app.original, location.hash);
      if (!next) return;
      app.state = next.state;
      view.update();
      view.tell(next.ignored);
    });
    document.addEventListener(DATE, (event) => {
      if (Values.read(data, ["date"], event.detail)) app.change((state) => { state.date = event.detail; });
    });
    document.addEventListener(LANGUAGE, (event) => speak(event.detail));
    check(app, (verdict) => {
      app.verdict = verdict;
      view.agree();
    });
  }

  function build(app, place) {
    const { words, deciding } = app;
    const status = h("p", { role: "status", class: "what-if-status" });
    const warnings = h("div", { class: "warnings", role: "status" });
    const changed = h("ul", { class: "changes compact" });
    const answers = h("div", { class: "what-if-answers" });
    const voluntary = h("div");
    const agreement = h("p", { class: "small agreement" }, words.text("what_if.checking"));
    const shared = h("div", { class: "shared" });
    const told = h("p", { role: "status", class: "small" });

    app.change = (edit) => {
      edit(app.state);
      update();
    };
    const form = Form.build(app);

    let pending;
    let addressing;

    /** Decide and show what law comes to at once; then the voluntary instruments; then keep the address in step. */
    function update() {
      const changes = Case.changes(app.original, app.state);
      deciding.update(changes, app.state.shown);
      const { children, moved } = Answers.show(app, deciding);
      answers.replaceChildren(...children);
      const count = changes.length + Number(app.state.date !== app.original.date);
      const isChanged = count > 0 || app.state.shown.join() !== app.original.shown.join();
      place.toggleAttribute("data-changed", isChanged);
      reset.disabled = !isChanged;
      status.replaceChildren(...sentences(count, moved).flat(Infinity));
      changed.replaceChildren(...changeItems(changes));
      warnings.replaceChildren(...deciding.broken().map((name) =>
        h("p", { class: "error" }, words.say("what_if.impossible", { constraint: words.named("constraints", name) }))));
      shared.replaceChildren();
      told.replaceChildren();
      form.sync();
      document.dispatchEvent(new CustomEvent(DATED, { detail: app.state.date }));
      clearTimeout(pending);
      pending = setTimeout(() => {
        deciding.update(changes, deciding.beside());
        voluntary.replaceChildren(...Answers.voluntary(app, deciding));
        clearTimeout(addressing);
        addressing = setTimeout(keepAddress, 200);
      });
    }

    function sentences(count, moved) {
      if (!count) return words.say("what_if.not_changed");
      const answers = moved ? words.plural("what_if.answers_moved", moved) : words.say("what_if.answers_moved.none");
      return [words.plural("what_if.changed_facts", count), " ", words.capitalised(answers)];
    }

    function changeItems(changes) {
      const items = changes.map(([line, name]) => {
        if (name === null) return h("li", null, words.say("what_if.line", { line: clean(line) }));
        const of = (state) => (line === null ? state.facts : state.lines.find((each) => each.name === line)?.facts ?? new Map());
        const [before, now] = [app.original, app.state].map((state) => words.value(app.data.facts[name].type, Case.valueOf(of(state), name)));
        const where = line === null ? "" : [" (", words.say("what_if.line", { line: clean(line) }), ")"];
        return h("li", null, words.say("what_if.change", { fact: [words.fact(name), where], before, now }));
      });
      if (app.state.date !== app.original.date) {
        const [before, now] = [app.original, app.state].map((state) => words.date(state.date));
        items.unshift(h("li", null, words.say("what_if.change", { fact: words.text("what_if.date"), before, now })));
      }
      return items;
    }

    /** The address carries the changes, without a step in the history for each. */
    function keepAddress() {
      const fragment = Case.toFragment(app.original, app.state);
      if (fragment === location.hash.slice(1) || (!fragment && !location.hash.startsWith("#case="))) return;
      try {
        history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
      } catch {
        if (fragment) location.replace(`#${fragment}`);
      }
    }

    /** Into the clipboard where that is allowed, and always where it can be read and copied by hand. */
    async function copy(text, key) {
      const id = "what-if-shared";
      const area = h("textarea", { readonly: true, rows: "12", spellcheck: "false", id });
      area.value = text;
      const isFile = key === "what_if.file";
      const note = isFile && app.data.case.screened ? h("p", { class: "small" }, words.text("what_if.screened")) : "";
      shared.replaceChildren(h("label", { for: id }, words.text(key)), area, note);
      let isCopied = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        isCopied = false;
        area.focus();
        area.select();
      }
      told.replaceChildren(words.text(isCopied ? "what_if.copied" : "what_if.not_copied"));
    }

    function save() {
      const url = URL.createObjectURL(new Blob([Case.toFile(app.data, app.original, app.state)], { type: "text/plain" }));
      h("a", { href: url, download: "case.yaml" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    }

    const button = (key, onclick) => h("button", { type: "button", onclick }, words.text(key));
    const reset = button("what_if.reset", () => {
      app.state = Case.copy(app.original);
      update();
      status.scrollIntoView({ block: "nearest" });
    });
    const buttons = h("div", { class: "buttons" }, reset,
      button("what_if.copy", () => copy(Case.toFile(app.data, app.original, app.state), "what_if.file")),
      button("what_if.save", save),
      button("what_if.copy_link", () => copy(`${location.href.split("#")[0]}#${Case.toFragment(app.original, app.state)}`, "what_if.copy_link")));
    const results = h("div", { class: "what-if-results" }, status, changed, warnings, buttons, told, shared, answers, voluntary);
    place.replaceChildren(h("div", { class: "what-if-columns" }, form.element, results), agreement);
    update();

    function tell(ignored) {
      if (ignored.length) told.replaceChildren(...words.say("what_if.link_ignored", { names: clean(ignored.slice(0, 5).join(", ")) }));
    }
    /** On how many scenarios the page agrees, once that is known. */
    function agree() {
      if (!app.verdict) return;
      const { agree: agreed, open, differ } = app.verdict;
      const counted = (key, count, more) => words.plural(key, count, { n: String(count), ...more });
      const parts = agreed + open + differ.length ? [counted("what_if.agrees", agreed)] : [words.text("what_if.no_scenarios")];
      if (open) parts.push(" ", counted("what_if.more_open", open));
      if (differ.length) parts.push(" ", h("strong", null, counted("what_if.differs", differ.length, { names: differ.slice(0, 5).join("; ") })));
      agreement.replaceChildren(...parts.flat(Infinity));
      Object.assign(agreement.dataset, { agrees: agreed, open, differs: differ.length });
    }
    agree();
    return { update, tell, agree };
  }

  // ── checking itself ───────────────────────────────────────────────────────────────────────────────────────────

  const later = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 50));

  /** Run the scenarios in slices, and tell on how many the page agrees with what was expected. */
  function check(app, tell) {
    const { runs, names } = app.data.scenarios;
    const found = { agree: 0, open: 0, differ: [] };
    const known = [];
    let next = 0;
    const work = () => {
      const end = performance.now() + SLICE;
      while (next < runs.length && performance.now() < end) {
        const verdict = judge(app, runs[next], known);
        if (verdict === "differ") found.differ.push(names[next]);
        else found[verdict] += 1;
        next += 1;
      }
      if (next < runs.length) later(work);
      else tell(found);
    };
    later(work);
  }

  /** "agree", "open" where the page leaves more open than was expected, or "differ". */
  function judge(app, [date, base, gone, added, expected, lines = [], actual = false], known) {
    const { given, expected: answers } = app.data.scenarios;
    const facts = new Set(base < 0 ? [] : known[base]);
    gone.forEach((place) => facts.delete(place));
    added.forEach((place) => facts.add(place));
    known.push(facts);
    const values = (places) => new Map([...places].map((place) => [given[place][0], Comity.decode(given[place][1])]));
    const state = { facts: values(facts), lines: lines.map(([name, own]) => ({ name, facts: values(own) })) };
    const results = new Map();
    const verdicts = expected.map((place) => {
      const [target, kind, what, answer] = answers[place];
      if (!results.has(target)) {
        const program = app.deciding.programs.get(target);
        results.set(target, Comity.decide(program, Case.linesOf(state), date, actual, Narrow.evaluateNarrowed));
      }
      return compared(results.get(target), kind, what, answer);
    });
    return verdicts.includes("differ") ? "differ" : verdicts.includes("open") ? "open" : "agree";
  }

  function compared(result, kind, what, answer) {
    if (kind === "rule" || kind === "obligation") {
      const found = result[kind === "rule" ? "findings" : "obligations"].find((each) => each[kind] === what);
      return found?.status === answer ? "agree" : found?.status === "undetermined" ? "open" : "differ";
    }
    const { possible } = result.decisions.find((each) => each.decision === what);
    const wanted = kind === "outcome" ? [answer] : answer;
    if (!wanted.every((each) => possible.includes(each))) return "differ";
    return possible.length === wanted.length ? "agree" : "open";
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
