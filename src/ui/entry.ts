import type { PermanentEntry } from '../model/interface.js';
import { entryWord } from '../model/locale.js';
import { onBodyChange } from '../page/body.js';
import css from './entry.css';
import { container } from './root.js';
import { adopt, dropSheets } from './sheet.js';

const controls = 'a, button, input, select, textarea, summary, [role="button"], [tabindex], iframe, video';

/** The corners tried, in this order; the last stands above what the site has fixed there. */
const corners = ['start', 'end', 'above'];

/**
 * The permanent entry of a page that has none of its own: a real button with `data-consent-open`, which the core hears
 * like any other (R50, R115). On its own, because a visitor who has chosen downloads it on every page.
 */
export function createEntry(): PermanentEntry {
  adopt(css);
  const button = document.createElement('button');
  button.id = 'portillon-entry';
  button.type = 'button';
  button.dataset.portillon = 'entry';
  button.dataset.consentOpen = '';
  button.textContent = entryWord;
  const place = document.createElement('section');
  place.setAttribute('aria-label', entryWord);
  place.append(button);
  let wanted = false;

  function settle(): void {
    const others = [...document.querySelectorAll('[data-consent-open]')].some((one) => one !== button);
    if (!wanted || others) place.remove();
    else if (!button.isConnected) {
      container().append(place);
      const free = corners.find((corner) => {
        button.dataset.corner = corner;
        return !coversControl(button);
      });
      button.dataset.corner = free ?? 'above';
    }
  }

  // Page transitions exchange the body, and what a page has of its own with it.
  const stopFollowing = onBodyChange(settle);
  return {
    show(visible) {
      wanted = visible;
      settle();
    },
    destroy() {
      stopFollowing();
      place.remove();
      dropSheets();
    },
  };
}

/** Is a control of the site's own, fixed to the window, under the button? What scrolls can be scrolled away. */
function coversControl(button: HTMLElement): boolean {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const points = [left + 1, (left + right) / 2, right - 1].flatMap((x) =>
    [top + 1, (top + bottom) / 2, bottom - 1].map((y) => [x, y] as const),
  );
  return points.some(([x, y]) =>
    document.elementsFromPoint(x, y).some((found) => {
      // The fields of a form can hide its methods.
      const control = found !== button && Element.prototype.closest.call(found, controls);
      return control && isFixed(control);
    }),
  );
}

function isFixed(element: Element | null): boolean {
  for (let one = element; one; one = one.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(one).position)) return true;
  }
  return false;
}
