/* The days of section 5 move the date of section 8, and show which of them it decides as of. */
"use strict";

(() => {
  const days = [...document.querySelectorAll("#changes [data-day]")];
  const told = document.querySelector("#changes [data-told]");
  if (!told) return;
  let original;
  document.querySelector("#changes .chooses").hidden = false;

  const choose = (element) => document.dispatchEvent(new CustomEvent("comity-date", { detail: Number(element.dataset.day) }));

  for (const element of days) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      choose(element);
    });
    if (element.localName === "button") {
      element.hidden = false;
      continue;
    }
    element.setAttribute("role", "button");
    element.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      choose(element);
    });
  }

  document.addEventListener("comity-dated", (event) => {
    original ??= event.detail;
    const chosen = days.filter((element) => Number(element.dataset.day) === event.detail);
    days.forEach((element) => element.setAttribute("aria-pressed", String(chosen.includes(element))));
    const isMoved = event.detail !== original && chosen.length > 0;
    const words = isMoved ? told.dataset.told.replace("{date}", () => chosen[0].dataset.date) : "";
    if (told.textContent !== words) told.textContent = words;
    told.nextElementSibling.hidden = !isMoved;
  });
})();
