// Runs in the browser, after in_page.js: measures figures, as drawn and as told.

(() => {
  const { boxOf, meet, name, isShown } = globalThis.measure;

  const figures = () => [...document.querySelectorAll('figure.figure')].filter(isShown);
  const drawings = () => [...document.querySelectorAll('svg.drawing')].filter(isShown);

  /** Text in a drawing, each with the middle part of its height: lines may come close to each other. */
  const texts = (drawing) => [...drawing.querySelectorAll('text')].filter(isShown).map((element) => {
    const { left, right, top, bottom } = boxOf(element);
    const sixth = (bottom - top) / 6;
    return { element, left, right, top: top + sixth, bottom: bottom - sixth };
  });

  /** Text on text in one drawing, and marks on text that is not their own number. */
  const figureOverlaps = () => {
    const problems = new Set();
    for (const drawing of drawings()) {
      const all = texts(drawing);
      all.forEach((one, at) => {
        for (const other of all.slice(at + 1)) {
          if (meet(one, other)) problems.add(`text on text: ${name(one.element)} and ${name(other.element)}`);
        }
      });
      const shapes = [...drawing.querySelectorAll('.mark :is(use, .many)')].map((element) => ({ element, ...boxOf(element) }));
      for (const shape of shapes) {
        const own = shape.element.closest('.mark');
        const covered = all.find((text) => !own.contains(text.element) && meet(text, shape, 2));
        if (covered) problems.add(`mark on text: ${name(own)} on ${name(covered.element)}`);
      }
    }
    return [...problems].slice(0, 12);
  };

  /** Text and marks that stick out of their figure, or of the window. */
  const figureEdges = () => {
    const problems = [];
    for (const drawing of drawings()) {
      const frame = boxOf(drawing.closest('.figure'));
      const right = Math.min(frame.right, document.documentElement.clientWidth);
      const left = Math.max(frame.left, 0);
      const { top, bottom } = boxOf(drawing);
      for (const element of [...drawing.querySelectorAll('text, .mark :is(use, .many)')].filter(isShown)) {
        const box = boxOf(element);
        const isOut = box.left < left - 1 || box.right > right + 1 || box.top < top - 2 || box.bottom > bottom + 2;
        const where = [box.left - left, box.right - right, box.top - top, box.bottom - bottom].map(Math.round);
        if (isOut) problems.push(`sticks out of its figure (${where}): ${name(element.closest('.mark') ?? element)}`);
      }
    }
    return problems.slice(0, 12);
  };

  /** On a page that is read from right to left: lines of text begin at the right edge of their drawing. */
  const figureStarts = () => {
    const labels = '.rung-figure, .lane-name, .act-name, .rung-name, .threshold-name';
    const problems = [];
    for (const drawing of drawings()) {
      const { right } = boxOf(drawing);
      for (const element of [...drawing.querySelectorAll(labels)].filter(isShown)) {
        const inset = right - boxOf(element).right;
        if (inset < -1 || inset > 40) problems.push(`begins ${Math.round(inset)} from the right edge: ${name(element)}`);
      }
    }
    return problems.slice(0, 12);
  };

  const said = (root, selector) => root.querySelector(selector)?.textContent.trim();
  const addresses = (links) => new Set([...links].map((link) => link.getAttribute('href')));

  /** What is drawn has a title, a description, named links, and a table of as many rows as it has to tell. */
  const figureWords = () => {
    const problems = figures().flatMap((figure) => {
      const found = [];
      if (!said(figure, 'figcaption b')) found.push('no title');
      if (!said(figure, 'figcaption span')) found.push('no description');
      const drawing = figure.querySelector('svg.drawing');
      if (drawing) found.push(...drawingWords(figure, drawing));
      return found.map((problem) => `${problem}: ${name(figure)}`);
    });
    return [...problems, ...sameThresholds()].slice(0, 12);
  };

  const drawingWords = (figure, drawing) => {
    const found = [];
    for (const attribute of ['aria-labelledby', 'aria-describedby']) {
      const target = document.getElementById(drawing.getAttribute(attribute));
      if (!target?.textContent.trim() || !figure.contains(target)) found.push(`its drawing has no ${attribute}`);
    }
    for (const use of figure.querySelectorAll('use')) {
      const shape = document.getElementById(use.getAttribute('href').slice(1));
      if (!shape) found.push(`a shape that is not there: ${use.getAttribute('href')}`);
    }
    for (const arrow of drawing.querySelectorAll('[marker-end]')) {
      const [, head] = arrow.getAttribute('marker-end').match(/^url\(#(.+)\)$/) ?? [];
      if (!document.getElementById(head)) found.push('an arrow without a head');
    }
    for (const link of drawing.querySelectorAll('.mark, .figure-link')) {
      const label = said(link, ':scope > title') || link.getAttribute('aria-label') || said(link, 'text');
      if (!label) found.push('a link without a name');
      if (!link.matches('a[href]')) found.push('a mark that is no link');
    }
    const rows = [...figure.querySelectorAll('.figure-table tbody tr')];
    const linked = addresses(figure.querySelectorAll('.figure-table tbody a[href]'));
    const single = addresses([...drawing.querySelectorAll('.mark, .figure-link')].filter((it) => !it.querySelector('.many')));
    const isLinked = linked.size > 0;
    const lost = isLinked ? [...single].filter((url) => !linked.has(url)) : [];
    if (!rows.length) found.push('no table');
    if (lost.length && !figure.matches('.figure-lanes, .figure-ladder')) found.push(`not in the table: ${lost[0]}`);
    if (figure.matches('.figure-lanes') && rows.length !== drawing.querySelectorAll('.figure-link').length) found.push('a lane without a row');
    const isThinned = [...figure.querySelectorAll('.figure-remark')].some((it) => /most important/.test(it.textContent));
    if (figure.matches('.figure-ladder') && !isThinned) {
      const marks = [...drawing.querySelectorAll('.mark')].map((it) => Number(said(it, 'text') ?? 1));
      const events = marks.reduce((sum, count) => sum + count, 0);
      if (events !== rows.length) found.push(`${events} events drawn, ${rows.length} in the table`);
    }
    return found;
  };

  /** The board and the picker tell of the same thresholds, as many as the picker counts. */
  const sameThresholds = () => {
    const found = [];
    for (const figure of figures().filter((it) => it.matches('.figure-touch'))) {
      const listed = addresses(figure.querySelectorAll('.touched > li > .entry-title a'));
      const counted = said(figure, '.picker-count')?.match(/\d+(?= thresholds?)/)?.[0];
      if (counted && Number(counted) !== listed.size) found.push(`counts ${counted} thresholds and lists ${listed.size}`);
      const board = document.querySelector('.figure-board');
      const held = board && addresses(board.querySelectorAll('.board-entry .entry-title a'));
      if (held && held.size !== listed.size) found.push(`the board has ${held.size} thresholds, the picker ${listed.size}`);
    }
    return found;
  };

  /** Statuses whose bands look the same, and sides whose marks do; sides beyond the sixth share a look. */
  const figureLikeness = () => {
    const looks = new Map();
    const add = (kind, look) => looks.set(look, (looks.get(look) ?? new Set()).add(kind));
    for (const band of document.querySelectorAll('.bands rect')) {
      const { fill, stroke, strokeDasharray } = getComputedStyle(band);
      add(band.classList[0], [fill, stroke, strokeDasharray].join(' '));
    }
    for (const path of document.querySelectorAll('.legend .key[class*="side-"] path')) {
      add(path.parentElement.classList[1], path.getAttribute('d'));
    }
    return [...looks.values()].filter((kinds) => kinds.size > 1).map((kinds) => `look the same: ${[...kinds].join(', ')}`);
  };

  /** In print: every table of a drawing is shown, the picker is not. */
  const printedFigures = () => {
    const problems = [];
    for (const table of document.querySelectorAll('.figure-table .table')) {
      const cells = [...table.querySelectorAll('td')].filter((it) => it.textContent.trim());
      if (!cells.length || cells.some((it) => !isShown(it) || boxOf(it).bottom - boxOf(it).top < 5)) {
        problems.push(`a table that is not printed: ${name(table.closest('.figure'))}`);
      }
    }
    for (const picker of document.querySelectorAll('.picker')) if (isShown(picker)) problems.push('the picker is printed');
    return problems;
  };

  Object.assign(globalThis.measure, { figures: () => figures().length, figureOverlaps, figureEdges, figureStarts, figureWords, figureLikeness, printedFigures });
})();
