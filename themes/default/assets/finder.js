// Filters a long list: by facets, ranges, dates and text, all counted live and kept in the address. The
// list that the page came with stays until something is asked for.

/** How many entries are shown at once. */
const PAGE = 50;

/** How many terms of a facet are listed before the reader looks for others. */
const LISTED = 8;

/** Aspects are the low part of a facet's numbers. */
const ASPECTS = 16;

const DAY = 86400000;

/** An element with attributes and children. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** The first and the last day that a text names, counted from 1970; null for what is no date. */
function daysOf(text) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => part && Number(part));
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const last = day ? first : month ? Date.UTC(year, month, 0) : Date.UTC(year, 12, 0);
  const isReal = new Date(first).getUTCMonth() === (month ?? 1) - 1;
  return isReal ? [first / DAY, last / DAY] : null;
}

/** Letters without their marks, in lower case, so that "Munster" finds "Münster". */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** A list's columns, ready to be filtered. */
class Columns {
  constructor(data) {
    this.count = data.count;
    this.perPart = data.per_part;
    this.noun = data.noun;
    this.facets = data.facets.map((facet) => ({
      ...facet,
      numbers: facet.values.map((value) => (value === null ? [] : Array.isArray(value) ? value : [value])),
      index: new Map(facet.terms.map(([id], number) => [id, number])),
    }));
    this.ranges = data.ranges;
    if (data.dates) {
      let before = 0;
      this.first = data.dates.first.map((step) => (step === null ? null : (before += step)));
      this.last = this.first.map((first, entry) => (first === null ? null : first + data.dates.length[entry]));
    }
  }

  facet(key) {
    return this.facets.find((facet) => facet.key === key);
  }
}

/** What was asked for, as the address says it. */
class Query {
  constructor(columns) {
    this.columns = columns;
    this.clear();
  }

  clear() {
    /** By facet: the numbers of the terms, of which one is enough. */
    this.terms = new Map();
    this.aspects = new Map();
    this.ranges = new Map();
    this.from = "";
    this.until = "";
    this.text = "";
    this.sort = "";
    this.page = 0;
  }

  /** Reads an address; what it names and there is not comes back. */
  read(search) {
    this.clear();
    const ignored = [];
    for (const [key, value] of new URLSearchParams(search)) {
      const facet = this.columns.facet(key);
      const aspect = this.columns.facets.find((it) => it.aspect?.key === key);
      const range = /^(.+)-(least|most)$/.exec(key);
      if (value === "") continue;
      if (facet?.index.has(value)) this.toggle(facet, facet.index.get(value), true);
      else if (aspect?.aspect.terms.some(([id]) => id === value)) this.aspects.set(aspect.key, value);
      else if (range && this.columns.ranges.some((it) => it.key === range[1]) && /^\d{1,9}$/.test(value))
        this.limit(range[1], range[2], Number(value));
      else if ((key === "from" || key === "until") && this.columns.first && daysOf(value)) this[key] = value;
      else if (key === "q") this.text = value.slice(0, 200);
      else if (key === "sort" && this.sorts().some(([id]) => id === value)) this.sort = value;
      else ignored.push(`${key}=${value.slice(0, 60)}`);
    }
    return ignored;
  }

  toggle(facet, number, on) {
    const terms = this.terms.get(facet.key) ?? new Set();
    if (on) terms.add(number);
    else terms.delete(number);
    if (terms.size) this.terms.set(facet.key, terms);
    else this.terms.delete(facet.key);
  }

  limit(key, end, value) {
    const range = this.ranges.get(key) ?? {};
    if (value === null) delete range[end];
    else range[end] = value;
    if (Object.keys(range).length) this.ranges.set(key, range);
    else this.ranges.delete(key);
  }

  /** The orders that entries can stand in, besides that of the list. */
  sorts() {
    const dates = this.columns.first ? [["oldest", "oldest first"]] : [];
    return [...dates, ...this.columns.ranges.map(({ key, label }) => [key, `${label.toLowerCase()}, highest first`])];
  }

  get isEmpty() {
    return !(this.terms.size || this.aspects.size || this.ranges.size || this.from || this.until || this.text || this.sort);
  }

