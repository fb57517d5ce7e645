// Plays an invented relay service: deaf visitors call the school in sign language or in writing.
(() => {
  const { origin } = new URL(document.currentScript.src);
  document.cookie = `relay_session=${Math.random().toString(36).slice(2)}; path=/; max-age=34128000; SameSite=Lax`;
  localStorage.setItem('relay:langue', 'LSF');
  new Image().src = `${origin}/appel.gif?langue=LSF`;

  const place = document.querySelector('[data-relais]');
  if (!place) return;
  const button = (text, answer) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'button';
    element.textContent = text;
    element.addEventListener('click', () => {
      status.textContent = answer;
    });
    return element;
  };
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.textContent = 'Le relais est prêt : un interprète répond en moins de deux minutes.';
  place.replaceChildren(
    button('Appeler en langue des signes', 'Démonstration : l’appel vidéo s’ouvrirait ici.'),
    button('Appeler par écrit', 'Démonstration : la conversation écrite s’ouvrirait ici.'),
    status,
  );
})();
