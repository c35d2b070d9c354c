// Networks: points out an actor with its neighbours, and shows the lines of some kinds or years only.

/** The periods that a line's tie lasted, and how many events each stands for. */
const periodsOf = (tie) =>
  tie.dataset.periods
    .trim()
    .split(" ")
    .filter(Boolean)
    .map((written) => {
      const [first, last, count] = written.split("/");
      return { first: first === "" ? -Infinity : Number(first), last: last === "" ? Infinity : Number(last), count: Number(count) };
    });

/** Letters without their marks, in lower case. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** The year in a field; null where there is none. */
function yearIn(form, name) {
  const written = form.elements[name]?.value.trim() ?? "";
  return /^-?\d{1,4}$/.test(written) ? Number(written) : null;
}

/** How wide a line is that stands for so many shared events, in pixels, as the drawing has it. */
const widthOf = (count, most) => 1.25 + (5.75 * count) / Math.max(most, 8);

class Network {
  constructor(figure) {
    this.drawing = figure.querySelector(".drawing");
    this.most = Number(figure.querySelector(".ties").dataset.most);
    this.filter = figure.querySelector(".network-filter");
    this.nodes = [...figure.querySelectorAll(".node")];
    this.names = [...figure.querySelectorAll("datalist option")].map((option) => option.value);
    this.ties = [...figure.querySelectorAll(".tie")].map((element) => ({
      element,
      ends: [Number(element.dataset.from), Number(element.dataset.to)],
      kinds: element.dataset.kinds.split(" "),
      periods: periodsOf(element),
      isShown: true,
    }));
    /** The number of the actor that was searched for. */
    this.chosen = null;
    this.listen();
    if (this.filter) this.addFilter();
  }

  listen() {
    const { drawing } = this;
    const point = (event) => {
      const node = event.target instanceof Element && event.target.closest(".node");
      this.pointOut(node ? Number(node.dataset.number) : this.chosen);
    };
    drawing.addEventListener("mouseover", point);
    drawing.addEventListener("focusin", point);
    drawing.addEventListener("mouseleave", () => this.pointOut(this.chosen));
    drawing.addEventListener("focusout", () => this.pointOut(this.chosen));
  }

  addFilter() {
    this.form = this.filter.querySelector("form");
    this.count = this.filter.querySelector(".network-count");
    this.filter.hidden = false;
    this.form.addEventListener("input", () => this.show());
    this.form.addEventListener("reset", () => setTimeout(() => this.show()));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.show();
  }

  /** Shows what was asked for. */
  show() {
    const { form, ties } = this;
    const boxes = [...form.querySelectorAll("[name=kind]")];
    const kinds = boxes.length ? boxes.filter((box) => box.checked).map((box) => box.value) : null;
    const from = yearIn(form, "from") ?? -Infinity;
    const until = yearIn(form, "until") ?? Infinity;
    for (const tie of ties) {
      const within = tie.periods.filter(({ first, last }) => last >= from && first <= until);
      tie.isShown = within.length > 0 && (!kinds || tie.kinds.some((kind) => kinds.includes(kind)));
      tie.element.toggleAttribute("hidden", !tie.isShown);
      if (tie.kinds[0] === "events") {
        const count = within.reduce((sum, period) => sum + period.count, 0);
        tie.element.querySelector(".tie-line").setAttribute("stroke-width", widthOf(count, this.most));
      }
    }
    const wanted = folded(form.elements.actor.value);
    this.chosen = wanted ? this.find(wanted) : null;
    this.pointOut(this.chosen);
    this.count.textContent = this.words(wanted);
  }

  /** The number of the actor with a name, or of the one whose name alone begins so; null for none. */
  find(wanted) {
    const names = this.names.map(folded);
    const exact = names.indexOf(wanted);
    if (exact >= 0) return exact;
    const beginning = names.flatMap((name, at) => (name.startsWith(wanted) ? [at] : []));
    return beginning.length === 1 ? beginning[0] : null;
  }

  shownTies(of) {
    return this.ties.filter(({ isShown, ends }) => isShown && (of === null || ends.includes(of)));
  }

  words(wanted) {
    const shown = `${this.shownTies(null).length} of ${this.ties.length} lines`;
    if (!wanted) return shown;
    if (this.chosen === null) return `${shown}. No actor of this name is drawn.`;
    const ties = this.shownTies(this.chosen);
    const others = new Set(ties.flatMap(({ ends }) => ends.filter((end) => end !== this.chosen)));
    const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
    return `${shown}. ${this.names[this.chosen]}: ${count(ties.length, "line")} to ${count(others.size, "actor")}.`;
  }

  /** Lets everything but an actor, its lines and its neighbours step back; null shows all alike. */
  pointOut(actor) {
    const near = new Set(actor === null ? [] : [actor]);
    for (const { element, ends, isShown } of this.ties) {
      const isNear = actor !== null && isShown && ends.includes(actor);
      element.classList.toggle("is-near", isNear);
      if (isNear) ends.forEach((end) => near.add(end));
    }
    this.nodes.forEach((node, number) => node.classList.toggle("is-near", near.has(number)));
    this.drawing.classList.toggle("is-focused", actor !== null);
  }
}

for (const figure of document.querySelectorAll(".figure-network")) new Network(figure);
