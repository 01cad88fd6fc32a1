// Small helps for readers with JavaScript; every page is complete without it.
// They listen at the document, so that what has come of a page answers before the rest is read.
"use strict";

document.documentElement.classList.add("scripted");

/** Does the work once the page is read to its end. */
function whenRead(work) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work);
  else work();
}

/** Listens for what happens within the elements of a selector, whenever these come. */
function onEvery(type, selector, answer) {
  document.addEventListener(type, (event) => {
    const found = event.target instanceof Element ? event.target.closest(selector) : null;
    if (found) answer(found, event);
  });
}

/** Plan tree: open or close every branch at once. */
function openTrees() {
  onEvery("click", "[data-tree-tools] button", (button) => {
    for (const branch of document.querySelectorAll(".tree details")) {
      branch.open = button.dataset.open === "yes";
    }
  });
}

/** Long lists: show the rows that hold every word typed, whatever the width of its characters. */
function filterLists() {
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const known = new Map();
  const textsOf = (rows) => [...rows].map((row) => ({ row, text: plain(row.textContent) }));
  onEvery("input", "[data-filter]", (filter, event) => {
    const list = document.getElementById(filter.dataset.filter);
    if (!known.has(list)) known.set(list, textsOf(list.children));
    const all = known.get(list);
    const words = plain(event.target.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of all) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    filter.querySelector("[data-filter-count]").textContent =
      words.length ? `${shown} / ${all.length}` : "";
  });
}

/** Menus close when the reader goes elsewhere or presses Escape. */
function closeMenus() {
  const open = () => document.querySelectorAll(".nav-more details[open], .nav-phone[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** Points of a chart: one stop of the Tab key, then arrow keys from point to point in time. */
function stepThroughCharts() {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const at = (point) => Number(point.querySelector(".c-hit").getAttribute("cx"));
  const pointsOf = (point) => [...point.closest(".chart").querySelectorAll("a")];
  onEvery("focusin", ".chart a", (point) => {
    for (const one of pointsOf(point)) one.setAttribute("tabindex", one === point ? "0" : "-1");
  });
  onEvery("keydown", ".chart a", (point, event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const points = pointsOf(point).sort((one, other) => at(one) - at(other));
    const next = points.indexOf(point) + step;
    points[Math.min(Math.max(next, 0), points.length - 1)].focus();
  });
}

/** The HTML to embed a chart: where the site has an address, with that address. */
function addressEmbeds() {
  if (!location.protocol.startsWith("http")) return;
  // Opening is not told to the elements around, only on the way down to the opened one.
  document.addEventListener("toggle", (event) => {
    for (const sample of event.target.querySelectorAll("[data-embed]")) {
      const code = sample.querySelector("code");
      const address = new URL(sample.dataset.embed, location.href).href;
      code.textContent = code.textContent.replace(sample.dataset.place, address);
    }
  }, true);
}

/** A figure's address leads to its card even when the tables around it are closed. */
function revealTargets() {
  const reveal = () => {
    const target = location.hash
      && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) {
      one.open = true;
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) whenRead(reveal);
}

/** On paper nothing stays folded. */
function unfoldForPrint() {
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("main details:not([open])")) {
      one.open = true;
      one.dataset.forPrint = "yes";
    }
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll("details[data-for-print]")) {
      one.open = false;
      delete one.dataset.forPrint;
    }
  });
}

const PAINTED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "text-anchor"];

/** The chart that is shown, as a PNG: its colours are written into a copy, which is painted. */
function savePicture(button) {
  const charts = [...button.closest("figure").querySelectorAll(".chart")];
  const shown = charts.find((one) => one.getBoundingClientRect().width > 0);
  const copy = shown.cloneNode(true);
  const copies = [copy, ...copy.querySelectorAll("*")];
  [shown, ...shown.querySelectorAll("*")].forEach((one, n) => {
    const style = getComputedStyle(one);
    for (const name of PAINTED) copies[n].setAttribute(name, style.getPropertyValue(name));
  });
  const { width, height } = shown.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const picture = new Image();
  picture.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    const scale = 2;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(document.body).backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.download = button.dataset.png;
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
  const text = new XMLSerializer().serializeToString(copy);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

function offerPictures() {
  onEvery("click", "[data-png]", savePicture);
}

for (const help of [openTrees, filterLists, closeMenus, stepThroughCharts, addressEmbeds,
  revealTargets, unfoldForPrint, offerPictures]) help();
