/* The report's own side by side section: another baseline, only differences, strictest first, every rule open. */
"use strict";

const SideBySide = (() => {
  const { h } = Dom;

  const programsOf = (element) => element.dataset.programs.split(" ");
  const headsOf = (table) => [...table.tHead.rows[0].cells].slice(1);

  /** The controls above the tables, and what they do. Until something is chosen, the section stays as it was written. */
  function start(app) {
    const { words, data } = app;
    const section = document.getElementById("side-by-side");
    const tables = [...section.querySelectorAll("table[data-line]")];
    const places = new Map(tables.flatMap((table) => headsOf(table).map((head, place) => [head, place])));
    for (const head of places.keys()) if (head.matches(".baseline")) head.querySelector(".note").classList.add("baseline-note");
    const name = (program) => words.named("programs", program);
    let baseline = data.baseline;

    const choice = h("select", { id: "side-baseline", onchange: () => choose(choice.value) },
      data.compared.map((each) => h("option", { value: each, selected: each === baseline, lang: name(each).lang || null }, words.plain(words.words.programs[each]))));
    const onlyDifferences = h("input", { type: "checkbox", onchange: () => narrow(onlyDifferences.checked) });
    const strictest = h("input", { type: "checkbox", onchange: () => tables.forEach((table) => sort(table, strictest.checked)) });
    const folds = h("button", { type: "button", onclick: fold }, words.text("side.open"));
    const told = h("p", { role: "status", class: "small side-told" });
    const controls = [
      h("span", null, h("label", { for: "side-baseline" }, words.text("side.baseline")), " ", choice),
      h("label", null, onlyDifferences, " ", words.text("side.only_differences")),
      h("label", null, strictest, " ", words.text("side.strictest")),
      folds,
    ];
    section.querySelector("h2").after(h("div", { class: "side-controls", role: "group", "aria-label": words.text("side.controls") }, controls), told);

    /** Hold every answer against another jurisdiction, here and in the answers to a changed case. */
    function choose(program) {
      baseline = data.baseline = program;
      tables.forEach(mark);
      section.querySelectorAll(".stage-list > ul:has(> .group)").forEach(regroup);
      app.change(() => {});
      tell();
    }

    function tag() {
      return h("span", { class: "tag differs" }, h("span", { "aria-hidden": "true" }, "\u2260 "), words.say("tag.differs", { other: name(baseline) }));
    }

    function differ(element, isDifferent) {
      element.classList.toggle("differs", isDifferent);
      if (!element.classList.length) element.removeAttribute("class");
      element.querySelector(":scope > .tag.differs")?.remove();
      if (isDifferent) [...element.querySelectorAll(":scope > .answer, :scope > .bound")].at(-1).after(tag());
    }

    function mark(table) {
      const heads = headsOf(table);
      const place = heads.findIndex((head) => programsOf(head).includes(baseline));
      for (const [own, head] of heads.entries()) {
        const isBaseline = own === place;
        head.classList.toggle("baseline", isBaseline);
        if (!head.classList.length) head.removeAttribute("class");
        head.querySelector(".baseline-note")?.remove();
        if (!isBaseline) continue;
        const isAlone = programsOf(head).length === 1;
        const note = h("span", { class: "note baseline-note" }, isAlone ? words.text("table.baseline") : words.say("table.baseline_is", { baseline: name(baseline) }));
        head.insertBefore(note, head.querySelector(".note"));
      }
      for (const row of table.tBodies[0].rows) {
        const cells = [...row.querySelectorAll(":scope > td[data-group]")];
        for (const cell of cells) differ(cell, cell.dataset.group !== cells[place].dataset.group);
      }
      const { line } = table.dataset;
      const caption = line ? words.say("table.line_caption", { line, baseline: name(baseline) }) : words.say("table.caption", { baseline: name(baseline) });
      table.caption.replaceChildren(...caption);
    }

    /** On a phone: the jurisdictions that share the baseline's answer first, then each group that differs. */
    function regroup(list) {
      const every = [...list.children].sort((one, other) => first(one) - first(other));
      const place = every.findIndex((group) => programsOf(group).includes(baseline));
      list.append(every[place], ...every.filter((_, own) => own !== place));
      for (const group of every) {
        const isBaseline = group === every[place];
        const others = programsOf(group).filter((each) => !isBaseline || each !== baseline);
        const names = words.listed(others.map(name));
        const parts = { names, baseline: name(baseline) };
        const heading = !isBaseline ? names : words.say(others.length ? "phone.with_baseline" : "phone.baseline_alone", parts);
        group.querySelector(":scope > .who").replaceChildren(...words.capitalised(heading.flat(Infinity)));
        differ(group, !isBaseline);
      }
    }

    const first = (group) => Math.min(...programsOf(group).map((each) => data.compared.indexOf(each)));

    function narrow(isNarrow) {
      section.classList.toggle("only-differences", isNarrow);
      tell();
    }

    function tell() {
      const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
      const shown = rows.filter((row) => !onlyDifferences.checked || !row.querySelector(":scope > .same")).length;
      const counts = { baseline: name(baseline), n: String(shown), total: String(rows.length) };
      told.replaceChildren(...words.plural("side.told", shown, counts).flat(Infinity));
    }

    /** Strictest first by what the stages come to, or as the columns were written. */
    function sort(table, isStrictest) {
      const heads = headsOf(table);
      const order = (place) => [isStrictest ? Number(heads[place].dataset.order) : 0, places.get(heads[place])];
      const sorted = [...heads.keys()].sort((one, other) => order(one)[0] - order(other)[0] || order(one)[1] - order(other)[1]);
      const arrange = (parent, children) => parent.append(...sorted.map((place) => children[place]));
      arrange(table.tHead.rows[0], heads);
      for (const row of table.tBodies[0].rows) {
        const each = row.querySelector(":scope > .same > .each");
        arrange(each ?? row, each ? [...each.children] : [...row.cells].slice(1));
      }
    }

    function fold() {
      const all = [...section.querySelectorAll("details.rules")];
      const isOpening = all.some((each) => !each.open);
      for (const each of all) each.open = isOpening;
    }
    section.addEventListener("toggle", () => {
      const isAnyClosed = [...section.querySelectorAll("details.rules")].some((each) => !each.open);
      folds.replaceChildren(words.text(isAnyClosed ? "side.open" : "side.close"));
    }, true);

    /** A link to an answer that is not shown shows it. */
    function reveal() {
      let target = null;
      try {
        target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      } catch {
        return;
      }
      if (!onlyDifferences.checked || !target?.closest("#side-by-side .same, #side-by-side .stage-list")) return;
      onlyDifferences.checked = false;
      narrow(false);
      target.scrollIntoView();
    }
    addEventListener("hashchange", reveal);
  }

  return { start };
})();
