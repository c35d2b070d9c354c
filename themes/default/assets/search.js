// Search: on its own page, and in the box that `/` opens. Loaded when a reader first searches; the
// engine and the index follow with the first words.

/** Stands between the sentences of an indexed text; the first sentence is the title. */
const SEPARATOR = "\u2063";

/** What is left of a longer search. */
const LONGEST_QUERY = 200;

/** How many results of a kind are shown at first, and how many sentences of a result. */
const RESULTS_OF_KIND = 8;
const RESULTS_IN_BOX = 3;
const SENTENCES = 3;

/** How long a reader pauses before what was typed is searched for, in milliseconds. */
const PAUSE = 150;

/** The site's root: this file lies in `assets/`, in a folder that is named by its content. */
const root = new URL("../../", import.meta.url);

let engine;

/** The engine, fetched once with all filters: it counts results by those that it has. */
function loadEngine() {
  engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (loaded) => {
    await loaded.filters();
    return loaded;
  });
  return engine;
}

// ---------- What is searched for ----------

/** Letters that look alike, by the language whose readers may type the other's. */
const LOOKALIKES = {
  ar: { "\u06cc": "\u064a", "\u06a9": "\u0643" },
  fa: { "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9" },
};

/**
 * What the engine is asked for: letters, digits and what joins or quotes them. Marks that nobody sees are
 * left out as they are in the index: joiners within Persian words, the stretching of Arabic ones.
 */
function cleaned(query) {
  const letters = LOOKALIKES[document.documentElement.lang.split("-")[0]] ?? {};
  const own = [...query.normalize("NFC")].map((it) => letters[it] ?? it).join("");
  const kept = own.replace(/[\p{Cf}\u0640]/gu, "").replace(/[\p{C}\p{S}]/gu, " ");
  return [...kept.replace(/\s+/g, " ").trim()].slice(0, LONGEST_QUERY).join("").trim();
}

/** The filters that are set, by their names. */
function filtersOf(form) {
  const chosen = [...form.querySelectorAll("select")].filter((select) => select.value);
  return Object.fromEntries(chosen.map((select) => [select.name, select.value]));
}

// ---------- What was found ----------

/** An element with text, or with children. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The sentences of a result that hold what was searched for, the best of each section or note. */
function sentencesOf({ content, locations, anchors }) {
  const words = content.split(/[^\S\uFEFF]+/);
  const places = anchors.filter((it) => it.title).sort((a, b) => a.location - b.location);
  const best = new Map();
  for (const location of new Set(locations)) {
    const start = words.lastIndexOf(SEPARATOR, location) + 1;
    // Before the first separator stands the title, which every result shows.
    if (start === 0) continue;
    const place = places.findLast((it) => it.location <= start);
    const found = best.get(place) ?? new Map();
    best.set(place, found);
    found.set(start, [...(found.get(start) ?? []), location]);
  }
  const distinct = (marked) => new Set(marked.map((it) => words[it].toLowerCase())).size;
  const sentences = [...best].map(([place, found]) => {
    const [start, marked] = [...found].reduce((one, other) => (distinct(other[1]) > distinct(one[1]) ? other : one));
    return { place, start, marked, score: distinct(marked) };
  });
  const chosen = sentences.sort((a, b) => b.score - a.score || a.start - b.start).slice(0, SENTENCES);
  // A page that was found by its name is introduced by what follows it.
  if (!chosen.length) chosen.push({ start: words.indexOf(SEPARATOR) + 1, marked: [] });
  return chosen.map(({ place, start, marked }) => {
    const end = words.indexOf(SEPARATOR, start);
    const last = end < 0 ? words.length : end;
    return { place, parts: words.slice(start, last).map((word, at) => [word, marked.includes(start + at)]) };
  });
}

/** A word that was found, with the punctuation around it left unmarked. */
function markedWord(word) {
  const [, before, core, after] = word.match(/^(\p{P}*)(.*?)(\p{P}*)$/su);
  return core ? [before, element("mark", {}, core), after] : [word];
}

/** A sentence with what was found marked in it; each text runs in its own direction. */
function sentenceElement({ place, parts }, url) {
  const line = element("p", { class: "hit-sentence", dir: "auto" });
  if (place) {
    const link = element("a", { dir: "auto" }, place.title);
    link.href = url;
    link.hash = place.id;
    line.append(link, " ");
  }
  for (const [word, isMarked] of parts) line.append(...(isMarked ? markedWord(word) : [word]), " ");
  return parts.length ? line : "";
}

async function resultElement(result) {
  const data = await result.data();
  const url = new URL(data.raw_url.slice(1), root);
  const title = element("a", { href: url.href, dir: "auto" }, data.meta.title);
  const heading = element("h3", {}, title);
  if (data.meta.date) heading.append(" ", element("bdi", { class: "hit-date" }, data.meta.date));
  return element("li", { class: "hit" }, heading, ...sentencesOf(data).map((it) => sentenceElement(it, url)));
}

