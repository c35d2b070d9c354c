// Runs test files, those that are named or all, in parallel: each in a process of its own, all in one browser.
// FILES says how many at once. A file that runs alone has two pages open at a time, others one.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import report from './support/report.js';

const HERE = dirname(fileURLToPath(import.meta.url));

// These take longest. They begin first, so that no one is left alone at the end.
const FIRST = ['pages', 'serve', 'search', 'network', 'figures', 'notes_keyboard'].map((name) => `${name}.test.js`);

const all = readdirSync(HERE).filter((name) => name.endsWith('.test.js'));
const named = process.argv.slice(2).map((path) => (existsSync(path) ? resolve(path) : join(HERE, path)));
const ordered = [...FIRST, ...all.filter((name) => !FIRST.includes(name))].map((name) => join(HERE, name));

const browser = await chromium.launchServer({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // What asks another origin is told that there is none.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
});
process.env.REDLINES_BROWSER = browser.wsEndpoint();

const files = named.length ? named : ordered;
process.env.PAGES = files.length === 1 ? '2' : '1';

const events = run({ files, concurrency: Number(process.env.FILES ?? 3) });
events.on('test:fail', () => { process.exitCode = 1; });
for await (const text of report(events)) process.stdout.write(text);
await browser.close();
