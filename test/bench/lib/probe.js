// Runs in the page before any of its scripts. Records what the visitor would notice.
(() => {
  if (window.__bench || window !== window.top) return;
  const b = {
    cls: 0,
    long: [],
    events: [],
    tags: [],
    csp: [],
    painted: null,
    shown: null,
  };
  window.__bench = b;
  const on = (type, cb, opt) => {
    try {
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) cb(entry);
      });
      observer.observe({ type, buffered: true, ...opt });
    } catch {}
  };
  on('layout-shift', (e) => {
    if (!e.hadRecentInput) b.cls += e.value;
  });
  on('longtask', (e) => b.long.push([e.startTime, e.duration]));
  on(
    'event',
    (e) => {
      if (e.interactionId)
        b.events.push([e.startTime, e.duration, e.processingEnd - e.processingStart, e.name]);
    },
    { durationThreshold: 16 },
  );
  document.addEventListener('securitypolicyviolation', (e) =>
    b.csp.push(`${e.effectiveDirective} ${e.blockedURI}`),
  );
  window.__tag = (i) => b.tags.push([i, performance.now()]);
  // A heavy tag keeps the page busy for so many milliseconds.
  window.__work = (ms) => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };

  // a path is a list of selectors; each step goes through the open shadow root of the one before
  const find = (path) => {
    let root = document,
      el = null;
    for (const sel of path) {
      el = root.querySelector(sel);
      if (!el) return null;
      root = el.shadowRoot ?? el;
    }
    return el;
  };
  const up = (n) => n.parentNode ?? n.host ?? null;
  // opacity with which el is really on screen at its centre; 0 when it is not the thing hit there
  const visibility = (el) => {
    const r = el?.getBoundingClientRect();
    if (!r || r.width < 2 || r.height < 2) return 0;
    const l = Math.max(r.left, 0),
      t = Math.max(r.top, 0),
      x = (l + Math.min(r.right, innerWidth)) / 2,
      y = (t + Math.min(r.bottom, innerHeight)) / 2;
    if (r.right <= 0 || r.bottom <= 0 || l >= innerWidth || t >= innerHeight) return 0;
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    let inside = false,
      opacity = 1;
    for (let n = hit; n; n = up(n))
      if (n === el) {
        inside = true;
        break;
      }
    if (!inside) return 0;
    for (let n = el; n; n = up(n))
      if (n.nodeType === 1) {
        const s = getComputedStyle(n);
        opacity *= +s.opacity;
        if (s.visibility === 'hidden') return 0;
      }
    return opacity;
  };
  // Called in a frame: right after it, before any task that waits meanwhile, such as a script that has arrived.
  const { scheduler } = window;
  const postTask = scheduler.postTask.bind(scheduler);
  const afterPaint = (cb) => postTask(() => cb(performance.now()), { priority: 'user-blocking' });

  b.visible = (path) => visibility(find(path)) > 0.99;
  b.centre = (path) => {
    const r = find(path).getBoundingClientRect();
    return [r.left + r.width / 2, r.top + r.height / 2];
  };
  b.nodes = () => {
    const count = (r) => {
      let n = 0;
      for (const e of r.querySelectorAll('*')) n += 1 + (e.shadowRoot ? count(e.shadowRoot) : 0);
      return n;
    };
    return count(document);
  };

  // resolves when the element is painted at full opacity and has stopped moving
  b.watchShown = (path) =>
    new Promise((done) => {
      let last = '';
      const tick = () => {
        const el = find(path),
          v = el ? visibility(el) : 0;
        if (v > 0.01 && !b.painted) {
          b.painted = -1;
          afterPaint((t) => (b.painted = t));
        }
        if (v > 0.99) {
          const r = el.getBoundingClientRect(),
            key = [r.x, r.y, r.width, r.height].map((n) => n.toFixed(1)).join();
          // the first still frame is the answer; it takes one more frame to know it was still
          if (key === last) return done();
          last = key;
          afterPaint((t) => (b.shown = t));
        }
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
  // resolves with what one click led to
  b.watchClick = (banner, wantTags, timeout) =>
    new Promise((done) => {
      addEventListener(
        'click',
        (e) => {
          const t0 = e.timeStamp;
          let gone = null,
            next = null;
          const end = performance.now() + timeout;
          const tick = () => {
            if (next === null) {
              next = -1;
              afterPaint((t) => (next = t - t0));
            }
            if (gone === null && visibility(find(banner)) < 0.01) {
              gone = -1;
              afterPaint((t) => (gone = t - t0));
            }
            if ((gone !== null && gone >= 0 && b.tags.length >= wantTags) || performance.now() > end)
              return done({
                t0,
                next,
                gone: gone > 0 ? gone : null,
                lastTag:
                  b.tags.length >= wantTags && wantTags ? Math.max(...b.tags.map((t) => t[1])) - t0 : null,
              });
            requestAnimationFrame(tick);
          };
          requestAnimationFrame(tick);
        },
        { capture: true, once: true },
      );
    });
  // resolves with the time from the next click until the element is in view
  b.watchOpen = (path) =>
    new Promise((done) => {
      addEventListener(
        'click',
        ({ timeStamp }) => {
          const tick = () => {
            if (visibility(find(path)) > 0.01) afterPaint((now) => done(now - timeStamp));
            else requestAnimationFrame(tick);
          };
          requestAnimationFrame(tick);
        },
        { capture: true, once: true },
      );
    });
  b.inp = (t0) => {
    const d = b.events.filter((e) => e[0] > t0 - 500).map((e) => e[1]);
    return d.length ? Math.max(...d) : null;
  };
})();
