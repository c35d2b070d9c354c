// Serves a built site as any plain web server would.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.bib': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/**
 * Starts a server for a folder; gives its origin. It ends with the process. `headersOf` gives the headers of a path
 * beside its type, and `missing` is the page for what is not there.
 */
export async function serve(folder, { headersOf = () => ({}), missing = '404.html' } = {}) {
  const server = createServer(async (request, response) => {
    const asked = new URL(request.url, 'http://localhost').pathname;
    const address = decodeURIComponent(asked);
    const path = normalize(address.endsWith('/') ? `${address}index.html` : address);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    try {
      const bytes = await readFile(join(folder, path));
      response.writeHead(200, { ...headersOf(asked), 'Content-Type': type });
      response.end(bytes);
    } catch {
      response.writeHead(404, { ...headersOf(asked), 'Content-Type': TYPES['.html'] });
      response.end(await readFile(join(folder, missing)));
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}
