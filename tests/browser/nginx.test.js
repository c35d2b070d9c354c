// The recipe for nginx in docs/hosting/, on a real nginx: a site at the root of its host and one in a folder.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { concurrency, withPage } from './support/browser.js';
import { headersOf } from './support/headers.js';
import { hasBrotli, nginx } from './support/nginx.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const OLD = '+++\ntitle = "Moved"\nredirect_from = ["/old name/", "/100%/", "/محادثات/", "/old"]\n[lints]\norphan-document = "It is about its old addresses."\n+++\nText.\n';

/** Builds the sample with copies in both codings, some old addresses and files of its author, under a path. */
async function hosted(path) {
  const folder = mkdtempSync(join(tmpdir(), 'redlines-site-'));
  after(() => rmSync(folder, { recursive: true }));
  const site = join(folder, 'site');
  for (const part of ['config.toml', 'content']) cpSync(join(ROOT, part), join(site, part), { recursive: true });
  writeFileSync(join(site, 'content/moved.md'), OLD);
  mkdirSync(join(site, 'static/.well-known'), { recursive: true });
  writeFileSync(join(site, 'static/.well-known/security.txt'), 'Contact: mailto:desk@example.org\n');
  writeFileSync(join(site, 'static/two words, 100% علی.txt'), 'found\n');
  appendFileSync(join(site, 'config.toml'), '\n[output]\ncompress = ["gzip", "brotli"]\n');
  const root = join(folder, 'host');
  const output = join(root, path);
  const options = ['--quiet', '--site', site, '--out', output, '--as-of', '2026-01-01', '--base-url', `https://example.org${path}`];
  mkdirSync(dirname(join(output, 'x')), { recursive: true });
  execFileSync(process.env.REDLINES_BINARY, ['build', ...options]);
  return { path, output, origin: await nginx(after, root, path) };
}

/** Asks as a client that takes what it gets: nothing is unpacked or followed. */
const ask = (url, { method = 'GET', headers = {} } = {}) =>
  new Promise((done, fail) => {
    const asked = request(url, { method, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.on('error', fail);
    asked.end();
  });

const TYPES = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  graphml: 'application/graphml+xml',
  html: 'text/html; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
  xml: 'text/xml; charset=utf-8',
};

/** Every file of a folder that is not hidden or for hosts. */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath ?? it.path, it.name).slice(folder.length))
    .filter((it) => !/(^|\/)(_|\.(?!well-known))/.test(it));

const escaped = (path) => path.split('/').map(encodeURIComponent).join('/');

for (const path of ['/', '/desk/']) {
  const { output, origin } = await hosted(path);
  const listed = headersOf(readFileSync(join(output, '_headers'), 'utf8'));
  const files = filesOf(output);
  const copies = new Set(files.filter((it) => /\.(gz|br)$/.test(it)));
  const plain = files.filter((it) => !copies.has(it));

  describe(`on nginx, a site at ${path}`, { concurrency }, () => {
    it('comes byte for byte, with types and the headers that it lists', async () => {
      assert.ok(plain.length > 150 && copies.size > 150, `${plain.length} files, ${copies.size} copies`);
      for (const file of plain) {
        const { status, headers, body } = await ask(origin + path + escaped(file));
        assert.equal(status, 200, file);
        assert.ok(body.equals(readFileSync(join(output, file))), file);
        const ending = file.split('.').at(-1);
        const type = TYPES[ending] ?? (/^(pf_|pagefind)/.test(ending) ? 'application/octet-stream' : undefined);
        assert.equal(headers['content-type'], type, file);
        const kept = /^assets\//.test(file) ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate';
        assert.equal(headers['cache-control'], kept, file);
        for (const [name, value] of Object.entries(listed(path + escaped(file)))) {
          assert.equal(headers[name.toLowerCase()], value, `${name} of ${file}`);
        }
        assert.equal(headers['content-encoding'], undefined, file);
      }
    });

    for (const [coding, ending, unpack] of [['gzip', '.gz', gunzipSync], ['br', '.br', brotliDecompressSync]]) {
      it(`comes in ${coding} where there is a copy`, { skip: coding === 'br' && !hasBrotli && 'nginx has no brotli here' }, async () => {
        for (const file of plain) {
          const { status, headers, body } = await ask(origin + path + escaped(file), { headers: { 'accept-encoding': coding } });
          assert.equal(status, 200, file);
          const has = copies.has(file + ending);
          assert.equal(headers['content-encoding'], has ? coding : undefined, file);
          assert.ok((has ? unpack(body) : body).equals(readFileSync(join(output, file))), file);
          const type = TYPES[file.split('.').at(-1)];
          if (type) assert.equal(headers['content-type'], type, file);
          if (has) assert.match(headers.vary, /Accept-Encoding/i, file);
        }
      });
    }

    it('is not sent again where it is the same', async () => {
      for (const file of ['', 'briefs/reading-the-veto/', 'data/thresholds.json']) {
        const { headers } = await ask(origin + path + file);
        const again = await ask(origin + path + file, { headers: { 'if-none-match': headers.etag } });
        assert.deepEqual([again.status, again.body.length], [304, 0], file);
        assert.equal(again.headers['content-security-policy'], headers['content-security-policy'], file);
      }
    });

    it('has its own page for what is not there, and keeps to itself what is for hosts', async () => {
      const page = readFileSync(join(output, '404.html'));
      const nowhere = ['nowhere', 'no/such/page/', 'briefs/nowhere/', '_headers', '_redirects', '.nojekyll', '.redlines-manifest', 'a/.git/config'];
      for (const file of nowhere) {
        const { status, headers, body } = await ask(origin + path + file);
        assert.equal(status, 404, file);
        assert.ok(body.equals(page), file);
        assert.equal(headers['content-type'], TYPES.html, file);
        assert.equal(headers['content-security-policy'], listed(path)['Content-Security-Policy'], file);
      }
      assert.equal((await ask(`${origin}${path}.well-known/security.txt`)).status, 200);
      assert.equal((await ask(origin + path, { method: 'POST' })).status, 405);
      assert.equal((await ask(origin + path, { method: 'HEAD' })).body.length, 0);
    });

    it('leads to folders and on from old addresses', async () => {
      const folder = await ask(`${origin}${path}briefs?q=1`);
      assert.deepEqual([folder.status, folder.headers.location], [301, `${path}briefs/?q=1`]);
      for (const old of ['old name/', '100%/', 'محادثات/', 'old/']) {
        const { status, body } = await ask(origin + path + escaped(old));
        assert.equal(status, 200, old);
        assert.ok(body.includes(`content="0; url=${path}moved/"`), old);
      }
      await withPage({}, async (page) => {
        page.origin = origin;
        await page.goto(`${origin}${path}100%25/`);
        await page.waitForURL(`${origin}${path}moved/`);
      });
    });

    for (const width of [390, 1440]) {
      it(`is read and searched at ${width} pixels`, () =>
        withPage({ own: true, width }, async (page) => {
          await page.show(`${origin}${path}briefs/american-deaths/`);
          await page.waitForLoadState('networkidle');
          assert.ok(await page.evaluate(() => [...document.fonts].some((font) => font.status === 'loaded')));
          assert.deepEqual(await page.evaluate(() => globalThis.measure.sideways()), []);
          await page.goto(`${origin}${path}search/?q=contractor`);
          await page.waitForSelector('.hit h3 a');
          await page.locator('.hit h3 a').first().click();
          await page.waitForURL((url) => /(events|briefs)\/./.test(url.pathname));
          assert.deepEqual(page.problems, []);
        }));
    }
  });
}
