// Runs in the browser, after in_page.js: finds the places in the text that a brief's Web Annotations name.

(() => {
  /** The selectors that refine one another, from the outermost in. */
  const chain = (selector) => (selector ? [selector, ...[selector.refinedBy ?? []].flat().flatMap(chain)] : []);

  /** What is wrong with where an annotation leads; `text` are the characters of the annotated text. */
  const misplaced = ({ id, target }, text) => {
    const note = document.getElementById(decodeURIComponent(new URL(id).hash.slice(1)));
    if (!note?.matches('.note')) return ['there is no such note'];
    const selectors = chain(target.selector);
    const ofType = (type) => selectors.find((it) => it.type === type);
    const fragment = document.getElementById(ofType('FragmentSelector')?.value);
    if (!fragment) return ['its fragment is not on the page'];

    const position = ofType('TextPositionSelector');
    const quote = ofType('TextQuoteSelector');
    // A note on a point hangs on the reference to it.
    if (!position && !quote) return fragment.hash === `#${note.id}` ? [] : ['its fragment does not refer to it'];
    if (!position || !quote) return ['it has only one of position and quotation'];

    const { start, end } = position;
    const { exact, prefix, suffix } = quote;
    const found = {
      exact: text.slice(start, end).join(''),
      prefix: text.slice(Math.max(0, start - [...prefix].length), start).join(''),
      suffix: text.slice(end, end + [...suffix].length).join(''),
    };
    const problems = Object.entries({ exact, prefix, suffix })
      .filter(([name, said]) => found[name] !== said)
      .map(([name, said]) => `its ${name} is “${said}”, at its position is “${found[name]}”`);
    if (!exact.trim()) problems.push('it quotes nothing');
    // The passage that the reader sees: before the reference, or before the references that share it.
    let passage = document.querySelector(`.note-reference[href="#${CSS.escape(note.id)}"]`)?.previousElementSibling;
    while (passage?.matches('.note-reference')) passage = passage.previousElementSibling;
    if (passage?.textContent !== exact) problems.push(`its exact is “${exact}”, its passage “${passage?.textContent}”`);
    return problems;
  };

  /** Follows the page's links to its annotations, and finds each of them in the text. */
  const annotations = async () => {
    const links = [...document.querySelectorAll('link[type="application/ld+json"], a[href$="annotations.json"]')];
    const addresses = new Set(links.map((it) => it.href));
    const notes = [...document.querySelectorAll('#part-text .note')].map((it) => it.id);
    if (!notes.length) return links.length ? ['annotations of no notes'] : [];
    if (addresses.size !== 1 || links.length !== 2) return [`links to its annotations: ${[...addresses].join(', ') || 'none'}`];

    const collection = await (await fetch([...addresses][0])).json();
    const { items } = collection.first;
    const text = Array.from(document.querySelector('#part-text').textContent);
    const problems = items.flatMap((item) => misplaced(item, text).map((problem) => `${item.id}: ${problem}`));
    const types = items.flatMap((item) => chain(item.target.selector).map(({ type }) => type));
    if (!types.includes('TextPositionSelector')) problems.push('no annotation has a position');
    const source = document.querySelector('link[rel="canonical"]').href;
    if (items.some(({ target }) => target.source !== source)) problems.push(`the source is not ${source}`);
    const annotated = items.map(({ id }) => decodeURIComponent(new URL(id).hash.slice(1)));
    const differ = annotated.length !== notes.length || notes.some((id) => !annotated.includes(id));
    if (differ || collection.total !== items.length) problems.push(`${items.length} annotations of ${notes.length} notes`);
    return problems.slice(0, 12);
  };

  Object.assign(globalThis.measure, { annotations });
})();
