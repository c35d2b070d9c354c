// What holds of every drawing of marks and names: it is sound at any width, without scripts and on paper, and for
// assistive technology.

import assert from 'node:assert/strict';
import { it } from 'node:test';

import { violations } from './axe.js';
import { withPage } from './browser.js';

const sideways = (page) => page.evaluate(() => globalThis.measure.sideways());

/** Tests of the drawings of a page. `problemsOf` tells what is wrong with them as they are shown now. */
export function isSoundEverywhere({ name, url }, problemsOf) {
  for (const width of [320, 390, 768, 1440]) {
    it(`${name}, ${width} pixels wide`, () =>
      withPage({ width }, async (page) => {
        await page.show(url);
        assert.deepEqual(await problemsOf(page), []);
        assert.deepEqual(await sideways(page), []);
        assert.deepEqual(page.problems, []);
      }));
  }

  it(`${name}, with scripts off and on paper`, () =>
    withPage({ width: 720, scripts: false }, async (page) => {
      await page.show(url);
      await page.emulateMedia({ media: 'print' });
      assert.deepEqual(await problemsOf(page), []);
      assert.deepEqual(await sideways(page), []);
    }));

  it(`${name}, for assistive technology`, () =>
    withPage({ width: 1440, scheme: 'dark' }, async (page) => {
      await page.show(url);
      assert.deepEqual(await violations(page), []);
    }));
}
