// Figures as they are drawn: no text on text, nothing beyond the edge, every mark a link that has a name and
// can be reached with Tab, everything told in words as well; labels begin where lines of text do.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { drawn } from './support/sites.js';

const VIEWS = [320, 390, 1440].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));

describe('figures', { concurrency }, () => {
  for (const { name, url } of drawn) {
    it(name, () =>
      withPage({}, async (page) => {
        await page.show(url);
        assert.ok(await page.evaluate(() => globalThis.measure.figures()), 'the page has a figure');
        const problems = await page.evaluate(() => globalThis.measure.figureWords());
        for (const { width, scheme } of VIEWS) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          const found = await page.evaluate(() => {
            const { figureOverlaps, figureEdges, figureStarts, sideways } = globalThis.measure;
            const isRtl = document.documentElement.dir === 'rtl';
            return [...figureOverlaps(), ...figureEdges(), ...sideways(), ...(isRtl ? figureStarts() : [])];
          });
          problems.push(...found.map((problem) => `${width} ${scheme}: ${problem}`));
        }
        assert.deepEqual(problems, []);
      }));
  }
});

describe('Tab reaches every mark of a figure, in the order of the page', { concurrency }, () => {
  for (const { name, url } of drawn) {
    it(name, () =>
      withPage({ width: 390 }, async (page) => {
        await page.show(url);
        const count = await page.evaluate(() => {
          // The lines of a network are reached in its table: they would be hundreds of stops.
          const links = [...document.querySelectorAll('svg.drawing a:not([tabindex="-1"])')];
          links.forEach((link, number) => { link.dataset.stop = number; });
          globalThis.stops = [];
          addEventListener('focusin', ({ target }) => target.dataset?.stop && globalThis.stops.push(Number(target.dataset.stop)));
          return links.length;
        });
        const controls = await page.evaluate(() => document.querySelectorAll('a[href], button, summary, select, input, [tabindex]').length);
        for (let pressed = 0; pressed < controls + 10; pressed += 1) {
          await page.keyboard.press('Tab');
          if (pressed % 20 === 0 && (await page.evaluate(() => globalThis.stops.length)) >= count) break;
        }
        const stops = await page.evaluate(() => globalThis.stops);
        assert.deepEqual(stops.slice(0, count), Array.from({ length: count }, (_, number) => number));
      }));
  }
});

describe('in the colours of the system (forced colours)', { concurrency }, () => {
  for (const { name, url } of drawn.filter(({ path }) => path === '/thresholds/')) {
    it(name, () =>
      withPage({}, async (page) => {
        await page.emulateMedia({ forcedColors: 'active' });
        await page.show(url);
        assert.deepEqual(await page.evaluate(() => globalThis.measure.figureLikeness()), []);
      }));
  }
});
