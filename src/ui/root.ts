const mark = Symbol.for('portillon.container');

type Marked = HTMLElement & { [mark]?: true };

/**
 * The one container of all that we show: first in the page, whoever of us comes first (R94). Copies of it, which page
 * transitions keep with the pages that they remember, are dead and go: no copy carries the mark. One that the server
 * wrote becomes ours only if whoever asks will `adopt` it.
 */
export function container(adopt = false): HTMLElement {
  let own: Marked | undefined;
  for (const found of document.querySelectorAll<Marked>('#portillon[data-turbo-temporary]')) {
    if (found[mark] || (adopt && found.hasAttribute('data-prerendered'))) own = found;
    else found.remove();
  }
  const made: Marked = own ?? document.createElement('div');
  made[mark] = true;
  made.removeAttribute('data-prerendered');
  if (own) return own;
  made.id = 'portillon';
  // Turbo leaves it out of the copies that it keeps.
  made.dataset.turboTemporary = '';
  document.body.prepend(made);
  return made;
}
