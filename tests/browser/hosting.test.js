// Sites in a folder of their host, sent with the headers that `_headers` lists: every address in pages, style sheets,
// scripts, feeds and lists leads to something in the folder, and everything works under the policy.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { concurrency, textOf, withPage } from './support/browser.js';
import { headersOf } from './support/headers.js';
import { serve } from './support/server.js';

const built = process.env.REDLINES_SITES;

/** A site under a path, on a server that says what its `_headers` does. */
async function hosted(folder, path, permalink, change = (text) => text) {
  const headers = headersOf(change(readFileSync(join(built, folder, decodeURIComponent(path), '_headers'), 'utf8')));
  const missing = join(decodeURIComponent(path), '404.html');
  const origin = await serve(join(built, folder), { headersOf: headers, missing });
  return { path, permalink, origin, root: `${origin}${path}`, headers };
}

const sample = await hosted('folder', '/red%20lines/desk/', 'https://example.org:8443/red%20lines/desk/');
const ownLook = await hosted('own-look', '/desk/', 'https://example.org/desk/');

// ---------- Addresses ----------

const unescaped = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** The addresses in a file, as written, by what kind of file it is. */
function addressesIn(url, type, text) {
  const all = (pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
  if (type.startsWith('text/html')) {
    const refresh = all(/http-equiv="refresh" content="0; url=([^"]+)"/g);
    return [...all(/ (?:href|src|action|data-source)="([^"]*)"/g), ...refresh].map(unescaped);
  }
  if (type.startsWith('text/css')) return all(/url\("([^"]+)"\)/g);
  if (type.startsWith('text/javascript')) return all(/\bimport\("([^"]+)"\)/g);
  if (type.startsWith('application/xml')) return [...all(/<loc>([^<]+)</g), ...all(/ href="([^"]+)"/g)].map(unescaped);
  if (type === 'application/manifest+json') {
    const { start_url: start, scope, icons } = JSON.parse(text);
    return [start, scope, ...icons.map((it) => it.src)];
  }
  if (type.startsWith('application/json') && url.includes('/finder/')) return all(/"url":"([^"]+)"/g);
  if (url.endsWith('/robots.txt')) return all(/^Sitemap: (.+)$/gm);
  if (url.endsWith('/_redirects')) return text.split(/\s+/).filter((it) => it.startsWith('/'));
  return [];
}

/** Asks for everything that a site names, from its home page and what hosts read; gives what is wrong. */
async function crawl({ origin, root, path, permalink }) {
  const problems = [];
  const beginnings = ['', 'robots.txt', 'manifest.webmanifest', '404.html'].map((it) => root + it);
  const asked = new Map(beginnings.map((it) => [it, 'the beginning']));
  for (const [url, from] of asked) {
    const response = await fetch(url, { redirect: 'error' });
    if (response.status !== 200) problems.push(`${response.status}: ${url} (on ${from})`);
    const type = response.headers.get('content-type');
    for (const written of addressesIn(url, type, await response.text())) {
      const absolute = written.startsWith(permalink) ? root + written.slice(permalink.length) : written;
      const target = new URL(absolute, url);
      if (!/^https?:/.test(target.protocol) || target.origin !== origin) continue;
      target.hash = target.search = '';
      if (!target.pathname.startsWith(path)) problems.push(`out of the folder: ${written} (on ${url})`);
      if (!asked.has(target.href)) asked.set(target.href, url);
    }
  }
  return { problems, asked: [...asked.keys()].map((it) => it.slice(root.length)) };
}

