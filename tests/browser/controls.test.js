// What readers can switch: the colours, the kinds of notes shown, the address of a note to copy, and the
// marks that link a passage with its note.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { violations } from './support/axe.js';
import { concurrency, withPage } from './support/browser.js';
import { sample } from './support/sites.js';

const { url } = sample.page('/briefs/reading-the-veto/');

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Presses the switch until the page says that it shows a scheme. */
async function choose(page, scheme) {
  for (let turn = 0; turn < 3; turn += 1) {
    if ((await page.evaluate(() => document.documentElement.dataset.theme)) === scheme) return;
    await page.click('.theme-switch');
  }
  assert.fail(`the switch does not come to ${scheme}`);
}

describe('controls', { concurrency }, () => {
  for (const [system, chosen] of [['light', 'dark'], ['dark', 'light']]) {
    it(`the switch shows ${chosen} where the system is ${system}`, () =>
      withPage({ scheme: chosen, own: true }, async (page) => {
        await page.show(url);
        const wanted = await paper(page);
        await page.emulateMedia({ colorScheme: system });
        const before = await paper(page);
        assert.notEqual(before, wanted);
        await choose(page, chosen);
        assert.equal(await paper(page), wanted);
        assert.deepEqual(await violations(page), []);
        await page.show(sample.page('/').url);
        assert.equal(await paper(page), wanted, 'the choice holds on the next page');
        await page.emulateMedia({ media: 'print' });
        assert.equal(await paper(page), 'rgb(255, 255, 255)', 'paper is white');
      }));
  }

  for (const [width, scripts] of [[1440, false], [1440, true], [390, false]]) {
    it(`a kind of note is hidden with its marks, ${width} wide, scripts ${scripts ? 'on' : 'off'}`, () =>
      withPage({ width, scripts }, async (page) => {
        await page.show(url);
        const text = () => page.evaluate(() => globalThis.measure.textNodes(document.querySelector('.prose'))
          .filter((it) => !it.parentElement.closest('.note, .note-reference') && globalThis.measure.isShown(it.parentElement))
          .map((it) => it.data).join(''));
        const whole = await text();
        await page.uncheck('#filter-dispute');
        assert.equal(await text(), whole, 'the text stays');
        const left = await page.evaluate(() => {
          const { isShown, onOthers } = globalThis.measure;
          const shown = (selector) => [...document.querySelectorAll(selector)].filter(isShown).length;
          return {
            notes: shown('.note.kind-dispute'),
            references: shown('.note-reference-dispute'),
            underlined: getComputedStyle(document.querySelector('.passage-dispute')).textDecorationLine,
            others: shown('.note-reference:not(.note-reference-dispute)'),
            problems: onOthers(),
          };
        });
        assert.deepEqual({ ...left, others: left.others > 10 }, {
          notes: 0, references: 0, underlined: 'none', others: true, problems: [],
        });
        await page.check('#filter-dispute');
        assert.ok(await page.isVisible('.note-reference-dispute'), 'it comes back');
      }));
  }

  it('the address of a note is copied', () =>
    withPage({ own: true }, async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.show(url);
      await page.click('#note-denial button.note-link');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, 'https://example.org/briefs/reading-the-veto/#note-denial');
      assert.deepEqual(page.problems, []);
    }));

  it('the mouse marks a passage with its note, either way', () =>
    withPage({}, async (page) => {
      await page.show(url);
      const look = (selector) => page.evaluate((it) => getComputedStyle(document.querySelector(it)).backgroundColor, selector);
      for (const [from, to] of [['#passage-veto', '#note-veto'], ['#note-veto', '#passage-veto']]) {
        await page.mouse.move(1, 1);
        const before = await look(to);
        await page.hover(from);
        assert.notEqual(await look(to), before, `${from} marks ${to}`);
      }
      assert.deepEqual(page.problems, []);
    }));
});
