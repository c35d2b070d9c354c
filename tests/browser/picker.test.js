// "What would this touch?" by keyboard alone, and without scripts.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { sample } from './support/sites.js';

const { url } = sample.page('/thresholds/');

/** What the picker shows: its count, as it is announced, and the titles of the thresholds. */
const shown = (page) =>
  page.evaluate(() => {
    const figure = document.querySelector('.figure-touch');
    const { isShown } = globalThis.measure;
    return {
      count: figure.querySelector('[role="status"]').textContent,
      titles: [...figure.querySelectorAll('.touched > li')].filter(isShown).map((it) => it.querySelector('a').textContent),
      none: isShown(figure.querySelector('.picker-none')),
    };
  });

/** Goes with Tab to the control of a name, and chooses by typing the beginning of an option. */
async function choose(page, name, typed) {
  for (let pressed = 0; pressed < 400; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.name === wanted, name)) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.name), name, `Tab reaches ${name}`);
  await page.keyboard.type(typed);
  const value = await page.evaluate(() => document.activeElement.selectedOptions[0].textContent);
  assert.ok(value.startsWith(typed), `typing “${typed}” chose “${value}”`);
}

describe('the picker', { concurrency }, () => {
  it('by keyboard: chosen, counted, filtered, reset', () =>
    withPage({ width: 390 }, async (page) => {
      await page.show(url);
      const before = await shown(page);
      const all = before.titles.length;
      assert.ok(all >= 4);
      assert.equal(before.count, `${all} of ${all} thresholds at stake`);

      await choose(page, 'actor', 'Iran');
      const iran = await shown(page);
      assert.ok(iran.titles.length < all && iran.titles.includes('The killing of an American'), iran.titles.join());
      await choose(page, 'holder', 'United');
      const against = await shown(page);
      assert.ok(!against.titles.includes('Direct attack on Israel from Iranian territory'), against.titles.join());
      await choose(page, 'rung', '4');
      assert.deepEqual((await shown(page)).titles, ['The killing of an American']);
      await choose(page, 'type', 'Proxy');
      const last = await shown(page);
      assert.equal(last.count, `${last.titles.length} of ${all} thresholds at stake`);

      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForFunction((count) => document.querySelector('.picker-count').textContent === count, before.count);
      assert.deepEqual(await shown(page), before);
      assert.deepEqual(page.problems, []);
    }));

  it('says so where nothing is at stake', () =>
    withPage({}, async (page) => {
      await page.show(url);
      await page.evaluate(() => {
        const items = document.querySelectorAll('.touched > li');
        items.forEach((item) => { item.dataset.types = ''; });
      });
      await choose(page, 'type', 'Proxy');
      const { titles, none } = await shown(page);
      assert.deepEqual([titles, none], [[], true]);
    }));

  it('without scripts: no form, every threshold with its record', () =>
    withPage({ scripts: false }, async (page) => {
      await page.show(url);
      const { count, ...rest } = await shown(page);
      const form = await page.evaluate(() => globalThis.measure.isShown(document.querySelector('.picker')));
      assert.deepEqual([form, count, rest.none], [false, '', false]);
      const records = await page.evaluate(() => [...document.querySelectorAll('.touched > li')].map((it) => it.textContent));
      assert.ok(records.length >= 4 && records.every((it) => /[Cc]rossed/.test(it)), records.join('\n'));
    }));
});