describe('a site in a folder of its host', { concurrency }, () => {
  it('names nothing that is not there, and nothing outside', async () => {
    const { problems, asked } = await crawl(sample);
    assert.deepEqual(problems, []);
    const parts = [/^briefs\/.+\/$/, /^assets\/[0-9a-f]{16}\/fonts\/.+woff2$/, /^data\/finder\/.+json$/, /finder\.js$/, /feed\.xml$/];
    for (const part of parts) assert.ok(asked.some((it) => part.test(it)), `${part} was asked for`);
    assert.ok(asked.length > 100, `${asked.length} addresses`);
  });

  it('leads on from old addresses, as pages and as lines of `_redirects`', async () => {
    const { problems } = await crawl(ownLook);
    assert.deepEqual(problems, []);
    const list = readFileSync(join(built, 'own-look/desk/_redirects'), 'utf8');
    assert.equal(list, '/desk/2025/old-address/ /desk/briefs/moved/ 301\n');
    await withPage({}, async (page) => {
      page.origin = ownLook.origin;
      await page.goto(`${ownLook.root}2025/old-address/`);
      await page.waitForURL('**/desk/briefs/moved/');
    });
  });

  it('is told apart by what may be kept', async () => {
    const cached = async (path) => (await fetch(sample.root + path)).headers.get('cache-control');
    const [assets] = /assets\/[0-9a-f]{16}\//.exec(await (await fetch(sample.root)).text());
    for (const name of ['style.css', 'script.js', 'fonts/source-serif-4.woff2']) {
      assert.equal(await cached(assets + name), 'public, max-age=31536000, immutable', name);
    }
    for (const path of ['', 'briefs/', 'pagefind/pagefind.js', 'data/thresholds.json']) {
      assert.equal(await cached(path), null, path);
    }
  });
});

// ---------- Pages under the policy ----------

const PAGES = [
  '', 'briefs/', 'briefs/reading-the-veto/', 'briefs/american-deaths/', 'actors/', 'actors/donald-trump/', 'actors/iran/',
  'network/', 'events/', 'events/year/2025/', 'events/2020-01-03-soleimani-strike/', 'map/', 'thresholds/',
  'thresholds/us-fatality/', 'ladders/', 'ladders/regional/', 'sources/', 'sources/reuters-2025-06-15/', 'tags/',
  'tags/deterrence/', 'corrections/', 'about/', 'search/', '404.html',
];

const open = async (page, path, site = sample) => {
  await page.show(site.root + path);
  await page.waitForLoadState('networkidle');
};

