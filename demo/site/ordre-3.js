// The third of three scripts.
window.ajouter('3');
