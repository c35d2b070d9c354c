// Each rule is broken once, to show that the check of it sees that.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { violations } from './support/axe.js';
import { concurrency, withPage } from './support/browser.js';
import { sample } from './support/sites.js';

const { url } = sample.page('/briefs/reading-the-veto/');

/** A fault, the check that must see it, and what it must say. `act` runs in the page, as the check does. */
const FAULTS = [
  {
    name: 'a block wider than the page',
    css: 'main::after { content: ""; display: block; inline-size: 3000px; block-size: 1px }',
    check: () => globalThis.measure.sideways(),
    says: /scrolls sideways/,
  },
  {
    name: 'text before the left edge',
    css: 'h1 { translate: -400px }',
    check: () => globalThis.measure.sideways(),
    says: /out of the window/,
  },
  {
    name: 'text that is cut off',
    css: 'h1 { white-space: nowrap; overflow: hidden; inline-size: 5em }',
    check: () => globalThis.measure.sideways(),
    says: /cuts text off/,
  },
  {
    name: 'a heading on a paragraph',
    css: '.prose h2 { margin-block-end: -3em !important }',
    check: () => globalThis.measure.overlaps(),
    says: /text on text/,
  },
  {
    name: 'a second h1',
    act: () => document.querySelector('h1').after(document.createElement('h1')),
    check: () => globalThis.measure.outline(),
    says: /2 h1/,
  },
  {
    name: 'no sign of focus',
    css: ':focus-visible { outline: none !important }',
    check: () => globalThis.measure.unmarkedFocus(),
    says: /does not show its focus/,
  },
  {
    name: 'a note that is not shown',
    css: '.note { visibility: hidden }',
    check: () => globalThis.measure.besideBlocks(),
    says: /not shown/,
  },
  {
    name: 'a note on another',
    css: '.note { margin-block-end: -4em !important }',
    check: () => globalThis.measure.besideBlocks(),
    says: /note on note/,
  },
  {
    name: 'notes in the text column',
    css: '.note { float: none !important; position: static !important; inline-size: auto !important; margin: 0 !important }',
    check: () => globalThis.measure.besideBlocks(),
    says: /in the text column|above its block/,
  },
  {
    name: 'a note above its block',
    css: '.note { position: relative; inset-block-start: -120px !important }',
    check: () => globalThis.measure.besideBlocks(),
    says: /above its block/,
  },
  {
    name: 'a note far below its block',
    css: '.note { position: relative; inset-block-start: 200px !important }',
    check: () => globalThis.measure.besideBlocks(),
    says: /below where there is room/,
  },
  {
    name: 'a note beside the next section',
    css: '.prose > :is(h2, h3) { clear: none !important } #note-veto { block-size: 1200px !important }',
    check: () => globalThis.measure.inOtherSections(),
    says: /below the next heading/,
  },
  {
    name: 'a note without its number in print',
    css: '.note-number { display: none }',
    check: () => globalThis.measure.printed(),
    says: /without its number/,
    media: 'print',
  },
  {
    name: 'a note that is always open on a narrow screen',
    css: '.note { display: block !important }',
    check: () => globalThis.measure.shownIds(),
    says: /note-/,
    width: 390,
  },
  {
    name: 'a note that opens above its block',
    css: '.note:target { order: -1 !important }',
    act: () => document.querySelector('.note-reference').click(),
    check: () => globalThis.measure.underBlock(globalThis.measure.noteIds()[0]),
    says: /above the end of its block/,
    width: 390,
  },
  {
    name: 'annotations that count from elsewhere',
    act: () => document.querySelector('#part-text').prepend('x'),
    check: () => globalThis.measure.annotations(),
    says: /its exact is “.*”, at its position is “/,
  },
  {
    name: 'a passage that is not what its annotation quotes',
    act: () => document.querySelector('#passage-veto').append(' indeed'),
    check: () => globalThis.measure.annotations(),
    says: /its exact is “.*”, its passage “.* indeed”/,
  },
  {
    name: 'a note without an annotation',
    act: () => document.querySelector('#part-text').append(document.querySelector('.note').cloneNode()),
    check: () => globalThis.measure.annotations(),
    says: /25 annotations of 26 notes/,
  },
  {
    name: 'annotations without a selector',
    act: () => {
      const empty = { total: 0, first: { items: [] } };
      globalThis.fetch = async () => new Response(JSON.stringify(empty));
    },
    check: () => globalThis.measure.annotations(),
    says: /no annotation has a position/,
  },
  {
    name: 'annotations that nothing links to',
    act: () => document.querySelectorAll('[href$="annotations.json"]').forEach((it) => it.remove()),
    check: () => globalThis.measure.annotations(),
    says: /links to its annotations: none/,
  },
];