/** The results of one kind, the best first; a button shows more of them. */
async function groupElement(title, results, shown, hasMore) {
  const list = element("ol", { class: "hits" });
  const show = async () => {
    const next = results.slice(list.children.length, list.children.length + shown);
    list.append(...(await Promise.all(next.map(resultElement))));
  };
  await show();
  const heading = element("h2", {}, `${title} `, element("span", { class: "count" }, `${results.length}`));
  const group = element("section", { class: "hit-group" }, heading, list);
  if (hasMore && results.length > shown) {
    const more = element("button", { type: "button", "aria-label": `Show more: ${title}` }, "Show more");
    more.addEventListener("click", async () => {
      const first = list.children.length;
      await show();
      list.children[first].querySelector("a").focus();
      if (list.children.length === results.length) more.remove();
    });
    group.append(more);
  }
  return group;
}

/** Offers the values of a filter that have results, and the one that is set. */
function offer(select, counts, compare) {
  const chosen = select.value;
  const values = Object.keys(counts).filter((value) => counts[value] || value === chosen).sort(compare);
  const option = (value) => {
    const made = element("option", { value }, `${value} (${counts[value]})`);
    made.selected = value === chosen;
    return made;
  };
  select.replaceChildren(select.options[0], ...values.map(option));
}

// ---------- A form with its results ----------

/** Brings a form to life. */
function attach(panel) {
  const form = panel.querySelector("form");
  const input = form.elements.q;
  const status = panel.querySelector(".search-status");
  const results = panel.querySelector(".search-results");
  const { kind, actor, year } = form.elements;
  // The box on other pages has no filters but the kind.
  const isPage = Boolean(actor);
  const titles = [...kind.options].filter((option) => option.value).map((option) => [option.value, option.text]);
  let asked = 0;
  let pause;

  const show = (text, ...elements) => {
    status.textContent = text;
    results.replaceChildren(...elements);
  };

  const search = async () => {
    clearTimeout(pause);
    asked += 1;
    const turn = asked;
    if (isPage) remember();
    const query = cleaned(input.value);
    const filters = filtersOf(form);
    const typed = [...input.value.trim()];
    if (!/[\p{L}\p{N}]/u.test(query)) {
      show(typed.length ? "There is no word in this search." : "");
      return;
    }
    try {
      const { search: find } = await loadEngine();
      const all = await find(query, { filters });
      const counts = all.filters.kind ?? {};
      const found = titles.filter(([name]) => counts[name]);
      const groups = await Promise.all(
        found.map(async ([name, title]) => {
          const { results: ofKind } = await find(query, { filters: { ...filters, kind: name } });
          return groupElement(title, ofKind, isPage ? RESULTS_OF_KIND : RESULTS_IN_BOX, isPage);
        }),
      );
      // A later search may have been faster.
      if (turn !== asked) return;
      const number = all.results.length;
      const cut = typed.length > LONGEST_QUERY ? ` The first ${LONGEST_QUERY} characters were searched for.` : "";
      const shown = typed.slice(0, LONGEST_QUERY).join("");
      show(`${number || "No"} result${number === 1 ? "" : "s"} for “${shown}”.${cut}`, ...groups);
      if (isPage) {
        offer(actor, all.filters.actor ?? {}, (a, b) => a.localeCompare(b));
        offer(year, all.filters.year ?? {}, (a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
      }
    } catch {
      engine = undefined;
      if (turn === asked) show("The search could not be loaded. Try again in a moment.");
    }
  };

  /** Keeps the search in the address, so that it can be shared. */
  const remember = () => {
    const wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = new URL(location.href);
    if (wanted.has("q")) wanted.set("q", [...wanted.get("q")].slice(0, LONGEST_QUERY).join(""));
    address.search = wanted;
    if (address.href !== location.href) history.replaceState(null, "", address);
  };

  /** Sets the form to what the address says. */
  const recall = () => {
    const wanted = new URLSearchParams(location.search);
    input.value = wanted.get("q") ?? "";
    for (const select of [kind, actor, year]) {
      const value = wanted.get(select.name) ?? "";
      const isKnown = [...select.options].some((option) => option.value === value);
      // Actors and years are offered when their results are there.
      if (!isKnown && select !== kind) select.append(element("option", { value }, value));
      if (isKnown || select !== kind) select.value = value;
    }
    search();
  };

  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    // The box leads to the page, which has the filters.
    if (!isPage) return;
    event.preventDefault();
    search();
  });
  if (isPage) recall();
  else if (input.value) search();
}

for (const panel of document.querySelectorAll(".search-panel")) attach(panel);
