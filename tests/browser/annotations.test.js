// Web Annotations: what each of a brief's names, by position and by quotation, is what a browser finds
// there, and is the passage that the page marks. Scripts move nothing.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated, briefs } from './support/sites.js';

describe('annotations', { concurrency }, () => {
  for (const { name, url } of briefs) {
    it(name, () =>
      withPage({}, async (page) => {
        await page.show(url);
        const notes = await page.evaluate(() => globalThis.measure.noteIds().length);
        assert.equal(notes > 0, annotated.some((it) => it.url === url), 'the list of pages with notes holds');
        assert.deepEqual(await page.evaluate(() => globalThis.measure.annotations()), []);
        assert.deepEqual(page.problems, []);
      }));
  }
});