  address() {
    const parameters = new URLSearchParams();
    if (this.text) parameters.set("q", this.text);
    for (const [key, numbers] of this.terms) {
      for (const number of numbers) parameters.append(key, this.columns.facet(key).terms[number][0]);
    }
    for (const [key, term] of this.aspects) parameters.set(this.columns.facet(key).aspect.key, term);
    for (const [key, range] of this.ranges) {
      for (const [end, value] of Object.entries(range)) parameters.set(`${key}-${end}`, value);
    }
    for (const key of ["from", "until", "sort"]) if (this[key]) parameters.set(key, this[key]);
    return parameters.toString();
  }
}

/** Which entries a query finds, and how many each further choice would leave. */
function find(query, texts) {
  const { columns } = query;
  const tests = [];
  const tested = new Map();
  const words = folded(query.text).split(/\s+/).filter(Boolean);
  if (words.length) tests.push((entry) => words.every((word) => texts[entry].includes(word)));
  if (query.from || query.until) {
    const from = query.from ? daysOf(query.from)[0] : -Infinity;
    const until = query.until ? daysOf(query.until)[1] : Infinity;
    // What is dated vaguely falls in when it may.
    tests.push((entry) => columns.first[entry] !== null && columns.last[entry] >= from && columns.first[entry] <= until);
  }
  for (const [key, { least = -Infinity, most = Infinity }] of query.ranges) {
    const { values } = columns.ranges.find((range) => range.key === key);
    tests.push((entry) => values[entry] !== null && values[entry] >= least && values[entry] <= most);
  }
  for (const facet of columns.facets) {
    const wanted = query.terms.get(facet.key);
    const aspect = facet.aspect?.terms.findIndex(([id]) => id === query.aspects.get(facet.key)) ?? -1;
    facet.wantedAspect = aspect;
    if (!wanted && aspect < 0) continue;
    tested.set(facet.key, tests.length);
    tests.push((entry) =>
      facet.numbers[entry].some((number) => {
        const term = facet.aspect ? Math.floor(number / ASPECTS) : number;
        return (!wanted || wanted.has(term)) && (aspect < 0 || number % ASPECTS === aspect);
      }),
    );
  }
  for (const facet of columns.facets) facet.counts = new Array(facet.terms.length).fill(0);
  const found = [];
  for (let entry = 0; entry < columns.count; entry += 1) {
    let failed = -1;
    let failures = 0;
    for (let test = 0; test < tests.length && failures < 2; test += 1) {
      if (tests[test](entry)) continue;
      failures += 1;
      failed = test;
    }
    if (failures > 1) continue;
    if (!failures) found.push(entry);
    // A facet's own choice does not bear on its counts: another of its terms would be added to it.
    for (const facet of columns.facets) {
      if (failures && tested.get(facet.key) !== failed) continue;
      const seen = new Set();
      for (const number of facet.numbers[entry]) {
        const term = facet.aspect ? Math.floor(number / ASPECTS) : number;
        if (facet.wantedAspect >= 0 && number % ASPECTS !== facet.wantedAspect) continue;
        if (!seen.has(term)) facet.counts[term] += 1;
        seen.add(term);
      }
    }
  }
  return sorted(query, found);
}

function sorted(query, found) {
  if (!query.sort) return found;
  if (query.sort === "oldest") {
    const last = (entry) => query.columns.first[entry] ?? Infinity;
    return found.sort((one, other) => last(one) - last(other) || other - one);
  }
  const { values } = query.columns.ranges.find((range) => range.key === query.sort);
  return found.sort((one, other) => (values[other] ?? -1) - (values[one] ?? -1) || one - other);
}

/** The texts of entries, asked for in parts. */
class Entries {
  constructor(source, columns) {
    this.source = source;
    this.columns = columns;
    this.parts = new Map();
  }

  async part(number) {
    if (!this.parts.has(number)) {
      const address = new URL(`entries-${number}.json`, this.source);
      this.parts.set(number, fetch(address).then((response) => response.json()));
    }
    return this.parts.get(number);
  }

  async of(numbers) {
    const { perPart } = this.columns;
    return Promise.all(
      numbers.map(async (number) => (await this.part(Math.floor(number / perPart)))[number % perPart]),
    );
  }

