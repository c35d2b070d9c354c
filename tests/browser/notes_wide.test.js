// Margin notes on a wide screen: each is shown whole in the margin, beside its block, on nothing else,
// wherever the page is scrolled to, with and without scripts; and begins in the section of its passage.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated } from './support/sites.js';

describe('notes on a wide screen', { concurrency }, () => {
  for (const { name, url } of annotated) {
    for (const scripts of [false, true]) {
      it(`${name}, scripts ${scripts ? 'on' : 'off'}`, () =>
        withPage({ width: 1440, scripts }, async (page) => {
          await page.show(url);
          const notes = await page.evaluate(() => globalThis.measure.noteIds().length);
          assert.ok(notes > 0, 'the page has notes');
          assert.deepEqual(await page.evaluate(() => globalThis.measure.besideBlocks()), []);
          // What sticks to the window while the page moves must not come to lie on a note.
          const moved = await page.evaluate(() => {
            const problems = new Set();
            for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.8) {
              scrollTo({ top: y, behavior: 'instant' });
              globalThis.measure.onOthers().forEach((problem) => problems.add(problem));
            }
            return [...problems];
          });
          assert.deepEqual(moved, []);
        }));
    }

    it(`${name}, within its section`, () =>
      withPage({ width: 1440, scripts: false }, async (page) => {
        await page.show(url);
        assert.deepEqual(await page.evaluate(() => globalThis.measure.inOtherSections()), []);
      }));
  }
});
