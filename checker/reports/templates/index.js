/* The index of a folder of reports: which cases and jurisdictions are shown, and in which order. */
"use strict";

(() => {
  const at = (id) => document.getElementById(id);
  const [table, filters, count] = ["matrix", "filters", "count"].map(at);
  const [find, outcome, sort, reverse, differences] = ["find", "outcome", "sort", "reverse", "differences"].map(at);
  const programs = [...filters.querySelectorAll(".program")];
  const rows = [...table.tBodies[0].rows].map((row, place) => ({
    row,
    place,
    day: Number(row.dataset.day),
    title: row.querySelector(".title").textContent,
    words: plain(row.querySelector("th").textContent),
    cells: new Map([...row.querySelectorAll("td")].map((cell) => [cell.dataset.program, cell.dataset])),
  }));

  /** Letters without case and accents, so that what is typed need have neither; runs of spaces are one. */
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  }

  function chosen() {
    const checked = programs.filter((box) => box.checked);
    programs.forEach((box) => { box.disabled = checked.length === 1 && box.checked; });
    return programs.length ? checked.map((box) => box.value) : [...rows[0].cells.keys()];
  }

  /** Whether a case is shown: by its words, by what it may come to, and by whether its answers part. */
  function fits(each, cells) {
    if (!plain(find.value).split(" ").every((word) => each.words.includes(word))) return false;
    const wanted = outcome.value;
    const comesTo = (cell) => (wanted === "?" ? "open" in cell : cell.possible?.split(" ").includes(wanted.slice(1)));
    if (wanted && !cells.some(comesTo)) return false;
    return !differences?.checked || new Set(cells.filter((cell) => cell.group).map((cell) => cell.group)).size > 1;
  }

  function compared(kind, one, other, shown) {
    if (kind === "title") return one.title.localeCompare(other.title, document.documentElement.lang);
    if (kind === "date") return other.day - one.day;
    if (kind === "given") return 0;
    const strictest = (each) => Math.min(...(kind === "strictest" ? shown : [kind.slice(1)]).map((name) => Number(each.cells.get(name).order ?? Infinity)));
    const [first, second] = [strictest(one), strictest(other)];
    return first === second ? 0 : first - second;
  }

  function show() {
    const shown = chosen();
    const turned = reverse.checked ? -1 : 1;
    const sorted = [...rows].sort((one, other) => turned * (compared(sort.value, one, other, shown) || one.place - other.place));
    if (sorted.some((each, place) => table.tBodies[0].rows[place] !== each.row)) table.tBodies[0].append(...sorted.map((each) => each.row));
    for (const cell of table.querySelectorAll("[data-program]")) cell.hidden = !shown.includes(cell.dataset.program);
    let number = 0;
    for (const each of rows) {
      const isShown = fits(each, shown.map((name) => each.cells.get(name)));
      each.row.hidden = !isShown;
      number += isShown;
    }
    const said = (number === 1 ? count.dataset.one : count.dataset.many).replace("{n}", number).replace("{total}", rows.length);
    if (count.textContent !== said) count.textContent = said;
    for (const head of table.tHead.rows[0].cells) {
      const isSorted = sort.value === keyOf(head);
      if (isSorted) head.setAttribute("aria-sort", (sort.value === "title") === reverse.checked ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  const keyOf = (head) => (head.dataset.program ? `=${head.dataset.program}` : "title");

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      reverse.checked = sort.value === keyOf(head) && !reverse.checked;
      sort.value = keyOf(head);
      show();
    });
    head.append(button);
  }
  filters.addEventListener("input", show);
  at("reset").addEventListener("click", () => {
    find.value = outcome.value = "";
    for (const box of programs) box.checked = true;
    if (differences) differences.checked = false;
    show();
  });
  filters.hidden = false;
  show();
})();
