import type { Report } from '../model/problem.js';
import { readAddress } from '../page/address.js';
import { sourceOf } from './embeds.js';
import { outline } from './needs.js';

// Loaded under development only, with the texts of the problems.

/** What may get its address later, from a framework; scripts and templates are held by themselves. */
const carriers = /^(iframe|embed|object|video|audio|img|source|link|track|script|template)$/;

/** What loads, besides the address. */
const others = /^(srcset|srcdoc|poster)$/;

/** Reports what the marks of an element do not hold, beside the address that they do. */
export function tellUnheld(element: Element, report: Report): void {
  const name = sourceOf(element);
  const isMarked = ['src', 'srcset'].some((one) => element.hasAttribute(`data-consent-${one}`));
  const live = element.getAttributeNames().find((one) => {
    const value = element.getAttribute(one) ?? '';
    if ((one !== name && !others.test(one)) || element.localName === 'script') return false;
    // What is held for the same attribute may be there by now, with consent.
    if (value === element.getAttribute(`data-consent-${one === name ? 'src' : one}`)) return false;
    // A poster of the site's own, or a picture until the other is allowed, loads nothing of others.
    return /^srcdoc$/.test(one) || !(isMarked || one === 'poster') || isForeign(value);
  });
  if (live) report('tag-not-held', outline(element), live, isMarked);
  else if (element.hasAttribute('data-consent') && !isMarked && !carriers.test(element.localName))
    report('tag-not-held', outline(element), '');
}

/** Does one of these addresses, with commas between them, lead to another host? */
const isForeign = (value: string): boolean =>
  value.split(',').some((one) => {
    const { host } = readAddress(one.trim().replace(/\s.*/s, ''));
    return host !== '' && host !== location.host;
  });
