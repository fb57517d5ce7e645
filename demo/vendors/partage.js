// Plays an invented company of share buttons: it turns a container into a widget with a counter.
(() => {
  const { origin } = new URL(document.currentScript.src);
  document.cookie = `passemot=${Math.random().toString(36).slice(2)}; path=/; max-age=7776000; SameSite=Lax`;
  new Image().src = `${origin}/compte.gif?page=${encodeURIComponent(location.pathname)}`;

  for (const place of document.querySelectorAll('[data-partage]')) {
    const count = 128;
    const button = document.createElement('button');
    const show = (liked) => {
      button.textContent = `♥ J’aime · ${count + Number(liked)}`;
      button.setAttribute('aria-pressed', String(liked));
    };
    button.type = 'button';
    button.className = 'button';
    button.addEventListener('click', () => show(button.getAttribute('aria-pressed') !== 'true'));
    show(false);
    const note = document.createElement('span');
    note.textContent = 'Compteur fourni par Passe-Mot';
    place.replaceChildren(button, note);
  }
})();
