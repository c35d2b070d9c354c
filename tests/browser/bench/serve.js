// Measures `redlines serve` in Chromium: node serve.js BINARY SITE [BRIEF]
//
// One brief is saved again and again, with another sentence each time, while its page is open. Times are in
// milliseconds from just before the file is written: until the browser begins to load the page again, until it
// has the new text, and until the page is complete.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const SAVES = 11;
/** Between two saves: nobody saves while a large site is still being run again. */
const PAUSE = 3000;
const [binary, site, chosen] = process.argv.slice(2);
const name = chosen ?? readdirSync(join(site, 'content/briefs')).filter((it) => /^[^_].*\.md$/.test(it)).sort()[0].slice(0, -3);
const file = join(site, 'content/briefs', `${name}.md`);
const now = () => performance.timeOrigin + performance.now();
const pause = (time) => new Promise((done) => setTimeout(done, time));

/** The most memory that a process ever had, in MB. */
const memory = (pid) => Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);

const report = (what, times) => {
  const sorted = times.toSorted((one, other) => one - other);
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(`${what.padEnd(40)} ${[middle, least, most].map((it) => it.toFixed(0).padStart(6)).join(' ')}`);
};

/** What all stages of a build need but the search index. */
async function check() {
  const began = now();
  const child = spawn(binary, ['check', '--site', site, '--quiet'], { stdio: 'ignore' });
  let most = 0;
  const look = setInterval(() => {
    try {
      most = Math.max(most, memory(child.pid));
    } catch {
      // It has ended.
    }
  }, 20);
  await new Promise((done) => child.on('exit', done));
  clearInterval(look);
  return { time: now() - began, memory: most };
}

const whole = await check();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.addInitScript(() => {
  document.addEventListener('DOMContentLoaded', () => {
    globalThis.readyAt = performance.timeOrigin + performance.now();
  });
  addEventListener('load', () => {
    globalThis.loadedAt = performance.timeOrigin + performance.now();
  });
});

const started = now();
const server = spawn(binary, ['serve', '--site', site, '--port', '0']);
server.stderr.resume();
const origin = await new Promise((done) => {
  let said = '';
  server.stdout.on('data', (data) => {
    said += data;
    const found = /Serving at (http:\/\/\S+)\//.exec(said);
    if (found) done(found[1]);
  });
});
await page.goto(`${origin}/briefs/${name}/`);
const first = now() - started;

const original = readFileSync(file, 'utf8');
const [reloads, texts, loads] = [[], [], []];
try {
  for (let at = 0; at < SAVES; at += 1) {
    await pause(PAUSE);
    const sentence = `Saved for the ${at}th time.`;
    const body = original.lastIndexOf('+++\n') + 4;
    const saved = now();
    writeFileSync(file, `${original.slice(0, body)}${sentence}\n\n${original.slice(body)}`);
    await page.waitForFunction((text) => globalThis.loadedAt && document.body.textContent.includes(text), sentence);
    const { began, ready, loaded } = await page.evaluate(() => ({
      began: performance.timeOrigin, ready: globalThis.readyAt, loaded: globalThis.loadedAt,
    }));
    // The first save is of a server that has just begun.
    if (at > 0) {
      reloads.push(began - saved);
      texts.push(ready - saved);
      loads.push(loaded - saved);
    }
  }
} finally {
  writeFileSync(file, original);
}
console.log(`${site}, ${name}: ${SAVES - 1} saves`);
console.log(`${''.padEnd(40)} median  least   most`);
report('save to reload, ms', reloads);
report('save to the new text in the page, ms', texts);
report('save to the page complete, ms', loads);
console.log(`first page ${first.toFixed(0)} ms after the start; redlines check of all pages ${whole.time.toFixed(0)} ms`);
console.log(`most memory ${memory(server.pid)} MB; redlines check ${whole.memory} MB`);
await browser.close();
server.kill('SIGINT');
