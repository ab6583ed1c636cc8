// One language at a time, light or dark, rows that pass the filter, columns that sort, and the words of a cell at the side.

"use strict";
{
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const every = (selector, place = document) => [...place.querySelectorAll(selector)];

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (theme) => (root.dataset.theme = theme);
  paint(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => paint(dark.matches ? "dark" : "light"));

  function speak(language) {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    const label = every(`label[for="query"] .${language}`)[0];
    byId("query").placeholder = label.textContent;
  }

  // What a row says in both languages, so that either finds it.
  const rows = every("tbody tr[data-state], tbody tr[data-row]");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function filter() {
    const words = byId("query").value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Set(every("input[data-shows]:checked").map((box) => box.dataset.shows));
    let count = 0;
    for (const row of rows) {
      const wanted = !row.dataset.state || shown.has(row.dataset.state);
      row.hidden = !wanted || !words.every((word) => texts.get(row).includes(word));
      count += !row.hidden;
    }
    byId("announcer").textContent = String(count);
  }

  function sortable(table) {
    const body = table.tBodies[0];
    const original = [...body.rows];
    every("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort ?? "none"];
        every("thead th", table).forEach((other) => (other.ariaSort = "none"));
        head.ariaSort = next;
        const sign = next === "descending" ? -1 : 1;
        const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
        const ordered = next === "none" ? original : original.toSorted((a, b) => sign * compare(value(a), value(b)));
        body.append(...ordered);
      });
    });
  }

  function compare(one, other) {
    if (one === "" || other === "") return one === other ? 0 : one === "" ? 1 : -1;
    return one.localeCompare(other, "zh-Hans", { numeric: true });
  }

  let opener = null;

  function show(id) {
    const words = byId(id);
    if (!words?.matches(".words")) return false;
    const copy = words.cloneNode(true);
    copy.removeAttribute("id");
    const header = document.createElement("header");
    const title = copy.querySelector("h3");
    const heading = document.createElement("h2");
    heading.tabIndex = -1;
    heading.append(...title.childNodes);
    title.remove();
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "close", textContent: "×", ariaLabel: byId("side").dataset.close });
    close.addEventListener("click", hide);
    header.append(heading, close);
    byId("panel").replaceChildren(header, copy);
    byId("panel").scrollTop = 0;
    byId("side").hidden = false;
    heading.focus();
    return true;
  }

  function hide() {
    byId("side").hidden = true;
    history.replaceState(null, "", location.pathname);
    opener?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && show(link.hash.slice(1))) {
      event.preventDefault();
      opener = link;
      history.replaceState(null, "", link.hash);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !byId("side").hidden) hide();
  });

  every("[hidden]").forEach((control) => {
    if (control.matches("button, input")) control.hidden = false;
  });
  byId("theme").addEventListener("click", () => paint(root.dataset.theme === "dark" ? "light" : "dark"));
  byId("language").addEventListener("click", () => speak(root.dataset.language === "zh" ? "en" : "zh"));
  byId("query").addEventListener("input", filter);
  every("input[data-shows]").forEach((box) => box.addEventListener("change", filter));
  every("table[data-sortable]").forEach(sortable);
  speak(navigator.language.startsWith("zh") ? "zh" : "en");
  root.dataset.scripted = "true";
  if (location.hash) show(decodeURIComponent(location.hash.slice(1)));
  root.dataset.ready = "true";
}
