// Margin notes in print, on A4: every note is there, whole, with its number, on nothing else.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated } from './support/sites.js';

// 210 by 297 mm at 96 dots an inch, less margins of 2 cm.
const SHEET = { width: 643, height: 971 };

describe('notes in print', { concurrency }, () => {
  for (const { name, url } of annotated) {
    it(name, () =>
      withPage({ ...SHEET, scripts: false }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        await page.show(url);
        assert.deepEqual(await page.evaluate(() => globalThis.measure.printed()), []);
        assert.deepEqual(await page.evaluate(() => globalThis.measure.overlaps()), []);
      }));
  }
});
