// Margin notes on a narrow screen, without scripts: none is shown until its reference is followed, and then
// it stands directly under its block.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated } from './support/sites.js';

describe('notes on a narrow screen', { concurrency }, () => {
  for (const { name, url } of annotated) {
    it(name, () =>
      withPage({ height: 800, scripts: false }, async (page) => {
        const problems = [];
        for (const width of [390, 320]) {
          await page.setViewportSize({ width, height: 800 });
          await page.show(url);
          const found = await page.evaluate(() => globalThis.measure.shownIds());
          for (const id of await page.evaluate(() => globalThis.measure.noteIds())) {
            found.push(...(await follow(page, id)));
          }
          problems.push(...found.map((problem) => `${width}: ${problem}`));
        }
        assert.deepEqual(problems, []);
      }));
  }
});

/** Follows the first reference to a note as a reader would; gives what is wrong then. */
async function follow(page, id) {
  const selector = `.note-reference[href="#${id}"]`;
  const outer = await page.evaluate((it) => {
    const reference = document.querySelector(it);
    reference.focus();
    return reference.closest('.note')?.id;
  }, selector);
  // A note that only another note refers to is reached through that one.
  if (outer) {
    await follow(page, outer);
    await page.focus(selector);
  }
  await page.keyboard.press('Enter');
  return page.evaluate((it) => {
    const { underBlock, shownIds, sideways } = globalThis.measure;
    const stray = shownIds().filter((other) => !document.getElementById(other).contains(document.getElementById(it)));
    return [...underBlock(it), ...stray.map((other) => `${other} is shown beside ${it}`), ...sideways()];
  }, id);
}
