// The review works without this file. With it: the row that has the focus is the one that the
// page shows strongly, keys lead from row to row, and a decision leads to the next open one.
"use strict";
(() => {
  const rows = document.querySelector("[data-review]");
  const picture = document.querySelector("[data-page-picture]");
  const all = () => [...document.querySelectorAll("article[data-row]")];

  function marksOf(anchor) {
    return [...document.querySelectorAll("[data-mark]")].filter((one) => one.dataset.mark.split(" ").includes(anchor));
  }
  function bring(mark) {
    // Only the frame of the page moves, never the window.
    if (!picture || !picture.contains(mark)) return;
    const frame = picture.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    picture.scrollTop += place.top - frame.top - (frame.height - Math.min(place.height, frame.height)) / 2;
    picture.scrollLeft += place.left - frame.left - (frame.width - Math.min(place.width, frame.width)) / 2;
  }
  function show(anchor) {
    for (const one of document.querySelectorAll(".is-current")) one.classList.remove("is-current");
    const row = document.getElementById(anchor);
    if (row) row.classList.add("is-current");
    const marks = marksOf(anchor);
    for (const one of marks) one.classList.add("is-current");
    if (marks.length) bring(marks[0]);
  }
  function go(row) {
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    show(row.dataset.row);
  }
  function neighbour(row, step) {
    const found = all();
    return found[found.indexOf(row) + step];
  }

  // What is marked on a page that stands alone is brought into view.
  if (!rows) {
    const mark = marksOf("mark")[0];
    if (mark) {
      for (const one of marksOf("mark")) one.classList.add("is-current");
      mark.scrollIntoView({ block: "center" });
    }
    return;
  }

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) show(row.dataset.row);
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]");
    if (mark) go(document.getElementById(mark.dataset.mark.split(" ")[0]));
    const label = event.target.closest("[data-focus-row]");
    if (label) {
      event.preventDefault();
      go(label.closest("[data-row]"));
    }
  });

  // Keys count while a row has the focus, and never while somebody types.
  rows.addEventListener("keydown", (event) => {
    const row = event.target.closest("article[data-row]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && event.target !== row) return go(row);
    if (event.target.matches("input, select, textarea")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      go(neighbour(row, key === "j" ? 1 : -1));
    } else if (key === "e") {
      const fix = row.querySelector("details.fix");
      if (!fix) return;
      event.preventDefault();
      fix.open = true;
      fix.querySelector("input:not([type=hidden]), select, textarea").focus();
    } else {
      const button = row.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
    }
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const went = document.querySelector("[data-went]");
    if (!went) return;
    const row = document.getElementById(went.dataset.went);
    went.remove();
    const found = all();
    const later = found.slice(found.indexOf(row) + 1);
    go(later.find((one) => one.classList.contains("state-of-open")) || row);
  });

  const wanted = location.hash.slice(1);
  const first = (wanted && document.getElementById(wanted)) || all().find((one) => one.classList.contains("asks")) || all()[0];
  if (first && wanted) go(first);
  else if (first) show(first.dataset.row);
})();