  /** The text of every entry by which it can be found. */
  async texts() {
    const all = Array.from({ length: this.columns.count }, (_, number) => number);
    this.folded ??= (await this.of(all)).map(({ title, names = [], details = [] }) =>
      folded([title, ...names, ...details].join("\n")),
    );
    return this.folded;
  }
}

/** Calls back with the days of the bars that a reader drags over; a click stays a click. */
function selectByDragging(timeline, selected) {
  if (!timeline) return;
  const bars = [...timeline.querySelectorAll(".bar")];
  const barAt = ({ clientX }) =>
    bars.findLast((bar) => bar.getBoundingClientRect().left <= clientX) ?? bars[0];
  let begun;
  const marked = (event) => {
    const numbers = [bars.indexOf(begun), bars.indexOf(barAt(event))].sort((one, other) => one - other);
    return bars.slice(numbers[0], numbers[1] + 1);
  };
  const mark = (chosen) => bars.forEach((bar) => bar.classList.toggle("is-chosen", chosen.includes(bar)));
  timeline.addEventListener("pointerdown", (event) => { begun = event.button === 0 ? barAt(event) : null; });
  timeline.addEventListener("dragstart", (event) => event.preventDefault());
  timeline.addEventListener("pointermove", (event) => { if (begun && event.buttons) mark(marked(event)); });
  timeline.addEventListener("click", (event) => {
    const chosen = begun ? marked(event) : [];
    if (chosen.length < 2) return;
    event.preventDefault();
    selected(chosen[0].dataset.first, chosen.at(-1).dataset.last);
  });
}

/** The finder of a page. */
class Finder {
  constructor(section, data) {
    this.section = section;
    this.columns = new Columns(data);
    this.query = new Query(this.columns);
    this.entries = new Entries(new URL(section.dataset.source, location.href), this.columns);
    this.list = section.parentElement.querySelector(".listing");
    this.build();
  }

  build() {
    const label = (text, control) => element("label", {}, `${text} `, control);
    const change = () => this.changed();
    this.text = element("input", { type: "search", name: "q", maxlength: 200, oninput: () => this.typed() });
    const fields = [label("Text", this.text)];
    if (this.columns.first) {
      for (const [key, text] of [["from", "From"], ["until", "Until"]]) {
        this[key] = element("input", { name: key, size: 10, placeholder: "YYYY-MM-DD", onchange: change });
        fields.push(label(text, this[key]));
      }
    }
    this.limits = this.columns.ranges.map((range) => {
      const [min, max] = ends(range.values.filter((value) => value !== null));
      const bound = (end) =>
        element("input", {
          type: "number", name: `${range.key}-${end}`, min, max,
          "aria-label": `${range.label}, at ${end}`, onchange: change,
        });
      const least = bound("least");
      const most = bound("most");
      fields.push(element("fieldset", { class: "finder-range" }, element("legend", {}, range.label), least, " to ", most));
      return { key: range.key, least, most };
    });
    const orders = [["", "as listed"], ...this.query.sorts()];
    this.sort = element("select", { name: "sort", onchange: change }, ...orders.map(([value, text]) => element("option", { value }, text)));
    fields.push(label("Order", this.sort));
    this.facets = this.columns.facets.map((facet) => this.facet(facet));
    this.chips = element("ul", { class: "finder-chips", "aria-label": "Filters in use" });
    this.status = element("p", { class: "finder-count", role: "status" });
    this.ignored = element("p", { class: "finder-ignored", hidden: true });
    this.results = element("ol", { class: "finder-results" });
    this.more = element("button", { type: "button", onclick: () => this.showMore() }, "Show more");
    this.downloads = element("p", { class: "finder-downloads" }, "This selection as ",
      element("button", { type: "button", onclick: () => this.download("csv") }, "CSV"), " or ",
      element("button", { type: "button", onclick: () => this.download("json") }, "JSON"));
    const form = element("form", { class: "finder-form", onsubmit: (event) => event.preventDefault() },
      element("div", { class: "finder-fields" }, ...fields),
      element("div", { class: "finder-facets" }, ...this.facets.map(({ box }) => box)));
    this.section.querySelector("details").append(form, this.ignored, this.chips, this.status, this.results, this.more, this.downloads);
    addEventListener("popstate", () => this.load());
    this.load();
    // The newest entries are what most choices show first; if they do not come, they are missed then.
    this.entries.part(0).catch(() => {});
  }

