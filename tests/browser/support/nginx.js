// nginx with the configuration of docs/hosting/, for a folder, on a port and in a folder of its own.

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONFIGURATION = join(dirname(fileURLToPath(import.meta.url)), '../../../docs/hosting/nginx.conf');
const BINARY = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx'].find(existsSync) ?? 'nginx';
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** Whether this machine's nginx can hand out copies in brotli. */
export const hasBrotli = existsSync(BROTLI);

/** A port that nobody listens on now. */
const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Replaces what must be there, once. */
function replaced(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`nginx.conf has no single “${from}”`);
  return text.replace(from, () => to);
}

/**
 * Serves a folder as the recipe says until the tests are over; gives the origin. `path` is where the site lies in
 * the folder: `/`, or `/desk/`.
 */
export async function nginx(after, root, path) {
  const home = mkdtempSync(join(tmpdir(), 'redlines-nginx-'));
  // As root, nginx's workers are another user, who must get to the files.
  chmodSync(home, 0o755);
  const port = await freePort();
  let site = readFileSync(CONFIGURATION, 'utf8');
  site = replaced(site, 'listen 80;', `listen 127.0.0.1:${port};`);
  site = replaced(site, '    listen [::]:80;\n', '');
  site = replaced(site, 'root /var/www/example.org;', `root "${root}";`);
  site = replaced(site, 'error_page 404 /404.html;', `error_page 404 ${path}404.html;`);
  if (hasBrotli) site = replaced(site, '# brotli_static on;', 'brotli_static on;');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(home, name));
    return `    ${name}_temp_path "${join(home, name)}";`;
  });
  const main = [
    hasBrotli ? `load_module ${BROTLI};` : '',
    process.getuid() === 0 ? 'user root;' : '',
    `pid "${join(home, 'pid')}";`,
    'worker_processes 1;',
    'daemon off;',
    'events {}',
    'http {',
    '    access_log off;',
    ...temporary,
    site,
    '}',
  ];
  const configuration = join(home, 'nginx.conf');
  writeFileSync(configuration, main.join('\n'));
  const options = ['-p', home, '-c', configuration, '-e', join(home, 'error.log')];
  const checked = spawnSync(BINARY, [...options, '-t'], { encoding: 'utf8' });
  if (checked.status !== 0 || /\[warn\]/.test(checked.stderr)) throw new Error(`nginx: ${checked.error ?? checked.stderr}`);
  const server = spawn(BINARY, options, { stdio: 'ignore' });
  const ended = new Promise((done) => server.on('exit', done));
  after(async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true });
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let turn = 0; ; turn += 1) {
    if (await fetch(origin).then(() => true, () => false)) return origin;
    if (turn === 100) throw new Error(`nginx: ${readFileSync(join(home, 'error.log'), 'utf8')}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
