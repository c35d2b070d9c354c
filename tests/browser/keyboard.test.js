// Keyboard use on every page: the skip link comes first and works, and focus shows wherever it goes.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { sample, stress } from './support/sites.js';

const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    const box = element.getBoundingClientRect();
    const inView = box.width > 10 && box.height > 10 && box.top >= 0 && box.left >= 0 && box.right <= innerWidth;
    return {
      name: globalThis.measure.name(element),
      href: element.getAttribute('href'),
      shown: inView && globalThis.measure.isShown(element),
      inMain: Boolean(element.closest('main')),
    };
  });

describe('keyboard', { concurrency }, () => {
  for (const { name, url } of [...sample.pages, ...stress.pages.filter(({ path }) => path.startsWith('/briefs/'))]) {
    it(name, () =>
      withPage({}, async (page) => {
        await page.show(url);
        await followSkipLink(page);
        for (const [width, scheme] of [[1440, 'light'], [390, 'dark']]) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          // What a script focuses after a key was pressed has the focus of the keyboard.
          await page.keyboard.press('Tab');
          assert.deepEqual(await page.evaluate(() => globalThis.measure.unmarkedFocus()), []);
        }
      }));
  }
});

async function followSkipLink(page) {
  await page.keyboard.press('Tab');
  const skip = await focused(page);
  assert.ok(skip.href?.startsWith('#'), `the first stop is ${skip.name}`);
  assert.ok(skip.shown, 'the skip link shows in focus');
  await page.keyboard.press('Enter');
  const target = await page.evaluate(() => document.querySelector(':target')?.localName);
  assert.equal(target, 'main');
  const links = await page.evaluate(() => document.querySelectorAll('main a[href]').length);
  await page.keyboard.press('Tab');
  const next = await focused(page);
  assert.ok(!links || next.inMain, `after the skip link comes ${next.name}`);
}
