// The workplace works without this file. With it: what is typed is kept in the browser until the
// server has it, the connection is watched, tables take what is pasted from a spreadsheet, and
// keys move through forms. No page holds a script of its own.
"use strict";
(() => {
  const person = document.body.dataset.person || "";
  const banner = document.getElementById("_connection");

  // --- what is said about the connection ---

  function say(kind) {
    if (!banner) return;
    banner.textContent = banner.dataset[kind] || "";
    if (kind === "signedOut") {
      const link = document.createElement("a");
      link.href = `${banner.dataset.signInAddress}?next=${encodeURIComponent(location.pathname)}`;
      link.textContent = banner.dataset.signIn;
      banner.append(" ", link);
    }
    banner.dataset.kind = kind;
    banner.hidden = false;
  }
  function quiet(kind) {
    if (banner && (!kind || banner.dataset.kind === kind)) banner.hidden = true;
  }
  window.addEventListener("offline", () => say("offline"));
  window.addEventListener("online", () => {
    quiet("offline");
    sendAgain();
  });

  // What could not be sent is sent again: the network may be back, or the server, unannounced.
  const PAUSE = 5000;
  let waiting = 0;
  function sendAgain() {
    for (const form of document.querySelectorAll("form[data-keep]")) {
      // What is still being offered has not been taken back into the form yet.
      const offered = form.querySelector("[data-offer]:not([hidden])");
      if (!offered && stored(form)) form.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  function unsent() {
    for (const row of document.querySelectorAll("tr[data-sent]")) {
      row.dataset.changed = "";
      delete row.dataset.sent;
    }
  }
  function sendLater() {
    clearTimeout(waiting);
    waiting = setTimeout(sendAgain, PAUSE);
  }

  // --- what is typed stays in the browser until the server has it ---

  const keyOf = (form) => `hoshin:${person}:${form.dataset.keep}`;
  const isText = (field) =>
    field.name && !field.name.startsWith("csrf") && !["hidden", "file", "submit", "button"].includes(field.type);

  function read(form) {
    const content = {};
    for (const field of form.elements) {
      if (!isText(field)) continue;
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.checked) content[field.name] = field.value;
        else if (!(field.name in content)) content[field.name] = "";
      } else content[field.name] = field.value;
    }
    return content;
  }
  function write(form, content) {
    for (const field of form.elements) {
      if (!isText(field) || !(field.name in content)) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === content[field.name];
      else field.value = content[field.name];
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function stored(form) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(form)));
    } catch {
      return null;
    }
  }
  function keep(form) {
    try {
      localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), content: read(form) }));
    } catch {
      // A full or forbidden store: the server's own drafts remain.
    }
  }
  function forget(form) {
    try {
      localStorage.removeItem(keyOf(form));
    } catch {
      // Nothing was kept.
    }
  }
  function offer(form) {
    const kept = stored(form);
    const box = form.querySelector("[data-offer]");
    if (!kept || !box) return;
    const now = read(form);
    const differs = Object.keys(kept.content).some((name) => name in now && now[name] !== kept.content[name]);
    if (!differs) {
      // A page that was refused shows what was typed, and the server has not kept it.
      if (!("refused" in form.dataset)) forget(form);
      return;
    }
    box.querySelector("[data-offer-when]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    box.hidden = false;
    box.querySelector("[data-offer-take]").addEventListener("click", () => {
      box.hidden = true;
      write(form, kept.content);
    });
    box.querySelector("[data-offer-drop]").addEventListener("click", () => {
      box.hidden = true;
      forget(form);
    });
  }
  // "Saved" is no longer true of what is being typed.
  function unsaved(form) {
    const saved = form.querySelector("#_saved[data-unsaved]");
    if (!saved || saved.textContent === saved.dataset.unsaved) return;
    saved.textContent = saved.dataset.unsaved;
    saved.className = "saved";
  }
  // What is done with is forgotten before anything is offered.
  for (const done of document.querySelectorAll("[data-done]")) {
    try {
      localStorage.removeItem(`hoshin:${person}:${done.dataset.done}`);
    } catch {
      // Nothing was kept.
    }
  }
  function watch(part) {
    for (const form of part.querySelectorAll("form[data-keep]")) {
      if ("watched" in form.dataset) continue;
      form.dataset.watched = "";
      form.addEventListener("input", () => {
        keep(form);
        unsaved(form);
      });
      offer(form);
    }
  }
  watch(document);
  document.body.addEventListener("htmx:load", (event) => watch(event.detail.elt));

  // --- requests of htmx ---

  const underWay = new WeakMap();
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]*)/) || [])[1];
  document.addEventListener("submit", (event) => {
    // After signing in again in another window the token of this page is old: take the new one.
    const form = event.target;
    const field = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
    const leaves = "leaving" in form.dataset;
    // What is submitted now need not be kept as a draft at the same time.
    form.dataset.leaving = "";
    if (leaves || !form.matches("form[data-keep].htmx-request")) return;
    // A draft on its way makes a newer version than this form names: it is waited for.
    event.preventDefault();
    const pressed = event.submitter;
    form.addEventListener("htmx:afterRequest", () => form.requestSubmit(pressed), { once: true });
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    if ("leaving" in event.target.dataset) return event.preventDefault();
    if (token()) event.detail.headers["X-CSRFToken"] = token();
    const form = event.target.closest("form[data-keep]");
    if (form) underWay.set(form, JSON.stringify(read(form)));
    if (form && "grid" in form.dataset) onlyChangedRows(form, event.detail);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!event.detail.successful) return;
    quiet();
    if (form && event.detail.requestConfig.verb === "post" && event.detail.xhr.getResponseHeader("X-Kept")) {
      // What was typed while the answer was on its way is sent next, and kept until then.
      if (underWay.get(form) === JSON.stringify(read(form))) forget(form);
      for (const row of form.querySelectorAll("tr[data-sent]")) delete row.dataset.sent;
    }
  });
  document.body.addEventListener("htmx:sendError", () => {
    say("offline");
    unsent();
    sendLater();
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 401 ? "signedOut" : "failed");
    unsent();
    // A busy server, or one that is being started, takes it a little later.
    if (status > 500) sendLater();
  });

  // --- the grid: paste from a spreadsheet, arrow keys, only changed rows are sent ---

  function onlyChangedRows(form, detail) {
    const wanted = new Set();
    for (const row of form.querySelectorAll("tr[data-item][data-changed]")) {
      wanted.add(row.dataset.item);
      delete row.dataset.changed;
      row.dataset.sent = "";
    }
    const parameters = detail.formData || detail.parameters;
    for (const name of [...new Set([...parameters.keys()])]) {
      const item = name.includes(":") ? name.slice(name.indexOf(":") + 1) : "";
      if (item && !wanted.has(item)) parameters.delete(name);
    }
  }
  function cellsBelow(form, first) {
    const rows = [...form.querySelectorAll("tr[data-item]")];
    const columns = (row) => [...row.querySelectorAll("[data-cell]")];
    const start = rows.indexOf(first.closest("tr"));
    const column = columns(rows[start]).indexOf(first);
    return (down, right) => (rows[start + down] ? columns(rows[start + down])[column + right] : undefined);
  }
  function choose(field, text) {
    // A list takes the word that it shows as well as the code behind it.
    const wanted = text.trim();
    for (const option of field.options) {
      if (option.value === wanted || option.textContent.trim() === wanted) {
        field.value = option.value;
        return;
      }
    }
  }
  function paste(event) {
    const field = event.target.closest("[data-cell]");
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!field || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const form = field.form;
    const cell = cellsBelow(form, field);
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const target = cell(down, right);
        if (!target || target.disabled || target.readOnly) return;
        if (target.tagName === "SELECT") choose(target, value);
        else target.value = value.trim();
        target.closest("tr").dataset.changed = "";
      });
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const form of document.querySelectorAll("form[data-grid]")) {
    form.addEventListener("paste", paste);
    form.addEventListener("input", (event) => {
      const row = event.target.closest && event.target.closest("tr[data-item]");
      if (row) row.dataset.changed = "";
    });
    form.addEventListener("keydown", (event) => {
      const field = event.target.closest("[data-cell]");
      if (!field || field.tagName !== "INPUT") return;
      const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
      if (!step || event.isComposing) return;
      const next = cellsBelow(form, field)(step, 0);
      event.preventDefault();
      if (next) {
        next.focus();
        if (next.select) next.select();
      }
    });
  }

  // --- a paper in the making: its seconds are counted until it is there ---

  function count(box) {
    const shown = box && box.querySelector("[data-seconds]");
    if (!shown) return () => {};
    const begun = Date.now();
    const tick = setInterval(() => {
      shown.textContent = shown.dataset.seconds.replace("0", String(Math.round((Date.now() - begun) / 1000)));
    }, 1000);
    return () => {
      clearInterval(tick);
      shown.textContent = "";
    };
  }
  let stopCounting = () => {};
  document.addEventListener("htmx:beforeRequest", () => {
    stopCounting();
    stopCounting = count(document.querySelector(".working"));
  });
  document.addEventListener("htmx:afterRequest", () => stopCounting());

  // A PDF is fetched here, so that the page can say how long it takes; then a link opens it.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!button || button.dataset.opens === undefined) return;
    event.preventDefault();
    const box = document.querySelector(".working");
    const address = `${form.action}?${new URLSearchParams(new FormData(form, button))}`;
    button.disabled = true;
    box.classList.add("htmx-request");
    const stop = count(box);
    try {
      const answer = await fetch(address);
      if (!answer.ok) {
        location.assign(address);
        return;
      }
      const link = document.createElement("a");
      link.className = "button";
      link.target = "_blank";
      link.href = URL.createObjectURL(await answer.blob());
      link.textContent = button.dataset.opens;
      button.replaceWith(link);
      link.focus();
    } catch {
      button.disabled = false;
      say("failed");
    } finally {
      stop();
      box.classList.remove("htmx-request");
    }
  });

  // --- keys and small conveniences ---

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest && event.target.closest("form[data-keep]");
      const button = form && form.querySelector("[data-main-action]");
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
    if (event.key === "Escape") {
      for (const open of document.querySelectorAll("details.account[open]")) open.open = false;
    }
  });
  // On a phone the screens stand in one row: the one that is open comes into sight.
  const here = document.querySelector(".nav-scroll [aria-current]");
  const row = here && here.closest(".nav-scroll");
  if (row) row.scrollLeft = here.getBoundingClientRect().left - row.getBoundingClientRect().left - 48;
  for (const all of document.querySelectorAll("[data-check-all]")) {
    all.addEventListener("change", () => {
      for (const one of all.form.querySelectorAll("input[type=checkbox][data-one]")) one.checked = all.checked;
    });
  }
})();
