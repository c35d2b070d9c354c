// The theme's own sans-serif: its files are as the table of widths says, pages load the parts that they need, and in
// fonts of the reader's no text of a figure is wider than it counts with.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { ownLook, sample } from './support/sites.js';
import { WEIGHTS, expectedWidth, fallback, shipped } from './support/widths.js';

/** Widths of texts in ems, as a drawing of the page has them at a weight. */
const drawnWidths = (page, texts, weight) =>
  page.evaluate(async ([texts, weight]) => {
    const SIZE = 200;
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    drawing.classList.add('drawing');
    document.querySelector('main').append(drawing);
    const elements = texts.map((text) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      element.style.font = `${weight} ${SIZE}px var(--figure-font)`;
      element.style.fontKerning = 'none';
      element.style.whiteSpace = 'pre';
      element.textContent = text;
      drawing.append(element);
      return element;
    });
    // Their parts of the font are asked for when the texts are laid out.
    elements.forEach((element) => element.getComputedTextLength());
    await document.fonts.ready;
    const widths = elements.map((element) => element.getComputedTextLength() / SIZE);
    drawing.remove();
    return widths;
  }, [texts, weight]);

const charactersOf = (rows) =>
  rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)));

/** Titles as a site in these languages may have them. */
const TITLES = {
  Polish: 'Zażółć gęślą jaźń: źródło „czerwonej linii”',
  Czech: 'Příliš žluťoučký kůň úpěl ďábelské ódy',
  Romanian: 'Înțelegerea și țările — împrejurările, ședința',
  Turkish: 'Şiddetli ığdır İstanbul çağrısı, göğüs',
  Vietnamese: 'Đường lưỡi bò ở Biển Đông, Trường Sa, Hoàng Sa',
  transliteration: 'Shāh ʿAbbās, al-Qurʾān, Ḥizbullāh, Ḍāḥiya, Muṣṭafā, Ṭihrān, Ẓafār, Ġazza, H̱āmās',
  'marks of their own': 'Sha\u0304h H\u0323izbulla\u0304h Pr\u030ci\u0301lis\u030c ḥ\u0304 c\u0327 И\u0306 е\u0301',
  Russian: 'Съешь же ещё этих мягких французских булок, № 5',
  Ukrainian: 'Ґанок, їжак, єдність: щебетання — 100 ₴',
  signs: '→ ← ↔ ↑ ↓ × − … – — · ● ○ ■ □ ▲ ▼ ◆ § № € ₺ ₽ ½ “a” ‘b’ «c» 20 °C ± ≈ ≠ ≤ ≥',
  Greek: 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία, Ώρα',
  Armenian: 'Հայաստանի Հանրապետություն',
  Georgian: 'საქართველოს პრეზიდენტი',
  Hebrew: 'התקפה ישירה על ישראל משטח איראן',
  'pointed Hebrew': 'בְּרֵאשִׁית בָּרָא אֱלֹהִים',
  Arabic: 'الخط الأحمر: مقتل جندي أمريكي في ضربة صاروخية',
  'pointed Arabic': 'بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ شَصَضَ',
  Persian: 'حملهٔ مستقیم به خاک ایران؛ گفت‌وگوهای پشت پرده',
  Urdu: 'لائن آف کنٹرول پر فائر بندی کی خلاف ورزی',
  Hindi: 'नियंत्रण रेखा पर युद्धविराम का उल्लंघन, क्षत्रिय',
  Bengali: 'নিয়ন্ত্রণ রেখায় যুদ্ধবিরতি লঙ্ঘন',
  Tamil: 'கட்டுப்பாட்டுக் கோடு மீறல்',
  Thai: 'การละเมิดข้อตกลงหยุดยิงที่ชายแดน',
  Chinese: '台湾海峡红线：任何一方在会谈期间',
  Japanese: '尖閣諸島をめぐるレッドラインの分析。',
  Korean: '북방한계선을 넘은 도발에 대한 대응',
  emoji: '🚀 🔴 ⚠️ ☎ ✈',
};

/** A letter of each script whose widest forms the table has character by character, for marks to stand on. */
const LETTERS = { Greek: 'α', Armenian: 'ա', Hebrew: 'א', Arabic: 'ب', Devanagari: 'क', Bengali: 'ক', Tamil: 'க', Thai: 'ก', Georgian: 'ა' };

