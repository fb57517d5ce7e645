// The first of three scripts: it is slow, and the two others need what it defines.
window.ajouter = (pas) => {
  const place = document.querySelector('#ordre');
  place.dataset.ordre = place.dataset.ordre ? `${place.dataset.ordre} · ${pas}` : pas;
  place.textContent = place.dataset.ordre;
};
window.ajouter('1');
