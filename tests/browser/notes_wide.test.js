// Margin notes on a wide screen: each is shown whole in the margin, beside its block, on nothing else,
// wherever the page is scrolled to, with and without scripts; and begins in the section of its passage.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated } from './support/sites.js';

describe('notes on a wide screen', { concurrency }, () => {
  for (const { name, url } of annotated) {
    // A script may only add to what is there: two pages show that it leaves the notes where they are.
    for (const scripts of /reading|passages/.test(url) ? [false, true] : [false]) {
      it(`${name}, scripts ${scripts ? 'on' : 'off'}`, () =>
        withPage({ width: 1440, scripts }, async (page) => {
          await page.show(url);
          const notes = await page.evaluate(() => globalThis.measure.noteIds().length);
          assert.ok(notes > 0, 'the page has notes');
          const problems = await page.evaluate(() => {
            const { besideBlocks, inOtherSections } = globalThis.measure;
            return [...besideBlocks(), ...inOtherSections()];
          });
          assert.deepEqual([...problems, ...(await whileScrolling(page))], []);
        }));
    }
  }
});

/** What sticks to the window while the page moves must not come to lie on a note. */
const whileScrolling = (page) =>
  page.evaluate(() => {
    const problems = new Set();
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.8) {
      scrollTo({ top: y, behavior: 'instant' });
      globalThis.measure.onOthers().forEach((problem) => problems.add(`at ${Math.round(y)}: ${problem}`));
    }
    return [...problems];
  });
