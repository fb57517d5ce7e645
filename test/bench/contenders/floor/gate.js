// Smallest honest gate: runs <script type="text/plain" data-c="purpose"> in document
// order. External files download in parallel (preload) but execute in order; an
// inline tag waits for the externals before it.
// biome-ignore lint/correctness/noUnusedVariables: the contenders call it
function gate(ok, cookies) {
  if (!ok) {
    const d = location.hostname.split('.').slice(-2).join('.');
    for (const n of cookies)
      for (const e of ['', `;domain=.${d}`]) document.cookie = `${n}=;max-age=0;path=/${e}`;
    return;
  }
  const all = [...document.querySelectorAll('script[type="text/plain"][data-c]')];
  const slow = (e) => !e.hasAttribute('async');
  for (const e of all)
    if (e.dataset.src && slow(e) && e.dataset.type !== 'module') {
      const l = document.createElement('link');
      l.rel = 'preload';
      l.as = 'script';
      l.href = e.dataset.src;
      if (e.hasAttribute('crossorigin')) l.crossOrigin = e.crossOrigin;
      if (e.integrity) l.integrity = e.integrity;
      document.head.append(l);
    }
  (async () => {
    let last;
    for (const e of all) {
      const s = document.createElement('script');
      for (const a of e.attributes)
        if (!/^(type|data-(c|src|type))$/.test(a.name)) s.setAttribute(a.name, a.value);
      s.nonce = e.nonce;
      if (e.dataset.type) s.type = e.dataset.type;
      s.async = e.hasAttribute('async');
      if (e.dataset.src) {
        s.src = e.dataset.src;
        if (slow(e))
          last = new Promise((r) => {
            s.onload = s.onerror = r;
          });
      } else {
        await last;
        s.text = e.text;
      }
      e.replaceWith(s);
    }
  })();
}
