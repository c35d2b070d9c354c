// Shows what the server knows of this page: changes, problems, lints. Served beside the page, part of no build.

(() => {
  const own = document.currentScript.dataset.version;
  const base = new URL('.', document.currentScript.src).pathname;
  const STORE = 'redlines-serve';
  const BLOCKS = 'h1, h2, h3, h4, h5, h6, p, li, dt, dd, blockquote, pre, td, th, figcaption, summary';

  // ── The passage that changed ──────────────────────────────────────────────────────────────────────

  /** The innermost blocks of text on the page. */
  const blocks = () => {
    const root = document.querySelector('main') ?? document.body;
    return [...root.querySelectorAll(BLOCKS)].filter((it) => !it.querySelector(BLOCKS));
  };

  /** A number for a text, small enough to store hundreds (FNV-1a). */
  const digest = (text) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return hash >>> 0;
  };

  const textOf = (block) => block.textContent.trim().replace(/\s+/g, ' ');

  const read = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(`${STORE}:${key}`));
    } catch {
      return null;
    }
  };

  const write = (key, value) => {
    try {
      sessionStorage.setItem(`${STORE}:${key}`, JSON.stringify(value));
    } catch {
      // Without storage the page loads at its top.
    }
  };

  /** Loads the page again; what it showed is remembered over that. */
  const reload = () => {
    write('before', {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      texts: blocks().map((block) => digest(textOf(block))),
    });
    history.scrollRestoration = 'manual';
    location.reload();
  };

  const isInView = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };

  const light = (element) => {
    const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const colour = 'color-mix(in srgb, Mark 60%, transparent)';
    const timing = { duration: 1800, easing: reduced ? 'steps(1, jump-end)' : 'ease-in' };
    element.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], timing);
  };

  /** After a reload: the page where it was, or where a passage changed that is out of sight. */
  const restore = () => {
    const before = read('before');
    sessionStorage.removeItem(`${STORE}:before`);
    if (before?.path !== location.pathname) return;
    scrollTo({ left: before.x, top: before.y, behavior: 'instant' });
    const known = new Set(before.texts);
    const changed = blocks().filter((block) => textOf(block) && !known.has(digest(textOf(block))));
    // A page that is wholly another has no passage to show.
    if (changed.length === 0 || changed.length > before.texts.length / 2 + 3) return;
    if (!changed.some(isInView)) changed[0].scrollIntoView({ block: 'center', behavior: 'instant' });
    changed.forEach(light);
  };

  // ── Problems and lints ────────────────────────────────────────────────────────────────────────────

  const host = document.createElement('redlines-serve');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `
    <section class="problems" role="region" aria-label="Problems of the site" hidden>
      <header><h2></h2><button type="button" class="close" aria-label="Close the problems">Close</button></header>
      <div class="list" tabindex="0" role="group" aria-label="Excerpts"></div>
    </section>
    <aside aria-label="This page as its author sees it">
      <details class="panel" hidden>
        <summary></summary>
        <div class="list" tabindex="0" role="group" aria-label="Lints of this page"></div>
      </details>
    </aside>
    <p class="said" role="status"></p>`;
  const [problems, panel] = [root.querySelector('.problems'), root.querySelector('.panel')];
  const said = root.querySelector('.said');
  const style = new CSSStyleSheet();
  root.adoptedStyleSheets = [style];
  let isStyled = false;

  const appear = async () => {
    if (isStyled) return;
    isStyled = true;
    const response = await fetch(`${base}client.css`).catch(() => null);
    if (response?.ok) style.replaceSync(await response.text());
    document.body.append(host);
  };

  const count = (number, one) => (number === 1 ? `1 ${one}` : `${number} ${one}s`);

  const excerpts = (list, drawn) => {
    list.innerHTML = drawn.map((text) => `<pre>${text}</pre>`).join('');
  };

  /** What is wrong now; the page underneath stays as it was. */
  const showProblems = ({ errors, more, gone }) => {
    const number = errors.length + more;
    const title = gone ? 'The site’s folder is gone' : `${count(number, 'error')}: the last good page stays`;
    problems.querySelector('h2').textContent = title;
    const list = problems.querySelector('.list');
    excerpts(list, errors);
    if (more > 0) list.insertAdjacentHTML('beforeend', `<p>The terminal shows ${more} more.</p>`);
    if (gone) list.innerHTML = '<p>The server waits for it to return.</p>';
    problems.hidden = number === 0 && !gone;
    said.textContent = problems.hidden ? '' : title;
  };

  const showPanel = ({ lints, unpublished, errors, gone }) => {
    const parts = [
      unpublished,
      lints.length > 0 && count(lints.length, 'lint'),
      (errors.length > 0 || gone) && problems.hidden && 'Problems',
    ];
    const list = panel.querySelector('.list');
    panel.querySelector('summary').textContent = parts.filter(Boolean).join(' · ');
    excerpts(list, lints);
    if (unpublished) list.insertAdjacentHTML('afterbegin', '<p>A build leaves this page out.</p>');
    if (parts[2]) {
      list.insertAdjacentHTML('afterbegin', '<p><button type="button">Show the problems</button></p>');
      list.querySelector('button').addEventListener('click', () => {
        problems.hidden = false;
        showPanel(state);
      });
    }
    panel.hidden = !parts.some(Boolean);
    panel.open = read('panel') === true;
  };

  let state = null;

  const show = async (next) => {
    const isNew = JSON.stringify([next.errors, next.gone]) !== JSON.stringify([state?.errors, state?.gone]);
    state = next;
    if (next.errors.length > 0 || next.gone || next.lints.length > 0 || next.unpublished) await appear();
    // What was closed stays closed until something else is wrong.
    if (isNew) showProblems(next);
    showPanel(next);
  };

  const close = () => {
    problems.hidden = true;
    said.textContent = '';
    if (state) showPanel(state);
  };

  problems.querySelector('.close').addEventListener('click', close);
  panel.addEventListener('toggle', () => write('panel', panel.open));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (!problems.hidden) close();
    else if (panel.open && root.activeElement) panel.open = false;
  });

  // ── The server ────────────────────────────────────────────────────────────────────────────────────

  let events = null;

  const disconnect = () => {
    events?.close();
    events = null;
  };

  const connect = () => {
    disconnect();
    // A browser has six connections for a host: a page that nobody sees must not hold one.
    if (document.hidden) return;
    events = new EventSource(`${base}events?page=${encodeURIComponent(location.pathname)}`);
    events.addEventListener('state', ({ data }) => {
      const next = JSON.parse(data);
      const isOther = next.version !== null && next.version !== own;
      if (isOther && next.errors.length === 0) {
        disconnect();
        reload();
        return;
      }
      show(next);
    });
    events.addEventListener('error', ({ target }) => {
      // The browser tries again by itself, unless it was refused.
      if (target === events && target.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    });
  };

  document.addEventListener('visibilitychange', connect);
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', ({ persisted }) => persisted && connect());

  restore();
  connect();
})();
