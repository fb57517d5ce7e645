const mark = Symbol.for('portillon.container');

type Marked = HTMLElement & { [mark]?: true };

/**
 * The one container of all that we show: first in the page, whoever of us comes first (R94). Copies of it, which page
 * transitions keep with the pages that they remember, are dead and go: no copy carries the mark. An element of the page
 * that only has our id stays.
 */
export function container(): HTMLElement {
  let own: Marked | undefined;
  for (const found of document.querySelectorAll<Marked>('#portillon')) {
    if (found[mark]) own = found;
    else if ('turboTemporary' in found.dataset) found.remove();
  }
  if (own) return own;
  const made: Marked = document.createElement('div');
  made[mark] = true;
  made.id = 'portillon';
  // Turbo leaves it out of the copies that it keeps.
  made.dataset.turboTemporary = '';
  document.body.prepend(made);
  return made;
}
