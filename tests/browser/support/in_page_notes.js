// Runs in the browser, after in_page.js: measures notes and the blocks that they annotate.

(() => {
  const { boxOf, meet, name, isShown, lines, textNodes } = globalThis.measure;

  const all = () => [...document.querySelectorAll('.note')];

  /** The block that a note annotates: what follows the notes in their common element. */
  const blockOf = (note) => {
    let block = note.nextElementSibling;
    while (block?.matches('.note')) block = block.nextElementSibling;
    return block;
  };

  const lineHeight = (element) => {
    const style = getComputedStyle(element);
    return parseFloat(style.lineHeight) || 1.5 * parseFloat(style.fontSize);
  };

  /** The smallest blocks of the text column: without notes in them, and not in a note. */
  const blocks = () => {
    const selector = 'p, h2, h3, h4, h5, h6, li, dt, dd, th, td, pre, figure, .annotated-line';
    return [...document.querySelectorAll(`.prose :is(${selector})`)].filter(
      (it) => !it.closest('.note') && !it.querySelector('.note') && isShown(it),
    );
  };

  /** Lines of text that do not belong to a note. */
  const otherLines = () => lines().filter((line) => !line.element.closest('.note'));

  /** Whether a note is shown whole, in the window's width, with its text inside its box. */
  const whole = (note) => {
    if (!isShown(note)) return [`not shown: ${name(note)}`];
    const problems = [];
    const box = boxOf(note);
    if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) {
      problems.push(`out of the window (${Math.round(box.left)} to ${Math.round(box.right)}): ${name(note)}`);
    }
    const isOwn = (element) => element.closest('.note') === note;
    const isText = ({ parentElement: it }) => isOwn(it) && !it.closest('.note-tools, button');
    for (const node of textNodes(note).filter((it) => isText(it) && !isShown(it.parentElement))) {
      problems.push(`the note ${name(note)} hides “${node.data.trim().slice(0, 30)}”`);
    }
    for (const line of lines(note).filter((it) => isOwn(it.element))) {
      const isOut = line.left < box.left - 2 || line.right > box.right + 2 || line.bottom > box.bottom + 4;
      if (isOut) problems.push(`text sticks out of its note: ${name(line.element)}`);
    }
    return problems;
  };

  /** Shown notes that lie on one another, or on text that is not theirs. */
  const onOthers = () => {
    const shown = all().filter(isShown).map((note) => ({ note, box: boxOf(note) }));
    const problems = [];
    shown.forEach((one, at) => {
      for (const other of shown.slice(at + 1)) {
        if (!one.note.contains(other.note) && meet(one.box, other.box)) {
          problems.push(`note on note: ${name(one.note)} and ${name(other.note)}`);
        }
      }
    });
    const text = otherLines();
    for (const { note, box } of shown) {
      const line = text.find((it) => meet(it, box, 2));
      if (line) problems.push(`note on text: ${name(note)} and ${name(line.element)}`);
    }
    return problems;
  };

  /** On a wide screen: every note in the margin, beside its block or directly under the note before it. */
  const besideBlocks = () => {
    const problems = [];
    const column = blocks().map((element) => ({ element, box: boxOf(element) }));
    const earlier = [];
    for (const note of all()) {
      const block = blockOf(note);
      problems.push(...whole(note));
      if (!block) {
        problems.push(`annotates nothing: ${name(note)}`);
        continue;
      }
      const box = boxOf(note);
      const crossed = column.find((it) => meet(it.box, box));
      if (crossed) problems.push(`in the text column: ${name(note)} crosses ${name(crossed.element)}`);

      const top = boxOf(block).top;
      const line = lineHeight(block);
      const sameColumn = earlier.filter((it) => it.left < box.right && box.left < it.right);
      const free = Math.max(top, ...sameColumn.map((it) => it.bottom));
      if (box.top < top - line) {
        problems.push(`${Math.round(top - box.top)} above its block: ${name(note)}`);
      }
      if (box.top > free + 2 * line) {
        problems.push(`${Math.round(box.top - free)} below where there is room beside its block: ${name(note)}`);
      }
      earlier.push(box);
    }
    return [...problems, ...onOthers()].slice(0, 12);
  };

  /** On a wide screen: notes that begin only beside another section than that of their passage. */
  const inOtherSections = () => {
    const headings = [...document.querySelectorAll('.prose > :is(h2, h3), .prose > .annotated > :is(h2, h3)')];
    const found = all().filter(isShown).map((note) => {
      const next = headings.find((it) => blockOf(note).compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
      const below = next ? boxOf(note).top - boxOf(next).top : 0;
      return below > 0 && `${Math.round(below)} below the next heading: ${name(note)}`;
    });
    return found.filter(Boolean).slice(0, 12);
  };

  /** On a narrow screen: which notes are shown. */
  const shownIds = () => all().filter(isShown).map((note) => note.id);

  /** On a narrow screen: a note that was followed to, directly under its block and above what comes next. */
  const underBlock = (id) => {
    const note = document.getElementById(id);
    const block = blockOf(note);
    if (!isShown(note)) return [`not shown when followed to: ${name(note)}`];
    const problems = whole(note);
    const box = boxOf(note);
    const bottom = boxOf(block).bottom;
    let end = note.parentElement;
    while (end.parentElement.closest('.annotated')) end = end.parentElement.closest('.annotated');
    const isLater = (line) =>
      !end.contains(line.element) && end.compareDocumentPosition(line.element) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = otherLines().filter(isLater).map((line) => line.top);
    const below = Math.min(...next, Infinity);
    if (box.top < bottom - 2) problems.push(`${Math.round(bottom - box.top)} above the end of its block: ${name(note)}`);
    if (box.top > bottom + 2 * lineHeight(block)) {
      problems.push(`${Math.round(box.top - bottom)} below its block: ${name(note)}`);
    }
    if (box.bottom > below + 2) problems.push(`reaches into the next block: ${name(note)}`);
    const inView = box.top - scrollY < innerHeight && box.bottom - scrollY > 0;
    if (!inView) problems.push(`out of view after its reference was followed: ${name(note)}`);
    return [...problems, ...onOthers()];
  };

  /** In print: every note, with the number that its references bear. */
  const printed = () => {
    const problems = [];
    for (const note of all()) {
      problems.push(...whole(note));
      const reference = document.querySelector(`.note-reference[href="#${CSS.escape(note.id)}"]`);
      const number = reference?.textContent.trim();
      const shown = lines(note).map((line) => line.element);
      const isNumbered = shown.some((it) => it.textContent.trim().split(/\D/)[0] === number);
      if (!number || !isNumbered) problems.push(`without its number: ${name(note)}`);
      if (reference && !isShown(reference)) problems.push(`its reference is not shown: ${name(note)}`);
    }
    return [...problems, ...onOthers()].slice(0, 12);
  };

  Object.assign(globalThis.measure, {
    noteIds: () => all().map((note) => note.id),
    besideBlocks, inOtherSections, onOthers, shownIds, underBlock, printed,
  });
})();
