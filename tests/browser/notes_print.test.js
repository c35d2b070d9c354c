// Margin notes in print, on A4: every note is there, whole, with its number, on nothing else; and what the
// printer gets, a PDF, holds them all without text on text or outside of its sheets.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated, sample, stress } from './support/sites.js';

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

  for (const { name, url } of [
    sample.page('/briefs/reading-the-veto/'),
    ...['passages', 'long-note', 'forty-notes', 'long-word'].map((brief) => stress.page(`/briefs/${brief}/`)),
  ]) {
    it(`${name}, as a PDF`, () =>
      withPage({}, async (page) => {
        await page.show(url);
        // Of each note its longest stretch of text; white space differs between the two.
        const wanted = await page.evaluate(() => [...document.querySelectorAll('.note .note-text')].map((note) => {
          const texts = globalThis.measure.textNodes(note).map((it) => it.data.replace(/\s+/g, ''));
          return texts.sort((one, other) => other.length - one.length)[0].slice(0, 30);
        }));
        const words = wordsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
        const text = words.map((word) => word.text).join('');
        assert.deepEqual(wanted.filter((it) => !text.includes(it)), [], 'every note is printed');
        assert.deepEqual(collisions(words), []);
      }));
  }
});

/** The words of a PDF with their boxes, in points. */
function wordsOf(pdf) {
  const xml = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8', stdio: 'pipe' });
  const words = [];
  xml.split('<page ').slice(1).forEach((sheet, number) => {
    const [, width, height] = sheet.match(/width="([\d.]+)" height="([\d.]+)"/);
    const pattern = /<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)<\/word>/g;
    for (const [, left, top, right, bottom, text] of sheet.matchAll(pattern)) {
      words.push({ sheet: number + 1, width: +width, height: +height, left: +left, top: +top, right: +right, bottom: +bottom, text });
    }
  });
  return words;
}

/** Words on one another, of which only the middle half of the height counts, and words outside of the sheet. */
function collisions(words) {
  const problems = [];
  const middle = ({ top, bottom }) => [top + (bottom - top) / 4, bottom - (bottom - top) / 4];
  words.forEach((one, at) => {
    const isOut = one.left < 0 || one.top < 0 || one.right > one.width || one.bottom > one.height;
    if (isOut) problems.push(`sheet ${one.sheet}: “${one.text}” is cut off`);
    for (const other of words.slice(at + 1)) {
      if (other.sheet !== one.sheet) break;
      const [top, bottom] = middle(one);
      const [otherTop, otherBottom] = middle(other);
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(bottom, otherBottom) - Math.max(top, otherTop);
      if (wide > 2 && high > 1) problems.push(`sheet ${one.sheet}: “${one.text}” on “${other.text}”`);
    }
  });
  return problems.slice(0, 12);
}
