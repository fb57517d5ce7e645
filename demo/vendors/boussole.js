// Plays an invented recommendation service: it says why it chose these courses.
(() => {
  const { origin } = new URL(document.currentScript.src);
  if (!document.cookie.includes('boussole_id=')) {
    const value = Math.random().toString(36).slice(2);
    document.cookie = `boussole_id=${value}; path=/; max-age=15552000; SameSite=Lax`;
  }
  new Image().src = `${origin}/lecture.gif?page=${encodeURIComponent(location.pathname)}`;

  const reason = document.documentElement.lang.startsWith('en')
    ? 'Chosen by Boussole from the pages you have read.'
    : 'Choisis par Boussole d’après les pages que vous avez lues.';
  const explain = () => {
    const place = document.querySelector('[data-raison]');
    if (place) place.textContent = reason;
  };
  explain();
  document.addEventListener('portillon:change', explain);
})();
