// Runs in the browser: measures what a reader would see. Every check gives a list of problems, in words.
// Boxes are in CSS pixels from the top left of the page, whatever the scroll position.

(() => {
  const box = (rect) => ({
    left: rect.left + scrollX,
    right: rect.right + scrollX,
    top: rect.top + scrollY,
    bottom: rect.bottom + scrollY,
  });

  const boxOf = (element) => box(element.getBoundingClientRect());

  /** Whether two boxes share more than `slack` pixels both ways. */
  const meet = (one, other, slack = 1) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack;

  /** An element in words, for messages. */
  const name = (element) => {
    const id = element.id ? `#${element.id.slice(0, 40)}` : '';
    const classes = [...element.classList].map((it) => `.${it}`).join('');
    const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 30);
    return `${element.localName}${id}${classes}${text ? ` “${text}”` : ''}`;
  };

  const shownStyle = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };

  /** Text for screen readers only, and the skip link until it is used: clipped to nothing. */
  const isClippedAway = (element) => {
    for (let it = element; it && it !== document.body; it = it.parentElement) {
      const style = getComputedStyle(it);
      if (style.clipPath === 'inset(50%)' || style.clip === 'rect(0px, 0px, 0px, 0px)') return true;
    }
    return false;
  };

  const isShown = (element) =>
    element.getClientRects().length > 0 && element.checkVisibility(shownStyle) && !isClippedAway(element);

  const block = (element) => {
    let it = element;
    while (it.parentElement && getComputedStyle(it).display.startsWith('inline')) it = it.parentElement;
    return it;
  };

  /** The nodes of text in an element, with more than white space. */
  const textNodes = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const isText = node.data.trim() && !node.parentElement.closest('script, style, template, title');
      if (isText) nodes.push(node);
    }
    return nodes;
  };

  /** What of a box is left inside the boxes that scroll or cut it. */
  const cut = (rect, element) => {
    const left = { ...rect };
    for (let it = element; it && it !== document.body; it = it.parentElement) {
      if (getComputedStyle(it).overflowX === 'visible') continue;
      const frame = boxOf(it);
      left.left = Math.max(left.left, frame.left);
      left.right = Math.min(left.right, frame.right);
    }
    return left;
  };

  /** The lines of text that are shown, each with its block. */
  const lines = (root = document.body) => {
    const found = [];
    for (const node of textNodes(root)) {
      const element = node.parentElement;
      if (!isShown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const line = cut(box(rect), element);
        if (line.right - line.left > 1) found.push({ ...line, element, block: block(element) });
      }
    }
    return found;
  };

  /** Sideways scrolling, and text that sticks out of the window or is cut off at its box. */
  const sideways = () => {
    const problems = [];
    const root = document.documentElement;
    const width = root.clientWidth;
    if (root.scrollWidth > width) problems.push(`scrolls sideways: ${root.scrollWidth} > ${width}`);
    if (document.body.scrollWidth > width) problems.push(`the body is ${document.body.scrollWidth} wide`);
    for (const line of lines()) {
      if (line.left < -1 || line.right > width + 1) {
        problems.push(`text out of the window (${Math.round(line.left)} to ${Math.round(line.right)}): ${name(line.element)}`);
      }
    }
    for (const element of document.body.querySelectorAll('*')) {
      const style = getComputedStyle(element);
      const isCutting = ['hidden', 'clip'].includes(style.overflowX) && style.display !== 'inline';
      if (isCutting && element.scrollWidth > element.clientWidth + 1 && isShown(element)) {
        problems.push(`cuts text off: ${name(element)}`);
      }
    }
    return [...new Set(problems)].slice(0, 12);
  };

  /** Lines of different blocks that lie on one another. Only the middle half of a line's height counts. */
  const overlaps = () => {
    const all = lines().map((line) => {
      const quarter = (line.bottom - line.top) / 4;
      return { ...line, top: line.top + quarter, bottom: line.bottom - quarter };
    });
    all.sort((one, other) => one.top - other.top);
    const problems = new Set();
    all.forEach((one, at) => {
      for (let next = at + 1; next < all.length && all[next].top < one.bottom; next += 1) {
        const other = all[next];
        if (one.block !== other.block && meet(one, other, 2)) {
          problems.add(`text on text: ${name(one.element)} and ${name(other.element)}`);
        }
      }
    });
    return [...problems].slice(0, 12);
  };

  /** One heading of the first level, one main landmark, a language, a title. */
  const outline = () => {
    const count = (selector) => document.querySelectorAll(selector).length;
    const problems = [];
    if (count('h1') !== 1) problems.push(`${count('h1')} h1`);
    if (count('main') !== 1) problems.push(`${count('main')} main landmarks`);
    if (!document.documentElement.lang) problems.push('no language');
    if (!document.title.trim()) problems.push('no title');
    return problems;
  };

  /** What shows that an element has the focus. */
  const mark = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return [
      outlined && `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
      style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth,
    ].join('|');
  };

  /** Links and controls that look the same with and without the focus. Call it after a key was pressed. */
  const unmarkedFocus = () => {
    const problems = [];
    const controls = document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]');
    document.activeElement.blur();
    for (const element of controls) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const before = mark(element);
      element.focus({ preventScroll: true });
      const style = { opacityProperty: true };
      if (document.activeElement !== element) problems.push(`takes no focus: ${name(element)}`);
      else if (mark(element) === before) problems.push(`does not show its focus: ${name(element)}`);
      else if (!element.checkVisibility(style)) problems.push(`stays hidden in focus: ${name(element)}`);
      element.blur();
    }
    return problems.slice(0, 12);
  };

  /** Events in lists and embeds: the date beside the rest or above it, and the mark at the event. */
  const events = () => [...document.querySelectorAll('.entry-event')].filter(isShown).flatMap((entry) => {
    const { display, gridTemplateColumns, position } = getComputedStyle(entry);
    const holder = position === 'static' ? entry.parentElement : entry;
    const problems = [];
    if (getComputedStyle(holder).position !== 'relative') problems.push(`the mark stands elsewhere than its event: ${name(entry)}`);
    if (display === 'grid' && gridTemplateColumns.split(' ').length !== 2) problems.push(`no place for the date: ${name(entry)}`);
    return problems;
  });

  globalThis.measure = {
    box, boxOf, meet, name, isShown, isClippedAway, textNodes, lines, sideways, overlaps, outline, events, unmarkedFocus,
  };
})();
