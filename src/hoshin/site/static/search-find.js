/* Finding: ranks what matches a query and says where it does.
 *
 * Defines `hoshinSearch.makeFinder(index)`, where the index is what site/search.py writes. It
 * touches no page: everything here is a function of its arguments.
 */
(function () {
  "use strict";

  // How good a match is; less is better. Half a step is added where a Latin word goes on (short
  // ones, like EV in "every", count as inside), a quarter for the name in the other language.
  const EXACT = 0;
  const MEASURED = 0.5;
  const PREFIX = 1;
  const WORD = 2;
  const INSIDE = 3;
  const PRINTED = 4;
  const NUMBER = 5;
  const TEXT = 6;
  const SECTION = 7;
  const CONTEXT = 8;
  const NOT = 99;
  const SHORT_LATIN = 3;
  const MOST_SPELLINGS = 16;
  // Fewer results than these, and words that are related to those of the query are tried too.
  const FEW = 5;
  // Where to look when nothing is found.
  const LOOK_IN = new Set(["page-plans", "page-indicators", "page-programs", "page-budget"]);
  const PLURAL = /^[a-z]{3,}[^s\W\d_]s$/;

  const plainId = (text) => text.normalize("NFKC").toLowerCase().trim();
  const digitsOf = (text) => (text.normalize("NFKC").match(/\d+/g) || []).join(" ");

  /** The places of a wanted text in a folded one; short Latin ones only where a word begins. */
  function placesOf(folded, wanted) {
    if (wanted.short) return folded.starts.filter((at) => folded.text.startsWith(wanted.text, at));
    const found = [];
    for (let at = folded.text.indexOf(wanted.text); at >= 0;
      at = folded.text.indexOf(wanted.text, at + 1)) found.push(at);
    return found;
  }

  function rankInName(folded, wanted) {
    if (!folded.text.includes(wanted.text)) return NOT;
    let best = NOT;
    for (const at of placesOf(folded, wanted)) {
      const end = at + wanted.text.length;
      const goesOn = wanted.latin && end < folded.text.length && !folded.starts.includes(end);
      let rank = INSIDE;
      if (goesOn && wanted.short) rank = INSIDE + 0.5;
      else if (at === 0) rank = end === folded.text.length ? EXACT : PREFIX + (goesOn ? 0.5 : 0);
      else if (folded.starts.includes(at)) rank = WORD + (goesOn ? 0.5 : 0);
      best = Math.min(best, rank);
    }
    return best;
  }

  /** Makes the function that finds: (query, language) to {words, results}, the best first. */
  function makeFinder(index) {
    const fold = window.hoshinSearch.makeFolder(index.folding);
    const { entries, levels, containers } = readEntries(index, fold);
    const related = new Map(Object.entries(index.related));
    const stateOf = window.hoshinSearch.makeStates(index, fold);
    const pages = entries.filter(({ kind, id }) => kind === "pages" && LOOK_IN.has(id));

    /** A word of the query in all its spellings; `meant` adds what plans may print for it. */
    function wantedOf(word, meant = false) {
      const folded = fold(word).text;
      const spellings = new Set([folded]);
      if (PLURAL.test(folded)) spellings.add(folded.slice(0, -1));
      if (meant) {
        for (const one of [...spellings]) {
          for (const other of related.get(one) || []) spellings.add(other);
        }
      }
      for (const group of index.folding.variants) {
        for (const one of [...spellings]) {
          const there = group.find((spelling) => one.includes(spelling));
          if (!there) continue;
          for (const other of group) {
            if (spellings.size < MOST_SPELLINGS) spellings.add(one.replace(there, other));
          }
        }
      }
      return {
        printed: word,
        id: plainId(word),
        mayBeId: /^[\w.-]{3,}$/.test(plainId(word)),
        digits: digitsOf(word),
        spellings: [...spellings].filter(Boolean).map((text) => {
          const latin = /^[\p{Script=Latin}]+$/u.test(text);
          return { text, latin, short: latin && text.length <= SHORT_LATIN };
        }),
      };
    }

    function inName(entry, wanted, language) {
      let best = NOT;
      for (const one of wanted.spellings) {
        best = Math.min(
          best,
          rankInName(entry.folded[language], one),
          rankInName(entry.folded[language === "ja" ? "en" : "ja"], one) + 0.25,
        );
      }
      return best;
    }

    const within = (folded, wanted) => wanted.spellings.some(
      (one) => folded.text.includes(one.text) && placesOf(folded, one).length > 0,
    );
    const named = (entry, wanted) => within(entry.folded.ja, wanted)
      || within(entry.folded.en, wanted);

    function hasNumber(numbers, wanted) {
      return wanted.digits !== "" && numbers.some((one) => digitsOf(one) === wanted.digits
        && wanted.spellings.some((spelling) => spelling.text === fold(one).text));
    }

    /** The id that a word is, or begins; of a figure also what follows its last dot. */
    function idFound(entry, { id, mayBeId }) {
      if (!mayBeId) return "";
      const at = entry.ids.findIndex((one) => one === id
        || (id.length > SHORT_LATIN && one.startsWith(id))
        || one.endsWith(`.${id}`));
      return at < 0 ? "" : [entry.id, ...entry.figures][at];
    }

    /** How well one word of the query fits an entry, wherever that is. */
    function rank(entry, wanted, language, around) {
      if (wanted.spellings.some((one) => entry.all.includes(one.text))) {
        const name = inName(entry, wanted, language);
        if (name < NOT) return name;
        if (entry.folded.printed.some((one) => within(one, wanted))) return PRINTED;
        if (hasNumber(entry.numbers, wanted) || idFound(entry, wanted)) return NUMBER;
        if (within(entry.folded.text, wanted) || within(entry.folded.textEn, wanted)) return TEXT;
      } else if (hasNumber(entry.numbers, wanted) || idFound(entry, wanted)) return NUMBER;
      if (around.has(entry.section)) return SECTION;
      return entry.plans.some((one) => around.has(one)) || around.has(entry.level) ? CONTEXT : NOT;
    }

    /** What may stand around an entry and is itself called so: sections, plans, levels. */
    function aroundOf(wanted) {
      return new Set([
        ...containers.filter((one) => named(one, wanted)),
        ...levels.filter((one) => one.folded.some((name) => within(name, wanted))),
      ]);
    }

    /**
     * What a query finds, the best first. Where that is little, what related words find comes
     * after it; where it is nothing, what has some of the words. A word for how things stand
     * finds the indicators that do. `how` says which it was; with nothing at all, `near` is what
     * comes nearest and `pages` where to look.
     */
    function find(query, language) {
      const typed = query.normalize("NFKC").split(/\s+/);
      const asked = stateOf(typed.filter(Boolean));
      const found = asked && inState(asked, query, language);
      if (found) return found;
      const words = typed.map((one) => wantedOf(one)).filter((one) => one.spellings.length);
      const results = ranked(words, query, language);
      if (!words.length || results.length >= FEW) return { words, results, how: "results" };
      const meant = typed.map((one) => wantedOf(one, true)).filter((one) => one.spellings.length);
      const known = new Set(results.map(({ entry }) => entry));
      const more = ranked(meant, query, language).filter(({ entry }) => !known.has(entry));
      if (results.length || more.length) {
        const all = [...results, ...more];
        return { words: meant, results: all, how: results.length ? "results" : "related" };
      }
      const seen = new Map();
      for (const one of meant.length > 1 ? meant : []) {
        for (const { entry, score } of ranked([one], one.printed, language)) {
          const before = seen.get(entry) || { entry, count: 0, score };
          seen.set(entry, { entry, count: before.count + 1, score: Math.min(score, before.score) });
        }
      }
      const some = [...seen.values()]
        .sort((one, other) => other.count - one.count || one.score - other.score);
      if (some.length) return { words: meant, results: some, how: "some" };
      const near = window.hoshinSearch.nearest(query, entries, fold);
      return { words: meant, results: [], how: "none", near, pages };
    }

    /** The indicators that stand as asked, and then what else has the words; null without any. */
    function inState({ standings, rest }, query, language) {
      const words = rest.map((one) => wantedOf(one, true)).filter((one) => one.spellings.length);
      const stands = ({ entry }) => standings.includes(entry.standing);
      const all = words.length
        ? ranked(words, rest.join(" "), language)
        : entries.map((entry) => ({ entry, score: standings.indexOf(entry.standing) }));
      const results = all.filter(stands);
      if (!results.length) return null;
      if (!words.length) results.sort((one, other) => one.score - other.score);
      const known = new Set(results.map(({ entry }) => entry));
      const typed = query.normalize("NFKC").split(/\s+/).filter(Boolean).map((one) => wantedOf(one));
      const more = ranked(typed.filter((one) => one.spellings.length), query, language)
        .filter(({ entry }) => !known.has(entry));
      return {
        words: [...words, ...typed], results: [...results, ...more], how: "state", standings,
        many: results.length,
      };
    }

    /** What has every word, the best first. */
    function ranked(words, query, language) {
      if (!words.length) return [];
      const together = words.length > 1 ? wantedOf(query) : null;
      const around = words.map(aroundOf);
      const results = [];
      for (const entry of entries) {
        if (!entry.folded) prepare(entry, fold);
        let worst = 0;
        let best = NOT;
        let sum = 0;
        for (let at = 0; at < words.length && worst < NOT; at += 1) {
          const one = rank(entry, words[at], language, around[at]);
          worst = Math.max(worst, one);
          best = Math.min(best, one);
          sum += one;
        }
        // The name of a plan or of its level says where, not what.
        if (worst === NOT || best >= CONTEXT) continue;
        if (together) worst = Math.min(worst, inName(entry, together, language));
        // What is measured says how the city is doing: it stands before what is only planned,
        // unless a short word was found in the middle of another.
        if (entry.kind === "indicators" && worst > EXACT + 0.25 && worst <= INSIDE + 0.25) {
          worst = MEASURED + worst / 10;
        }
        const length = Math.min(511, entry.folded[language].text.length);
        const score = ((worst * 4000 + Math.min(999, sum * 4)) * 32 + entry.order) * 512 + length;
        results.push({ entry, score });
      }
      return results.sort((one, other) => one.score - other.score);
    }

    let prepared = 0;

    /** Prepares entries for so many milliseconds; true when all are, and a search is quick. */
    function warm(milliseconds) {
      const end = performance.now() + milliseconds;
      while (prepared < entries.length && performance.now() < end) {
        const next = Math.min(entries.length, prepared + 50);
        for (; prepared < next; prepared += 1) {
          if (!entries[prepared].folded) prepare(entries[prepared], fold);
        }
      }
      return prepared === entries.length;
    }

    const describe = makeDescriber(index, fold, { within, named, hasNumber, idFound });
    return { find, warm, describe };
  }

  /** Folds, once, what is compared of an entry; `all` is everything in one text. */
  function prepare(entry, fold) {
    const folded = {
      ja: fold(entry.names.ja),
      en: fold(entry.names.en),
      printed: entry.printed.map((one) => fold(one)),
      text: fold(entry.text.ja),
      textEn: fold(entry.text.en),
    };
    entry.folded = folded;
    entry.all = `${folded.ja.text} ${folded.en.text} ${folded.text.text} ${folded.textEn.text} ${
      folded.printed.map((one) => one.text).join(" ")}`;
  }

  /** The rows of the index as entries, and those of them in which others stand. */
  function readEntries(index, fold) {
    const levels = index.levels.map((names) => ({ names, folded: names.map((one) => fold(one)) }));
    const byKind = new Map();
    index.kinds.forEach(({ kind, before, after, elsewhere, rows }, order) => {
      byKind.set(kind, rows.map((row) => {
        const [id, name, nameEn = "", plans = [], section = -1, level = -1, numbers = [],
          printed = [], figures = [], text = "", textEn = "", standing = -1] = row;
        return {
          kind, order, id, names: { ja: name, en: nameEn }, plans, section, numbers, printed,
          standing, figures, text: { ja: text, en: textEn },
          level: level < 0 ? null : levels[level],
          href: Object.hasOwn(elsewhere, id) ? elsewhere[id] : before + id + after,
          ids: [id, ...figures].map((one) => one.toLowerCase()),
          folded: null,
          all: "",
        };
      }));
    });
    const entries = [...byKind.values()].flat();
    for (const entry of entries) {
      entry.plans = entry.plans.map((at) => byKind.get("plans")[at]);
      entry.section = entry.section < 0 ? null : byKind.get("organisations")[entry.section];
    }
    const containers = entries.filter(({ kind }) => kind === "plans" || kind === "organisations");
    containers.forEach((one) => prepare(one, fold));
    return { entries, levels, containers };
  }

  // --- saying where a match is ---

  const SNIPPET = 70;
  const LEAD = 20;

  /**
   * Makes the function that describes a result: its name in parts, its place, and for what was
   * found elsewhere than in the name the field and a piece of it. A part is [text, marked].
   */
  function makeDescriber(index, fold, { within, named, hasNumber, idFound }) {
    /** A text in parts, those that match any of the words marked. */
    function marked(text, words) {
      const folded = fold(text, true);
      const is = new Array(text.length).fill(false);
      for (const one of words.flatMap((word) => word.spellings)) {
        for (const at of placesOf(folded, one)) {
          is.fill(true, folded.origin[at].from, folded.origin[at + one.text.length - 1].to);
        }
      }
      const parts = [];
      for (let at = 0; at < text.length; at += 1) {
        const last = parts[parts.length - 1];
        if (last && last[1] === is[at]) last[0] += text[at];
        else parts.push([text[at], is[at]]);
      }
      return parts;
    }

    /** The parts around the first match, shortened on both sides. */
    function snippet(text, words, dots) {
      const first = marked(text, words).findIndex((part) => part[1]);
      const before = marked(text, words).slice(0, first).map((part) => part[0]).join("").length;
      let start = text.length > SNIPPET ? Math.max(0, before - LEAD) : 0;
      if (/[\udc00-\udfff]/.test(text[start] || "")) start -= 1;
      const parts = marked([...text.slice(start)].slice(0, SNIPPET).join(""), words);
      if (start > 0) parts.unshift([dots, false]);
      if (start + SNIPPET < text.length) parts.push([dots, false]);
      return parts;
    }

    return function describe(entry, words, language) {
      const say = index.words[language];
      const other = language === "ja" ? "en" : "ja";
      const shown = entry.names[language] ? language : other;
      const nameOf = (one) => one.names[language] || one.names[other];
      const fields = [];
      let figure = "";
      let inName = false;
      const add = (field, text, lang, wanted) => {
        const same = fields.find((one) => one.field === field && one.text === text);
        if (same) same.words.push(wanted);
        else fields.push({ field, text, lang, words: [wanted] });
      };
      for (const wanted of words) {
        const printed = entry.printed.find((one) => within(fold(one), wanted));
        const number = entry.numbers.find((one) => hasNumber([one], wanted));
        const id = idFound(entry, wanted);
        const plan = entry.plans.find((one) => named(one, wanted));
        if (within(fold(entry.names[shown]), wanted)) inName = true;
        else if (within(fold(entry.names[other]), wanted)) {
          add("other_language", entry.names[other], other, wanted);
        } else if (printed) add("printed", printed, "ja", wanted);
        else if (number) add("number", number, "ja", wanted);
        else if (id) {
          add("id", id, "", wanted);
          if (id !== entry.id) figure = id;
        } else if (within(fold(entry.text[language]), wanted)) {
          add("text", entry.text[language], language, wanted);
        } else if (within(fold(entry.text[other]), wanted)) {
          add("text", entry.text[other], other, wanted);
        } else if (entry.section && named(entry.section, wanted)) {
          const field = entry.kind === "organisations" ? "parent" : "section";
          add(field, nameOf(entry.section), entry.section.names[language] ? language : other,
            wanted);
        } else if (plan) add("plan", nameOf(plan), plan.names[language] ? language : other, wanted);
        else if (entry.level) add("level", entry.level.names[0], "ja", wanted);
      }
      const level = entry.level && (entry.level.names[language === "ja" ? 0 : 1]
        || entry.level.names[0]);
      return {
        name: marked(entry.names[shown], words),
        nameLanguage: shown,
        href: figure ? `${entry.href}#${figure}` : entry.href,
        kind: level || say[`kind.${entry.kind}`],
        plan: entry.plans.length && !fields.some(({ field }) => field === "plan")
          ? nameOf(entry.plans[0]) + (entry.plans.length > 1
            ? ` ${say.more_plans.replace("{n}", entry.plans.length - 1)}` : "")
          : "",
        // The numbers of an indicator are those of its targets.
        number: entry.figures.length ? "" : entry.numbers[0] || "",
        standing: index.standings[entry.standing] || "",
        inName: inName ? say.in_name : "",
        fields: fields.map(({ field, text, lang, words: its }) => ({
          field: say[`field.${field}`], lang, parts: snippet(text, its, say.dots),
        })),
      };
    };
  }

  window.hoshinSearch = Object.assign(window.hoshinSearch || {}, { makeFinder });
})();