describe('under the policy that it lists, a site', { concurrency }, () => {
  for (const path of PAGES) {
    it(`shows /${path}`, () =>
      withPage({ own: true }, async (page) => {
        await open(page, path);
        assert.ok(await page.evaluate(() => [...document.fonts].some((font) => font.status === 'loaded')), 'its fonts came');
        assert.deepEqual(page.problems, []);
      }));
  }

  it('with a look of its own shows its logo, fonts and colours', () =>
    withPage({ own: true, scheme: 'light' }, async (page) => {
      await open(page, 'briefs/moved/', ownLook);
      const seen = await page.evaluate(() => ({
        logo: document.querySelector('img.logo').naturalWidth > 0,
        font: [...document.fonts].some((font) => /Desk/.test(font.family) && font.status === 'loaded'),
        paper: getComputedStyle(document.body).backgroundColor,
      }));
      assert.deepEqual(seen, { logo: true, font: true, paper: 'rgb(244, 248, 252)' });
      assert.deepEqual(page.problems, []);
    }));

  for (const width of [1440, 390]) {
    it(`has a page for what is not there, however deep, at ${width} pixels`, () =>
      withPage({ own: true, width }, async (page) => {
        const address = `${sample.root}briefs/no/such/page/`;
        await page.show(address);
        assert.equal(await page.textContent('h1'), 'Page not found');
        assert.ok(await page.evaluate(() => [...document.fonts].some((font) => font.status === 'loaded')), 'it is styled');
        const said = page.problems.splice(0).filter((it) => !it.includes('404'));
        assert.deepEqual(said, []);
        await page.click('main a');
        assert.equal(new URL(page.url()).pathname, sample.path);
      }));
  }

  it('is searched from any page', () =>
    withPage({ own: true }, async (page) => {
      await open(page, 'briefs/american-deaths/');
      await page.keyboard.press('/');
      await page.fill('.search-box [name=q]', 'contractor');
      await page.waitForSelector('.search-box .hit a');
      const found = await page.locator('.search-box .hit h3 a').evaluateAll((links) => links.map((it) => it.pathname));
      assert.ok(found.some((it) => it.startsWith(`${sample.path}events/2019-12-27`)), found.join());
      await page.locator('.search-box .hit h3 a').first().click();
      await page.waitForSelector('h1');
      assert.ok(new URL(page.url()).pathname.startsWith(sample.path));
      assert.deepEqual(page.problems, []);
    }));

  it('is filtered, and what was filtered downloaded', () =>
    withPage({ own: true }, async (page) => {
      await open(page, 'events/?actor=israel&type=strike&year=2024');
      await page.waitForSelector('.finder-results li a');
      assert.equal(await page.textContent('.finder-count'), '5 of 18 events');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.finder a, .finder button').filter({ hasText: 'CSV' }).click(),
      ]);
      assert.match(await textOf(download), /israel/i);
      const link = page.locator('.finder-results li a').first();
      await link.click();
      await page.waitForURL(`**${sample.path}events/2024*/`);
      assert.deepEqual(page.problems, []);
    }));

  it('shows the network by what is pointed at, and the map', () =>
    withPage({ own: true }, async (page) => {
      await open(page, 'network/');
      await page.hover('.figure-network .node path');
      await page.locator('.figure-network .node path').first().click();
      await page.waitForURL(`**${sample.path}actors/*/`);
      await open(page, 'map/');
      await page.locator('.map-list a').first().click();
      await page.waitForURL(`**${sample.path}events/*/`);
      assert.deepEqual(page.problems, []);
    }));

  it('tells what an act would touch', () =>
    withPage({ own: true }, async (page) => {
      await open(page, 'thresholds/');
      const touched = () => page.locator('.figure-touch .touched > li:visible').count();
      const all = await touched();
      await page.selectOption('.picker [name=actor]', { label: 'Iran' });
      await page.waitForFunction((before) => document.querySelector('.figure-touch [role=status]').textContent !== `${before} of ${before} thresholds at stake`, all);
      assert.ok((await touched()) < all);
      assert.deepEqual(page.problems, []);
    }));

  it('is switched to dark, and stays so', () =>
    withPage({ own: true, scheme: 'light' }, async (page) => {
      await open(page, '');
      const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
      while ((await theme()) !== 'dark') await page.click('.theme-switch');
      await open(page, 'about/');
      assert.equal(await theme(), 'dark');
      assert.deepEqual(page.problems, []);
    }));
});

describe('the policy', { concurrency }, () => {
  it('holds scripts and styles that come otherwise than as files of the site', () =>
    withPage({ own: true }, async (page) => {
      await open(page, '');
      await page.evaluate(() => {
        const add = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
        add('script', { textContent: 'window.ran = true' });
        add('style', { textContent: 'body { opacity: 0.5 }' });
        add('img', { src: 'https://other.example/x.png' });
        document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: red" onclick="window.ran = true"></p>');
        document.getElementById('styled').click();
      });
      const ran = await page.evaluate(() => [window.ran, getComputedStyle(document.body).opacity]);
      assert.deepEqual(ran, [undefined, '1']);
      const said = page.problems.join('\n');
      for (const part of [/inline script/, /inline style/, /inline event handler/, /other\.example/]) assert.match(said, part);
    }));

  it('needs what it allows the search', async () => {
    const strict = await hosted('folder', sample.path, sample.permalink, (text) => text.replace(" 'wasm-unsafe-eval'", ''));
    await withPage({ own: true }, async (page) => {
      await open(page, 'search/?q=contractor', strict);
      await page.waitForFunction(() => /could not/.test(document.querySelector('.search-status').textContent));
      assert.match(page.problems.join('\n'), /WebAssembly/);
    });
  });
});
