// The strip « Ce qui quitte votre navigateur »: what reached the vendors that the demo plays, and which cookies exist.
(() => {
  const english = document.documentElement.lang.startsWith('en');
  const texts = english
    ? {
        title: 'What leaves your browser',
        intro: 'Live from this demo: all that reached another company, and every cookie there is.',
        requests: 'Requests to other companies',
        cookies: 'Cookies',
        none: {
          undecided: 'Nothing. As long as you have not chosen, no request leaves for another company.',
          decided: 'Nothing. Your choice is known, and it is kept.',
        },
        noCookie: 'None.',
        count: (n) => (n === 1 ? '1 request' : `${n} requests`),
        cookieCount: (n) => (n === 1 ? '1 cookie' : `${n} cookies`),
        site: 'this site',
        choice: 'your choice',
        returned: 'kept by your browser',
        offered: 'offered',
        offeredNote: 'Offered: sent by the other company. Many browsers do not keep such cookies.',
        reset: 'Start again',
      }
    : {
        title: 'Ce qui quitte votre navigateur',
        intro:
          'En direct de cette démonstration : tout ce qui est parvenu à une autre société, et chaque cookie présent.',
        requests: 'Requêtes vers d’autres sociétés',
        cookies: 'Cookies',
        none: {
          undecided: 'Rien. Tant que vous n’avez pas choisi, aucune requête ne part vers une autre société.',
          decided: 'Rien. Votre choix est connu, et il est respecté.',
        },
        noCookie: 'Aucun.',
        count: (n) => (n < 2 ? `${n} requête` : `${n} requêtes`),
        cookieCount: (n) => (n < 2 ? `${n} cookie` : `${n} cookies`),
        site: 'ce site',
        choice: 'votre choix',
        returned: 'gardé par votre navigateur',
        offered: 'proposé',
        offeredNote:
          'Proposé : envoyé par l’autre société. Beaucoup de navigateurs ne gardent pas ces cookies.',
        reset: 'Remettre à zéro',
      };

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const totals = make('span', { class: 'strip-totals' });
  const requestList = make('ul', { class: 'strip-requests' });
  const cookieList = make('ul', { class: 'strip-cookies' });
  const offeredNote = make('p', { class: 'strip-note', hidden: '' }, texts.offeredNote);
  const reset = make('button', { type: 'button' }, texts.reset);
  const strip = make(
    'section',
    { id: 'strip', 'aria-labelledby': 'strip-title' },
    make(
      'details',
      { open: '' },
      make('summary', {}, make('span', { id: 'strip-title', class: 'strip-title' }, texts.title), totals),
      make('p', { class: 'strip-intro' }, texts.intro),
      make(
        'div',
        { class: 'strip-columns' },
        make('div', {}, make('h2', {}, texts.requests), requestList),
        make('div', {}, make('h2', {}, texts.cookies), cookieList, offeredNote),
      ),
      reset,
    ),
  );

  let traffic = { requests: [], cookies: [] };

  const siteCookies = () => document.cookie.split('; ').flatMap((pair) => pair.split('=')[0] || []);

  const readable = (path) => {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  };

  const requestRow = ({ host, name, count, last }) =>
    make(
      'li',
      { 'data-host': host, 'data-count': count },
      make('strong', {}, name),
      make('span', { class: 'strip-host' }, host),
      make('span', { class: 'strip-count' }, texts.count(count)),
      make('code', {}, readable(last)),
    );

  const cookieRow = (name, owner, state, note) =>
    make(
      'li',
      { 'data-cookie': name, 'data-owner': owner, 'data-state': state },
      make('code', {}, name),
      make('span', {}, note ? `${owner} · ${note}` : owner),
    );

  const siteCookieRow = (name) =>
    cookieRow(name, texts.site, 'kept', name === 'portillon' ? texts.choice : '');
  const vendorCookieRow = ({ host, name, returned }) =>
    cookieRow(name, host, returned ? 'kept' : 'offered', returned ? texts.returned : texts.offered);

  let shown = '';
  const show = () => {
    const own = siteCookies();
    const status = window.portillon?.state?.status === 'decided' ? 'decided' : 'undecided';
    // Once a second is often: touch the page only when something has changed.
    const next = JSON.stringify([traffic, own, status]);
    if (next === shown) return;
    shown = next;

    const { requests, cookies } = traffic;
    const sum = requests.reduce((total, { count }) => total + count, 0);
    // A cookie that a vendor offered exists only once the browser has sent it back.
    const kept = own.length + cookies.filter(({ returned }) => returned).length;
    totals.textContent = `${texts.count(sum)} · ${texts.cookieCount(kept)}`;
    requestList.replaceChildren(
      ...(requests.length
        ? requests.map(requestRow)
        : [make('li', { class: 'strip-none' }, texts.none[status])]),
    );
    cookieList.replaceChildren(...own.map(siteCookieRow), ...cookies.map(vendorCookieRow));
    if (!cookieList.children.length) cookieList.append(make('li', { class: 'strip-none' }, texts.noCookie));
    offeredNote.hidden = !cookies.some(({ returned }) => !returned);
  };

  let events;
  const connect = () => {
    events = new EventSource('/_demo/events');
    events.addEventListener('message', ({ data }) => {
      traffic = JSON.parse(data);
      show();
    });
  };

  reset.addEventListener('click', async () => {
    await window.portillon?.forget?.();
    await fetch('/_demo/reset', { method: 'POST', keepalive: true });
    location.reload();
  });
  document.addEventListener('portillon:change', show);
  // A page that keeps a connection open may not come back from the history at once: close it when leaving.
  window.addEventListener('pagehide', () => events.close());
  window.addEventListener('pageshow', ({ persisted }) => persisted && connect());

  document.head.append(make('link', { rel: 'stylesheet', href: '/strip.css' }));
  document.body.append(strip);
  connect();
  show();
  setInterval(show, 1000);
})();
