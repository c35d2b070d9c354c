// With scripts off, all text of a brief can be read on a wide screen.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated } from './support/sites.js';

/** Text in `main` that is not shown. Buttons and fields are no text: without scripts they may stay hidden. */
const hiddenText = (page) =>
  page.evaluate(() => {
    const { isShown, isClippedAway, textNodes, name } = globalThis.measure;
    // A reader opens these without a script.
    for (const details of document.querySelectorAll('details')) details.open = true;
    const isControl = (node) => node.parentElement.closest('button, fieldset, label, select, form, template');
    const isPale = (node) => {
      const { color, fontSize } = getComputedStyle(node.parentElement);
      return /, 0\)$|\/ 0\)$/.test(color) || parseFloat(fontSize) < 9;
    };
    const nodes = textNodes(document.querySelector('main')).filter((node) => !isControl(node));
    const lost = nodes.filter((node) => {
      const element = node.parentElement;
      // A heading's anchor shows where the mouse is; text for screen readers is no text to see.
      if (element.closest('.heading-anchor') || isClippedAway(element)) return false;
      return !isShown(element) || isPale(node);
    });
    return { count: nodes.length, lost: lost.map((node) => `${name(node.parentElement)}`) };
  });

describe('scripts off', { concurrency }, () => {
  for (const { name, url } of annotated) {
    it(name, () =>
      withPage({ width: 1440, scripts: false }, async (page) => {
        await page.show(url);
        const { count, lost } = await hiddenText(page);
        assert.ok(count > 10, 'the page has text');
        assert.deepEqual(lost, []);
        assert.deepEqual(page.problems, []);
      }));
  }
});