  facet(facet) {
    const list = element("ul");
    const search = element("input", { type: "search", "aria-label": `Find in ${facet.label}`, oninput: () => this.showFacet(shown) });
    const isLong = facet.terms.length > LISTED;
    const aspect = facet.aspect &&
      element("select", { "aria-label": facet.aspect.label, onchange: () => this.changed() },
        element("option", { value: "" }, `any ${facet.aspect.label.toLowerCase()}`),
        ...facet.aspect.terms.map(([id, text]) => element("option", { value: id }, text)));
    const box = element("details", {}, element("summary", {}, facet.label), ...(isLong ? [search] : []), ...(aspect ? [aspect] : []), list);
    const shown = { facet, box, list, search, aspect };
    return shown;
  }

  /** Takes the address. */
  async load() {
    const ignored = this.query.read(location.search);
    this.ignored.hidden = !ignored.length;
    this.ignored.textContent = `Not known here, and ignored: ${ignored.join(", ")}`;
    this.text.value = this.query.text;
    this.sort.value = this.query.sort;
    for (const key of ["from", "until"]) if (this[key]) this[key].value = this.query[key];
    for (const { key, least, most } of this.limits) {
      const range = this.query.ranges.get(key) ?? {};
      least.value = range.least ?? "";
      most.value = range.most ?? "";
    }
    for (const { facet, aspect, box } of this.facets) {
      if (aspect) aspect.value = this.query.aspects.get(facet.key) ?? "";
      if (this.query.terms.has(facet.key)) box.open = true;
    }
    await this.show();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed(), 150);
  }

  /** Takes the form, and puts it into the address. */
  changed() {
    const { query } = this;
    query.text = this.text.value.trim();
    query.sort = this.sort.value;
    for (const key of ["from", "until"]) {
      if (!this[key]) continue;
      const isDate = !this[key].value.trim() || daysOf(this[key].value);
      this[key].setCustomValidity(isDate ? "" : "Write 2025, 2025-06 or 2025-06-15");
      this[key].reportValidity();
      query[key] = isDate ? this[key].value.trim() : "";
    }
    for (const { key, least, most } of this.limits) {
      query.limit(key, "least", least.value === "" ? null : Number(least.value));
      query.limit(key, "most", most.value === "" ? null : Number(most.value));
    }
    for (const { facet, aspect } of this.facets) {
      if (aspect?.value) query.aspects.set(facet.key, aspect.value);
      else query.aspects.delete(facet.key);
    }
    this.commit();
  }

  commit() {
    this.query.page = 0;
    this.ignored.hidden = true;
    const address = this.query.address();
    history.replaceState(null, "", address ? `?${address}` : location.pathname);
    this.show();
  }

  async show() {
    const texts = this.query.text ? await this.entries.texts() : null;
    this.found = find(this.query, texts);
    const { isEmpty } = this.query;
    this.list.hidden = !isEmpty;
    this.downloads.hidden = this.results.hidden = this.status.hidden = isEmpty;
    this.facets.forEach((facet) => this.showFacet(facet));
    this.showChips();
    this.results.replaceChildren();
    this.more.hidden = true;
    if (isEmpty) return;
    this.status.textContent = `${this.found.length} of ${this.columns.count} ${this.columns.noun}`;
    this.query.page = 0;
    await this.showMore();
  }

  async showMore() {
    const { found } = this;
    const from = this.query.page * PAGE;
    const entries = await this.entries.of(found.slice(from, from + PAGE));
    if (found !== this.found) return;
    this.results.append(...entries.map(({ title, url, date, details = [] }) =>
      element("li", {},
        ...(date ? [element("p", { class: "entry-date" }, date)] : []),
        element("p", { class: "entry-title" }, element("a", { href: url }, title)),
        element("p", { class: "entry-meta" }, ...details.flatMap((detail) => [element("span", {}, detail), " "])))));
    this.query.page += 1;
    this.more.hidden = this.query.page * PAGE >= found.length;
  }

  showFacet({ facet, list, search }) {
    const wanted = this.query.terms.get(facet.key) ?? new Set();
    const looked = folded(search.value.trim());
    const terms = facet.terms
      .map(([, label], number) => ({ label, number, count: facet.counts[number], on: wanted.has(number) }))
      .filter(({ label, count, on }) => on || (looked ? folded(label).includes(looked) : count > 0))
      .sort((one, other) => other.on - one.on || other.count - one.count || one.number - other.number)
      .slice(0, Math.max(LISTED, wanted.size));
    // Boxes that stay are kept, so that the focus stays in them.
    const kept = new Map([...list.children].map((item) => [item.dataset.number, item]));
    list.replaceChildren(...terms.map(({ label, number, count, on }) => {
      const item = kept.get(String(number)) ?? this.choice(facet, number, label);
      item.querySelector("input").checked = on;
      item.querySelector(".count").textContent = count;
      return item;
    }));
  }

  choice(facet, number, label) {
    const box = element("input", { type: "checkbox", onchange: () => { this.query.toggle(facet, number, box.checked); this.commit(); box.focus(); } });
    return element("li", { "data-number": number }, element("label", {}, box, ` ${label} `, element("span", { class: "count" })));
  }

  showChips() {
    const { query } = this;
    const chip = (text, undo) => element("li", {}, element("button", { type: "button", "aria-label": `Remove the filter ${text}`, onclick: () => { undo(); this.reload(); } }, `${text} ×`));
    const chips = [];
    if (query.text) chips.push(chip(`“${query.text}”`, () => { query.text = ""; }));
    for (const facet of this.columns.facets) {
      for (const number of query.terms.get(facet.key) ?? []) {
        chips.push(chip(`${facet.label}: ${facet.terms[number][1]}`, () => query.toggle(facet, number, false)));
      }
      const aspect = query.aspects.get(facet.key);
      const named = facet.aspect?.terms.find(([id]) => id === aspect);
      if (named) chips.push(chip(`${facet.aspect.label}: ${named[1]}`, () => query.aspects.delete(facet.key)));
    }
    for (const { key, label } of this.columns.ranges) {
      for (const [end, value] of Object.entries(query.ranges.get(key) ?? {})) {
        chips.push(chip(`${label}: at ${end} ${value}`, () => query.limit(key, end, null)));
      }
    }
    if (query.from) chips.push(chip(`From ${query.from}`, () => { query.from = ""; }));
    if (query.until) chips.push(chip(`Until ${query.until}`, () => { query.until = ""; }));
    if (chips.length) {
      chips.push(element("li", {}, element("button", { type: "button", onclick: () => { query.clear(); this.reload(); } }, "Remove all")));
    }
    this.chips.replaceChildren(...chips);
  }

  /** Takes the query as it is now for the form and the address. */
  reload() {
    const address = this.query.address();
    history.replaceState(null, "", address ? `?${address}` : location.pathname);
    this.load();
    this.text.focus();
  }

  async download(format) {
    const entries = await this.entries.of(this.found);
    const rows = entries.map(({ id, title, date, edtf, url, details = [] }) => ({
      id, title, date: edtf ?? date ?? "", url: new URL(url, location.href).href, details: details.join("; "),
    }));
    const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const keys = ["id", "title", "date", "url", "details"];
    const text = format === "json"
      ? JSON.stringify(rows, null, 2)
      : [keys, ...rows.map((row) => keys.map((key) => row[key]))].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    const type = format === "json" ? "application/json" : "text/csv";
    const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: `${this.columns.noun}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

/** The least and the greatest of a list of numbers, of any length. */
function ends(numbers) {
  return numbers.reduce(([least, most], number) => [Math.min(least, number), Math.max(most, number)], [Infinity, -Infinity]);
}

for (const section of document.querySelectorAll(".finder")) {
  const details = section.querySelector("details");
  let started;
  const start = () => {
    started ??= fetch(section.dataset.source)
      .then((response) => response.json())
      .then((data) => { section.finder = new Finder(section, data); })
      .catch(() => { section.hidden = true; });
    return started;
  };
  section.hidden = false;
  details.addEventListener("toggle", start, { once: true });
  if (location.search) details.open = true;
  selectByDragging(section.parentElement.querySelector(".figure-timeline .drawing"), async (from, until) => {
    details.open = true;
    await start();
    const { finder } = section;
    [finder.from.value, finder.until.value] = [from, until];
    finder.changed();
  });
}