/** Every character of a script, marks on a letter of it. */
function charactersOfScript([script, letter]) {
  const isOfScript = new RegExp(`\\p{Script=${script}}`, 'u');
  const characters = charactersOf(fallback.filter(({ last }) => last < 0x1100)).filter((it) => isOfScript.test(it));
  return characters.map((it) => (/\p{M}/u.test(it) ? letter + it : it));
}

/** Those of some texts that the machine has fonts for: no character is the box that stands for a missing one. */
const readable = (page, texts) =>
  page.evaluate((texts) => {
    const SIZE = 40;
    const canvas = new OffscreenCanvas(3 * SIZE, 2 * SIZE);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.font = `${SIZE}px sans-serif`;
    const picture = (character) => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.fillText(character, SIZE, SIZE * 1.5);
      return pen.getImageData(0, 0, canvas.width, canvas.height).data.join();
    };
    // A code that no character has.
    const missing = picture('\u0378');
    const isMissing = new Map();
    const has = (character) => {
      if (/[\s\u200c\ufe0f]/u.test(character)) return true;
      if (!isMissing.has(character)) isMissing.set(character, picture(character) === missing);
      return !isMissing.get(character);
    };
    return texts.filter((text) => [...text, ...text.normalize('NFKD')].every(has));
  }, texts);

describe('the sans-serif of the theme', { concurrency }, () => {
  for (const weight of WEIGHTS) {
    it(`has the widths of the table at weight ${weight}`, () =>
      withPage({}, async (page) => {
        await page.show(sample.page('/about/').url);
        // Alone, a mark has a place of its own, and a tab is a space.
        const characters = charactersOf(shipped).filter((it) => !/[\p{M}\p{Cf}]/u.test(it));
        assert.ok(characters.length > 800, `${characters.length} characters`);
        const widths = await drawnWidths(page, characters, weight);
        const wrong = characters.flatMap((character, at) => {
          const expected = expectedWidth(character, weight);
          return Math.abs(widths[at] - expected) > 0.0015 ? [`${character}: ${widths[at]}, expected ${expected}`] : [];
        });
        assert.deepEqual(wrong, []);
        assert.deepEqual(page.problems, []);
      }));
  }

  it('comes in the parts that a page has characters of', () =>
    withPage({ own: true }, async (page) => {
      const loaded = () =>
        page.evaluate(() =>
          [...document.fonts].filter((it) => it.family.includes('Redlines') && it.status === 'loaded').map((it) => it.unicodeRange.length).length,
        );
      await page.show(sample.page('/about/').url);
      assert.equal(await loaded(), 1);
      await drawnWidths(page, [TITLES.Russian], 400);
      assert.equal(await loaded(), 2);
      await drawnWidths(page, [TITLES.Polish], 400);
      assert.equal(await loaded(), 3);
    }));

  it('is that of figures, whatever fonts a site has', () =>
    withPage({}, async (page) => {
      await page.show(ownLook.page('/desk/briefs/moved/').url);
      const [width] = await drawnWidths(page, ['Hormuz 2026'], 400);
      assert.ok(Math.abs(width - expectedWidth('Hormuz 2026', 400)) < 0.002, `${width}`);
    }));
});

describe('text of figures', { concurrency }, () => {
  for (const weight of [400, 600]) {
    it(`is at most as wide as expected, at weight ${weight}`, () =>
      withPage({}, async (page) => {
        await page.show(sample.page('/about/').url);
        const words = Object.values(TITLES).flatMap((title) => [title, ...title.split(' ')]);
        const texts = await readable(page, [...words, ...Object.entries(LETTERS).flatMap(charactersOfScript)]);
        assert.ok(texts.length > 50, `${texts.length} texts`);
        const widths = await drawnWidths(page, texts, weight);
        const wider = texts.flatMap((text, at) => {
          const expected = expectedWidth(text, weight);
          return widths[at] > expected + 0.002 ? [`${text}: ${widths[at]}, expected at most ${expected}`] : [];
        });
        assert.deepEqual(wider, []);
      }));
  }
});
