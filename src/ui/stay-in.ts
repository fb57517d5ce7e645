import { onBodyChange } from '../page/body.js';
import { render } from './jsx.js';
import { container } from './root.js';

/** So often in one page. */
const most = 3;

/**
 * Puts what we show back where the page took it away. Whoever does that again and again means it: a content blocker, say.
 * With another body, which is another page, it begins anew, and tells `onNewPage`. Returns how to stop.
 */
export function stayIn(root: Element, redraw: () => void, onNewPage: () => void): () => void {
  let { body } = document;
  let returns = 0;
  return onBodyChange(() => {
    if (root.isConnected) return;
    if (body !== document.body) {
      body = document.body;
      returns = 0;
      onNewPage();
    }
    if (++returns > most) return;
    // What was modal or on top is so no more.
    render(null, root);
    container().append(root);
    redraw();
  });
}
