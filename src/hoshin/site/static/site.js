// Small helps for readers with JavaScript; every page is complete without it.
"use strict";

/** Does the work once the page is read to its end, also where its style sheet has not come yet. */
function whenRead(work) {
  // The pages that bring their first style end with their sheet, and wait for it in parsing.
  const isRead = () => document.readyState !== "loading"
    || document.querySelector(".site-footer + link") !== null;
  if (isRead()) {
    work();
    return;
  }
  const parts = new MutationObserver(tell);
  function tell() {
    if (!isRead()) return;
    parts.disconnect();
    document.removeEventListener("DOMContentLoaded", tell);
    work();
  }
  parts.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", tell);
}

/** Plan tree: open or close every branch at once. */
function openTrees() {
  for (const tools of document.querySelectorAll("[data-tree-tools]")) {
    tools.hidden = false;
    for (const button of tools.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        for (const branch of document.querySelectorAll(".tree details")) {
          branch.open = button.dataset.open === "yes";
        }
      });
    }
  }
}

/** Long lists: show the rows that hold every word typed, whatever the width of its characters. */
function filterLists() {
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  for (const filter of document.querySelectorAll("[data-filter]")) {
    const rows = [...document.getElementById(filter.dataset.filter).children];
    const input = filter.querySelector("input");
    const count = filter.querySelector("[data-filter-count]");
    let texts = null;
    filter.hidden = false;
    input.addEventListener("input", () => {
      texts = texts || rows.map((row) => plain(row.textContent));
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, n) => {
        row.hidden = !words.every((word) => texts[n].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.length ? `${shown} / ${rows.length}` : "";
    });
  }
}

/** Menus close when the reader goes elsewhere or presses Escape. */
function closeMenus() {
  const menus = [...document.querySelectorAll(".nav-more details, .nav-phone")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** Points of a chart: one stop of the Tab key, then arrow keys from point to point in time. */
function stepThroughCharts() {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  for (const chart of document.querySelectorAll(".chart")) {
    const at = (point) => Number(point.querySelector(".c-hit").getAttribute("cx"));
    const points = [...chart.querySelectorAll("a")].sort((one, other) => at(one) - at(other));
    points.forEach((point, n) => point.setAttribute("tabindex", n ? "-1" : "0"));
    chart.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      const now = points.indexOf(event.target.closest("a"));
      if (!step || now < 0) return;
      event.preventDefault();
      const next = points[Math.min(Math.max(now + step, 0), points.length - 1)];
      points[now].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }
}

/** The HTML to embed a chart: where the site has an address, with that address. */
function addressEmbeds() {
  if (!location.protocol.startsWith("http")) return;
  for (const sample of document.querySelectorAll("[data-embed]")) {
    const code = sample.querySelector("code");
    const address = new URL(sample.dataset.embed, location.href).href;
    code.textContent = code.textContent.replace(sample.dataset.place, address);
  }
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
  if (location.hash) reveal();
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
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => savePicture(button));
  }
}

whenRead(() => {
  for (const help of [openTrees, filterLists, closeMenus, stepThroughCharts, addressEmbeds,
    revealTargets, unfoldForPrint, offerPictures]) help();
});
