/** The one container of all that we show: first in the page, whoever of us comes first (R94). */
export function container(): HTMLElement {
  const found = document.getElementById('portillon');
  if (found) return found;
  const root = document.createElement('div');
  root.id = 'portillon';
  document.body.prepend(root);
  return root;
}
