/* The search box: results as one types, offline, also from a folder on a disk.
 *
 * A form marked data-search is a box. Its attributes:
 *   data-scripts  the scripts that search, search-fold.js and search-find.js, and
 *   data-index    the list of everything (written by site/search.py); loaded at the first use
 *   data-root     the way from this page to the root of its language
 *   data-page     present where results stand below the form, else in a panel
 *   data-wait, data-failed  sentences in the page's language
 * A label marked data-search-shortcut holds the box that puts the shortcut key on or off.
 * Nothing is built from strings of HTML, so a name is only ever text.
 */
(function () {
  "use strict";

  // --- the box ---

  const FIRST = { page: 20, panel: 8 };
  const MORE = 50;
  const PAUSE = 400;
  const SVG = "http://www.w3.org/2000/svg";
  const SHORTCUT = "hoshin-search-shortcut-off";

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== "" && value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  let finder = null;
  let loading = null;

  function loadScript(src) {
    return new Promise((resolve, reject) => {
      const script = make("script", { src });
      script.onload = resolve;
      script.onerror = () => {
        script.remove();
        reject(new Error(src));
      };
      document.head.append(script);
    });
  }

  /** Gets the list ready in short steps, so that typing never waits for it. */
  function warm() {
    if (!finder.warm(8)) setTimeout(warm);
  }

  /** Makes the finder, once for the page; after a failure the next use tries again. */
  function load({ scripts, index }) {
    // A copy of another day may name pages that a new release no longer has.
    const fresh = `${index}?${new Date().toISOString().slice(0, 10)}`;
    loading = loading || Promise.all([...scripts.split(" "), fresh].map(loadScript)).then(
      () => {
        finder = window.hoshinSearch.makeFinder(window.hoshinSearchIndex);
        warm();
      },
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  }

  function attach(form) {
    const input = form.querySelector("input[type=search]");
    const language = document.documentElement.lang === "en" ? "en" : "ja";
    const onPage = form.hasAttribute("data-page");
    const status = make("p", { role: "status", class: onPage ? "search-status" : "visually-hidden" });
    const panel = make("div", { class: onPage ? "search-results" : "search-panel", hidden: true });
    const everything = onPage ? document.getElementById("_everything") : null;
    form.append(status);
    for (const hint of form.querySelectorAll("[hidden]")) hint.hidden = false;
    if (onPage) form.after(panel);
    else form.append(panel);
    let kind = "";
    let count = 0;
    let timer = 0;
    let latest = "";

    const inside = (node) => form.contains(node) || panel.contains(node);
    const links = () => [...panel.querySelectorAll("a")];
    const spoken = (say, found) => {
      const key = found.all.length ? (kind ? "filtered" : found.how) : "none";
      const n = key === "state" ? found.many : found.shown.length;
      const states = (found.standings || [])
        .map((at) => say[`standing.${window.hoshinSearchIndex.standings[at]}`]);
      return say[key].replace("{query}", latest).replace("{n}", n)
        .replace("{kind}", kind && say[`kind.${kind}`])
        .replace("{states}", states.join(language === "ja" ? "・" : ", "));
    };

    function hide() {
      panel.hidden = true;
      panel.replaceChildren();
      if (everything) everything.hidden = false;
    }

    function clear() {
      input.value = "";
      refresh();
      input.focus();
    }

    /** Says the outcome, and notes the query in the address, once typing has paused. */
    function later(message) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (status.textContent !== message) status.textContent = message;
        if (!onPage) return;
        const address = new URL(location.href);
        if (latest) address.searchParams.set("q", latest);
        else address.searchParams.delete("q");
        try {
          history.replaceState(null, "", address);
        } catch {
          // Some browsers refuse this for files on a disk; the results stand all the same.
        }
      }, PAUSE);
    }

    function refresh() {
      latest = input.value.trim();
      if (!latest) {
        kind = "";
        hide();
        later("");
        return;
      }
      if (!finder) {
        status.textContent = form.dataset.wait;
        load(form.dataset).then(refresh, () => {
          status.textContent = form.dataset.failed;
        });
        return;
      }
      const { words, results, how, ...more } = finder.find(latest, language);
      if (!words.length && how !== "state") {
        hide();
        later("");
        return;
      }
      if (kind && !results.some(({ entry }) => entry.kind === kind)) kind = "";
      const shown = kind ? results.filter(({ entry }) => entry.kind === kind) : results;
      count = Math.min(shown.length, onPage ? FIRST.page : FIRST.panel);
      draw({ words, all: results, shown, how, ...more });
    }

    function draw(found) {
      const say = window.hoshinSearchIndex.words[language];
      const list = make("ol", { class: "search-list", role: "list" });
      const item = ({ entry }) => resultItem(finder.describe(entry, found.words, language), say);
      list.append(...found.shown.slice(0, count).map(item));
      const message = spoken(say, found);
      panel.replaceChildren();
      if (onPage && found.all.length) panel.append(kinds(found, say));
      if (!onPage && (!found.all.length || found.how !== "results")) {
        panel.append(make("p", {}, message));
      }
      if (found.all.length) panel.append(list);
      else panel.append(...instead(found, item, say));
      if (onPage) moreButton(found, list, item, say);
      else if (found.shown.length > count) {
        const href = `${form.getAttribute("action")}?q=${encodeURIComponent(latest)}`;
        panel.append(make("p", { class: "search-all" }, make(
          "a", { href }, say.all_results.replace("{n}", found.shown.length),
        )));
      }
      panel.hidden = false;
      if (everything) everything.hidden = found.all.length > 0;
      later(message);
    }

    /** Where nothing is found: what comes near, and where to look. */
    function instead(found, item, say) {
      const parts = [];
      for (const [word, its] of [[say.near, found.near || []], [say.look_in, found.pages || []]]) {
        if (!its.length) continue;
        const items = its.map((entry) => item({ entry }));
        parts.push(make("p", { class: "search-instead" }, word),
          make("ol", { class: "search-near", role: "list" }, ...items));
      }
      return parts;
    }

    /** Where an indicator stands: a shape, a colour and a word. */
    function sign(standing, say) {
      const icon = document.createElementNS(SVG, "svg");
      icon.setAttribute("class", `icon icon-${standing}`);
      icon.setAttribute("width", "20");
      icon.setAttribute("height", "20");
      icon.setAttribute("aria-hidden", "true");
      const shape = document.createElementNS(SVG, "use");
      shape.setAttribute("href", `#_${standing}`);
      icon.append(shape);
      return make("span", { class: `sign sign-${standing}` }, icon, say[`standing.${standing}`]);
    }

    function resultItem(one, say) {
      const parts = (list) => list.map(([text, is]) => (is ? make("mark", {}, text) : text));
      const langOf = (lang) => (lang === language ? "" : lang);
      const link = make("a", {
        href: form.dataset.root + one.href, lang: langOf(one.nameLanguage),
      }, ...parts(one.name));
      const where = make("p", { class: "search-where" },
        make("span", { class: "search-kind" }, one.kind));
      if (one.standing) where.append(" ", sign(one.standing, say));
      for (const text of [one.number, one.plan]) if (text) where.append(" ", text);
      if (one.inName) where.append(" ", make("span", { class: "search-in-name" }, one.inName));
      const item = make("li", {}, link, where);
      for (const { field, lang, parts: its } of one.fields) {
        item.append(make("p", {}, make("span", { class: "search-field" }, field), " ",
          make("span", { lang: langOf(lang) }, ...parts(its))));
      }
      return item;
    }

    /** Buttons that narrow the results to one kind. */
    function kinds(found, say) {
      const counts = new Map();
      for (const { entry } of found.all) counts.set(entry.kind, (counts.get(entry.kind) || 0) + 1);
      const group = make("div", { role: "group", class: "search-kinds", "aria-label": say.filter });
      const choose = (name, label, n) => {
        const button = make("button", { type: "button", "aria-pressed": String(kind === name) },
          `${label} ${n}`);
        button.addEventListener("click", () => {
          kind = name;
          refresh();
          panel.querySelector("[aria-pressed=true]").focus();
        });
        group.append(button);
      };
      choose("", say.every_kind, found.all.length);
      for (const [name, n] of counts) choose(name, say[`kind.${name}`], n);
      return counts.size > 1 ? group : "";
    }

    function moreButton(found, list, item, say) {
      if (found.shown.length <= count) return;
      const left = () => say.more.replace("{n}", found.shown.length - count);
      const button = make("button", { type: "button", class: "search-more" }, left());
      button.addEventListener("click", () => {
        const next = found.shown.slice(count, count + MORE).map(item);
        count += next.length;
        list.append(...next);
        next[0].querySelector("a").focus();
        if (found.shown.length > count) button.textContent = left();
        else button.remove();
      });
      panel.append(button);
    }

    function move(event) {
      if (event.isComposing) return;
      if (event.key === "Escape" && (input.value || !panel.hidden)) {
        event.preventDefault();
        clear();
      }
      const down = event.key === "ArrowDown";
      if (!down && event.key !== "ArrowUp") return;
      const all = links();
      const at = all.indexOf(document.activeElement);
      if (!all.length || (at < 0 && document.activeElement !== input) || (at < 0 && !down)) return;
      event.preventDefault();
      if (at === 0 && !down) input.focus();
      else all[Math.min(all.length - 1, at + (down ? 1 : -1))].focus();
    }

    input.addEventListener("input", (event) => {
      if (!event.isComposing) refresh();
    });
    input.addEventListener("compositionend", refresh);
    const start = () => {
      if (!finder) load(form.dataset).catch(() => {});
      if (!onPage && input.value && panel.hidden) refresh();
    };
    input.addEventListener("focus", start);
    form.addEventListener("keydown", move);
    if (onPage) {
      panel.addEventListener("keydown", move);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        refresh();
      });
      const asked = new URLSearchParams(location.search).get("q");
      if (asked) input.value = asked;
      if (input.value) refresh();
      else load(form.dataset).catch(() => {});
    } else {
      form.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !inside(event.relatedTarget)) hide();
      });
      document.addEventListener("pointerdown", (event) => {
        if (!inside(event.target)) hide();
      });
      start();
    }
  }

  // --- the key that leads to the box ---

  // A key without Ctrl can be pressed by accident, above all by voice control: it can be put off.
  function shortcutIsOff() {
    try {
      return localStorage.getItem(SHORTCUT) !== null;
    } catch {
      return false;
    }
  }

  function offerShortcut(label) {
    const box = label.querySelector("input");
    box.checked = !shortcutIsOff();
    box.addEventListener("change", () => {
      try {
        if (box.checked) localStorage.removeItem(SHORTCUT);
        else localStorage.setItem(SHORTCUT, "1");
      } catch {
        box.checked = true;
      }
    });
  }

  function onSlash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable]") || shortcutIsOff()) {
      return;
    }
    const inputs = [...document.querySelectorAll("form[data-search] input[type=search]")];
    const input = inputs.find((one) => one.offsetParent !== null);
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  }

  // A box is made ready when it is first used; one that a reader was faster to use, at once.
  const boxes = new WeakSet();
  function use(form) {
    if (boxes.has(form)) return;
    boxes.add(form);
    attach(form);
  }
  onEvery("focusin", "form[data-search]", use);
  const usedAlready = document.activeElement && document.activeElement.closest("form[data-search]");
  if (usedAlready) use(usedAlready);
  document.addEventListener("keydown", onSlash);
  whenRead(() => {
    document.querySelectorAll("form[data-page]").forEach(use);
    document.querySelectorAll("[data-search-shortcut]").forEach(offerShortcut);
  });
  // All that has come of the page answers: for those who measure how long that takes.
  performance.mark("hoshin-ready");
})();
