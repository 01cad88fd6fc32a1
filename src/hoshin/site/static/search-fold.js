/* Folding: what a text is reduced to before it is compared, so that spellings do not matter.
 *
 * The same as domain/folding.py, character by character; its tables come with the index. Defines
 * `hoshinSearch.makeFolder(tables)`.
 */
(function () {
  "use strict";

  const ACCENTS = /[\u0300-\u036f]/g;
  const NONE = [];
  const NOTHING = { text: "", starts: NONE, origin: NONE };
  const COUNTED = /[\p{L}\p{N}]/u;

  /** What kind of script a character is of; a change of it is where a word may begin. */
  function scriptOf(character) {
    if (/[\u3041-\u309f]/.test(character)) return "hiragana";
    if (/[\u30a0-\u30ff]/.test(character)) return "katakana";
    if (/\p{N}/u.test(character)) return "number";
    return /\p{Script=Latin}/u.test(character) ? "latin" : "other";
  }

  /** Where a character ends, with the marks that follow it: accents, (han)dakuten. */
  function clusterEnd(text, from) {
    let to = from + (text.codePointAt(from) > 0xffff ? 2 : 1);
    for (let code = text.charCodeAt(to); code >= 0x300; code = text.charCodeAt(to)) {
      const isMark = code <= 0x36f || code === 0x3099 || code === 0x309a
        || code === 0xff9e || code === 0xff9f;
      if (!isMark) break;
      to += 1;
    }
    return to;
  }

  /**
   * Makes the function that folds. It returns `text` and `starts`, the places in it where a word
   * begins; when traced also from where to where in the original each of its characters comes.
   */
  function makeFolder(tables) {
    const characters = new Map(tables.characters);
    const known = new Map();
    const knownByCode = [];

    function foldCluster(cluster) {
      const plain = cluster
        .normalize("NFKD").replace(ACCENTS, "").normalize("NFKC").toLowerCase();
      let text = "";
      for (let one of plain) {
        if (/[\u30a1-\u30f6\u30fd\u30fe]/.test(one)) {
          one = String.fromCharCode(one.charCodeAt(0) - 0x60);
        }
        if (characters.has(one)) one = characters.get(one);
        if (COUNTED.test(one)) text += one;
      }
      const found = { text, script: scriptOf(plain), silent: plain.includes("ー") };
      if (cluster.length === 1) knownByCode[cluster.charCodeAt(0)] = found;
      else known.set(cluster, found);
      return found;
    }

    function foldAt(original, from, to) {
      if (to === from + 1) {
        return knownByCode[original.charCodeAt(from)] || foldCluster(original[from]);
      }
      const cluster = original.slice(from, to);
      return known.get(cluster) || foldCluster(cluster);
    }

    return function fold(original, traced = false) {
      if (!original) return NOTHING;
      let text = "";
      const starts = [];
      const origin = traced ? [] : NONE;
      let begins = true;
      let script = "";
      for (let from = 0, to = 0; from < original.length; from = to) {
        to = clusterEnd(original, from);
        const one = foldAt(original, from, to);
        if (one.text) {
          if (begins || one.script !== script) starts.push(text.length);
          text += one.text;
          begins = false;
          script = one.script;
          while (traced && origin.length < text.length) origin.push({ from, to });
        } else if (!one.silent) begins = true;
      }
      const folded = { text, starts, origin };
      return /など|等/.test(text) ? without(folded, tables) : folded;
    };
  }

  /** Leaves など and 等 out of a folded text; what follows them begins a word. */
  function without({ text, starts, origin }, tables) {
    const kept = [...Array(text.length).keys()].filter(
      (at) => text.slice(at, at + 2) !== "など" && text.slice(at - 1, at + 1) !== "など",
    );
    const isOfWord = (_, at) => {
      const [before, one, after] = [at - 1, at, at + 1].map((near) => text[kept[near]]);
      return one !== "等" || (before && tables.keptBefore.includes(before))
        || (after && tables.keptAfter.includes(after));
    };
    const places = kept.filter(isOfWord);
    const begins = (at, i) => starts.includes(at) || (i > 0 && at > places[i - 1] + 1);
    return {
      text: places.map((at) => text[at]).join(""),
      starts: places.flatMap((at, i) => (begins(at, i) ? [i] : [])),
      origin: origin.length ? places.map((at) => origin[at]) : origin,
    };
  }

  window.hoshinSearch = Object.assign(window.hoshinSearch || {}, { makeFolder });
})();
