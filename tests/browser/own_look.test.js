// `[theme]` of a site in a folder of its host: its colours, fonts, style sheet, logo, navigation and footer
// are what readers see, in both schemes and whatever they choose, with nothing asked of others.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { ownLook } from './support/sites.js';

const COLOURS = {
  light: { paper: 'rgb(244, 248, 252)', ink: 'rgb(16, 32, 48)', accent: 'rgb(11, 83, 148)', muted: 'rgb(68, 85, 102)' },
  dark: { paper: 'rgb(12, 20, 32)', ink: 'rgb(223, 232, 242)', accent: 'rgb(159, 197, 232)', muted: 'rgb(169, 184, 200)' },
};

const NAVIGATION = [
  ['Our briefs', '/desk/briefs/'],
  ['About us', '/desk/about/'],
  ['Elsewhere', 'https://example.com/'],
];

const SECTION = '/desk/briefs/';

/** The colours in use, each where a reader sees it. */
const colours = (page) =>
  page.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector(selector));
    return {
      paper: style('body').backgroundColor,
      ink: style('h1').color,
      accent: style('.masthead').borderBlockStartColor,
      // The site's style sheet says otherwise than its configuration, and comes later.
      muted: style('.colophon-text').color,
    };
  });

describe('a look of its own', { concurrency }, () => {
  for (const { name, path, url } of ownLook.pages) {
    it(name, () =>
      withPage({}, async (page) => {
        await page.show(url);
        for (const scheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme: scheme });
          assert.deepEqual(await colours(page), COLOURS[scheme], scheme);
        }
        // The home page has the site's name as its heading.
        const isHome = path === '/desk/';
        assert.deepEqual(await frame(page), {
          logo: { ...(isHome ? { height: 28, width: 56 } : { height: 25.5, width: 51 }), beforeName: true, fits: true },
          letters: isHome ? null : '2px',
          navigation: NAVIGATION,
          // A link to a section is marked on the pages of that section, too.
          current: NAVIGATION.filter(([, address]) => address === path || (address === SECTION && path.startsWith(SECTION))).map(([title]) => title),
          footer: ['Published by the desk of an example institute.'],
          text: 'Desk, Georgia, serif',
          labels: 'Verdana, sans-serif',
          loaded: true,
        });
        assert.deepEqual(page.problems, []);
      }));
  }

  it('holds its colours when readers choose a scheme', () =>
    withPage({ scheme: 'light', own: true }, async (page) => {
      await page.show(ownLook.page('/desk/briefs/moved/').url);
      for (const scheme of ['light', 'dark']) {
        await page.click('.theme-switch');
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), scheme);
        assert.deepEqual(await colours(page), COLOURS[scheme], scheme);
      }
      await page.emulateMedia({ media: 'print' });
      const { paper, ink } = await colours(page);
      assert.deepEqual([paper, ink], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'], 'paper is white, text black');
    }));

  it('colours a kind of note', () =>
    withPage({ scheme: 'light' }, async (page) => {
      await page.show(ownLook.page('/desk/briefs/moved/').url);
      const number = await page.evaluate(() => getComputedStyle(document.querySelector('.note-number')).color);
      assert.equal(number, 'rgb(106, 27, 110)');
    }));

  it('is not that of the theme', () =>
    withPage({ scheme: 'light', own: true }, async (page) => {
      await page.show(ownLook.page('/desk/briefs/moved/').url);
      const own = { ...(await colours(page)), ...(await frame(page)) };
      await page.evaluate(() => {
        document.querySelectorAll('link[href$="properties.css"], link[href$="own.css"]').forEach((it) => it.remove());
      });
      const bare = { ...(await colours(page)), ...(await frame(page)) };
      const same = Object.keys(own).filter((key) => JSON.stringify(own[key]) === JSON.stringify(bare[key]));
      assert.deepEqual(same, ['logo', 'navigation', 'current', 'footer'], 'the checks above see what is missing');
    }));

  it('leads on from an old address', () =>
    withPage({}, async (page) => {
      const url = `${ownLook.origin}/desk/2025/old-address/`;
      const html = await (await page.request.get(url)).text();
      const permalink = 'https://example.org/desk/briefs/moved/';
      assert.ok(html.includes(`<link rel="canonical" href="${permalink}">`), 'the canonical address is the new one');
      assert.ok(html.includes(`<meta property="og:url" content="${permalink}">`), 'and so is that of previews');
      assert.ok(html.includes('<a href="/desk/briefs/moved/">'), 'a link for who is not led on');
      page.origin = ownLook.origin;
      await page.goto(url);
      await page.waitForURL('**/desk/briefs/moved/');
    }));
});

/** What the site says of its frame, as the page shows it. */
const frame = (page) =>
  page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((it) => it.textContent.trim());
    const family = (selector) => getComputedStyle(document.querySelector(selector)).fontFamily;
    const { boxOf, isShown } = globalThis.measure;
    const brand = document.querySelector('.masthead .brand');
    const logoOf = (logo) => {
      const box = boxOf(logo);
      const name = document.createRange();
      name.selectNodeContents(logo.nextSibling);
      return {
        height: box.bottom - box.top,
        width: box.right - box.left,
        beforeName: isShown(logo) && logo.naturalWidth > 0 && box.right <= name.getBoundingClientRect().left,
        fits: box.top >= 4 && box.bottom <= boxOf(logo.closest('header')).bottom,
      };
    };
    return {
      logo: logoOf(document.querySelector('img.logo')),
      letters: brand && getComputedStyle(brand).letterSpacing,
      navigation: [...document.querySelectorAll('.masthead .menu a')].map((it) => [it.textContent, it.getAttribute('href')]),
      current: texts('.masthead .menu [aria-current]'),
      footer: texts('.colophon-text'),
      text: family('h1'),
      labels: family('.menu ul'),
      loaded: [...document.fonts].some((font) => /Desk/.test(font.family) && font.status === 'loaded'),
    };
  });
