/* Near: what a query asks of how indicators stand, and what comes near where nothing is found.
 *
 * Defines `hoshinSearch.makeStates(index, fold)` and `hoshinSearch.nearest(query, entries, fold)`.
 * Like search-find.js it touches no page.
 */
(function () {
  "use strict";

  const MOST_NEAR = 5;
  const NEAR_ENOUGH = 0.34;
  const NEAR_ENOUGH_LATIN = 0.5;
  const ABOUT = /^(指標|目標|もの|こと|の|kpi|indicators?|targets?|that|which|are|is|the)$/;
  const AFTER = /(?:の|な|である)?(?:指標|目標|もの)(?:は|を)?$/;

  /**
   * Makes the function that reads states out of a query: null where it names none, else the
   * positions of the standings that are meant, and the words that are left.
   */
  function makeStates(index, fold) {
    const states = new Map(Object.entries(index.states));
    const meaning = (text) => states.get(fold(text).text)
      || states.get(fold(text.replace(AFTER, "")).text);

    return function stateOf(words) {
      for (let many = Math.min(4, words.length); many > 0; many -= 1) {
        for (let at = 0; at + many <= words.length; at += 1) {
          const standings = meaning(words.slice(at, at + many).join(" "));
          if (standings) {
            const rest = [...words.slice(0, at), ...words.slice(at + many)];
            return { standings, rest: rest.filter((one) => !ABOUT.test(one.toLowerCase())) };
          }
        }
      }
      return null;
    };
  }

  /** The pieces of a text, two characters long, of Latin ones three. */
  function piecesOf(text) {
    const long = /^[\p{Script=Latin}\p{N}]+$/u.test(text) ? 3 : 2;
    const pieces = new Set();
    for (let at = 0; at + long <= text.length; at += 1) pieces.add(text.slice(at, at + long));
    return { pieces: [...pieces], enough: long === 3 ? NEAR_ENOUGH_LATIN : NEAR_ENOUGH };
  }

  /** What has most in common with a query in its name, the nearest first; entries are folded. */
  function nearest(query, entries, fold) {
    const { pieces, enough } = piecesOf(fold(query).text);
    if (!pieces.length) return [];
    const found = [];
    for (const entry of entries) {
      const shared = Math.max(...[entry.folded.ja.text, entry.folded.en.text]
        .map((name) => pieces.filter((one) => name.includes(one)).length));
      if (shared >= enough * pieces.length) found.push({ entry, shared });
    }
    return found
      .sort((one, other) => other.shared - one.shared
        || one.entry.folded.ja.text.length - other.entry.folded.ja.text.length)
      .slice(0, MOST_NEAR)
      .map(({ entry }) => entry);
  }

  window.hoshinSearch = Object.assign(window.hoshinSearch || {}, { makeStates, nearest });
})();
