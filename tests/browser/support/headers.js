// `_headers` as Netlify and Cloudflare Pages read it: a pattern of paths on a line, and its headers on indented ones.

/** Reads the text of such a file; gives a function from a path to its headers. */
export function headersOf(text) {
  const rules = [];
  for (const line of text.split('\n').filter((it) => it.trim() && !it.startsWith('#'))) {
    if (!line.startsWith(' ')) {
      rules.push({ pattern: line, headers: [] });
      continue;
    }
    const [, name, value] = /^\s+([^:\s]+):\s*(.+)$/.exec(line);
    rules.at(-1).headers.push([name, value]);
  }
  const isOf = (path, pattern) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  return (path) => {
    const found = {};
    for (const { pattern, headers } of rules) {
      for (const [name, value] of isOf(path, pattern) ? headers : []) {
        // The hosts join what several rules say of one header.
        found[name] = found[name] ? `${found[name]}, ${value}` : value;
      }
    }
    return found;
  };
}