/** The same for figures. */
const FIGURE_FAULTS = [
  {
    name: 'labels of a figure on one another',
    css: '.drawing .tick { translate: 0 -120px; font-size: 40px !important }',
    check: () => globalThis.measure.figureOverlaps(),
    says: /text on text/,
  },
  {
    name: 'a mark on a label',
    css: '.drawing .mark use { translate: 0 -24px }',
    check: () => globalThis.measure.figureOverlaps(),
    says: /mark on text/,
  },
  {
    name: 'a label that sticks out of its figure',
    css: '.drawing .rung-name { translate: -60px 0 }',
    check: () => globalThis.measure.figureEdges(),
    says: /sticks out of its figure/,
  },
  {
    name: 'labels at the left edge of a page that begins at the right',
    check: () => globalThis.measure.figureStarts(),
    says: /from the right edge/,
  },
  {
    name: 'a mark without a name',
    act: () => document.querySelector('.figure-ladder .mark title').remove(),
    check: () => globalThis.measure.figureWords(),
    says: /a link without a name/,
  },
  {
    name: 'a drawing without a description',
    act: () => document.querySelector('.figure:has(.drawing) figcaption span').remove(),
    check: () => globalThis.measure.figureWords(),
    says: /no aria-describedby/,
  },
  {
    name: 'a mark of a shape that is not there',
    act: () => document.querySelector('.figure-ladder use').setAttribute('href', '#nowhere'),
    check: () => globalThis.measure.figureWords(),
    says: /a shape that is not there/,
  },
  {
    name: 'an arrow without a head',
    act: () => document.querySelector('.figure-curve marker').remove(),
    check: () => globalThis.measure.figureWords(),
    says: /an arrow without a head/,
  },
  {
    name: 'an event that is not in the table',
    act: () => document.querySelector('.figure-ladder tbody tr').remove(),
    check: () => globalThis.measure.figureWords(),
    says: /events drawn/,
  },
  {
    name: 'a figure without a table',
    act: () => document.querySelector('.figure-chain .figure-table').remove(),
    check: () => globalThis.measure.figureWords(),
    says: /no table/,
  },
  {
    name: 'a threshold that the board leaves out',
    act: () => document.querySelectorAll('.board-entry a[href*="us-fatality"]').forEach((it) => it.closest('.board-entry').remove()),
    check: () => globalThis.measure.figureWords(),
    says: /the board has/,
  },
  {
    name: 'a table that stays closed in print',
    css: '.figure-table::details-content { content-visibility: hidden !important }',
    check: () => globalThis.measure.printedFigures(),
    says: /a table that is not printed/,
    media: 'print',
  },
  {
    name: 'statuses that look the same',
    css: '.bands rect { fill: red !important; stroke: none !important; stroke-dasharray: none !important }',
    check: () => globalThis.measure.figureLikeness(),
    says: /look the same: band-/,
  },
  {
    name: 'a picker in print',
    check: () => globalThis.measure.printedFigures(),
    says: /the picker is printed/,
  },
].map((fault) => ({ ...fault, at: sample.page('/thresholds/').url }));

describe('the checks see faults', { concurrency }, () => {
  for (const { name, css, act, check, says, width = 1440, media = 'screen', at = url } of [...FAULTS, ...FIGURE_FAULTS]) {
    it(name, () =>
      withPage({ width }, async (page) => {
        await page.emulateMedia({ media });
        await page.show(at);
        await page.keyboard.press('Tab');
        if (css) await page.addStyleTag({ content: css });
        if (act) await page.evaluate(act);
        assert.match((await page.evaluate(check)).join('\n'), says);
      }));
  }

  it('pale text', () =>
    withPage({}, async (page) => {
      await page.show(url);
      await page.addStyleTag({ content: '.lead { color: #ccc; background: #fff }' });
      assert.match((await violations(page)).join('\n'), /color-contrast/);
    }));

  it('what goes wrong while a page loads', () =>
    withPage({}, async (page) => {
      await page.show(url);
      await page.evaluate(() => {
        console.warn('a message');
        setTimeout(() => { throw new Error('a mistake'); });
        const image = document.createElement('img');
        image.src = 'https://other.example/x.png';
        const lost = document.createElement('img');
        lost.src = '/lost.png';
        document.body.append(image, lost);
      });
      await page.waitForFunction(() => [...document.images].every((it) => it.complete));
      const said = page.problems.join('\n');
      for (const part of ['a message', 'a mistake', 'another origin: https://other.example', 'failed', 'status 404']) {
        assert.ok(said.includes(part), `${part} in ${said}`);
      }
    }));
});
