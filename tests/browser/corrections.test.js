// From a correction to what was corrected: the link in the notice at the top of a brief, and the one on the
// page of all corrections, lead to the passage's note, shown and in view, at any width, without scripts.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { stress } from './support/sites.js';

const BRIEF = '/briefs/corrected/';
const NOTE = 'note-date';

/** Where the reader stands after following a link. */
const arrival = (page) =>
  page.evaluate((id) => {
    const { isShown, shownIds, underBlock, besideBlocks } = globalThis.measure;
    const inView = (element) => {
      const box = element?.getBoundingClientRect();
      return Boolean(box) && isShown(element) && box.top >= 0 && box.top < innerHeight;
    };
    return {
      at: location.pathname + location.hash,
      target: document.querySelector(':target')?.id,
      note: inView(document.getElementById(id)),
      passage: inView(document.querySelector('#passage-date')),
      shown: shownIds(),
      problems: innerWidth < 1100 ? underBlock(id) : besideBlocks(),
    };
  }, NOTE);

const ARRIVED = { at: `${BRIEF}#${NOTE}`, target: NOTE, note: true, passage: true, shown: [NOTE], problems: [] };

/** The links of corrections on a page, with what they belong to. */
const links = (page) =>
  page.evaluate(() => [...document.querySelectorAll('.corrections li')].map((item) => [
    item.querySelector('time').getAttribute('datetime'), item.querySelector('a')?.getAttribute('href') ?? null,
  ]));

describe('corrections', { concurrency }, () => {
  for (const width of [1440, 390]) {
    for (const from of [BRIEF, '/corrections/']) {
      it(`${from}, ${width} wide`, () =>
        withPage({ width, scripts: false }, async (page) => {
          await page.show(stress.page(from).url);
          const link = `.corrections a[href="${BRIEF}#${NOTE}"]`;
          assert.equal((await links(page)).filter(([, href]) => href === `${BRIEF}#${NOTE}`).length, 1);
          const before = await page.evaluate((id) => {
            const note = document.getElementById(id);
            return note && note.getBoundingClientRect().top < innerHeight && globalThis.measure.isShown(note);
          }, NOTE);
          assert.ok(!before, 'the note is out of view at first');
          await page.focus(link);
          await page.keyboard.press('Enter');
          await page.waitForURL(`**${BRIEF}#${NOTE}`);
          if (from !== BRIEF) await page.show(page.url());
          assert.deepEqual(await arrival(page), ARRIVED);
          assert.deepEqual(page.problems, []);
        }));
    }
  }

  it('stand latest first, with a link where a note is named', () =>
    withPage({}, async (page) => {
      await page.show(stress.page(BRIEF).url);
      assert.deepEqual(await links(page), [['2025-02-02', `${BRIEF}#${NOTE}`], ['2025-02-01', null]]);
    }));

  it('a link that leads nowhere is seen', () =>
    withPage({ width: 390, scripts: false }, async (page) => {
      await page.show(stress.page(BRIEF).url);
      await page.evaluate((id) => document.querySelector(`.corrections a[href$="#${id}"]`).setAttribute('href', '#lost'), NOTE);
      await page.focus('.corrections a');
      await page.keyboard.press('Enter');
      const { target, note, shown } = await arrival(page);
      assert.deepEqual({ target, note, shown }, { target: undefined, note: false, shown: [] });
    }));
});
