import type { Report } from '../model/problem.js';
import { findFaint } from './contrast.js';

// What must be alike in both answers (R18 to R20).
const properties = [
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'letterSpacing',
  'textTransform',
  'textDecorationLine',
  'lineHeight',
  'color',
  'backgroundColor',
  'backgroundImage',
  'borderTopWidth',
  'borderTopStyle',
  'borderTopColor',
  'borderTopLeftRadius',
  'paddingTop',
  'paddingLeft',
  'minHeight',
  'boxShadow',
  'cursor',
  'opacity',
  'filter',
  'transform',
  'visibility',
  'display',
  'animationName',
] as const;

/**
 * Are yes and no still equals, with whatever the host's styles do? Returns what differs, with both values. It judges
 * computed styles and boxes, not what lies over them (R18 to R21).
 */
export function findUnfairness(layer: Element): string[] {
  const [refuse, accept] = ['refuse', 'accept'].map((name) =>
    layer.querySelector(`[data-portillon="${name}"]`),
  );
  if (!refuse || !accept) return ['one of them is missing'];
  const [no, yes] = [getComputedStyle(refuse), getComputedStyle(accept)];
  const found = properties
    .filter((property) => no[property] !== yes[property])
    .map((property) => `${property}: ${no[property]} and ${yes[property]}`);
  const [small, large] = [refuse.getBoundingClientRect(), accept.getBoundingClientRect()];
  const ratio = (small.width * small.height) / (large.width * large.height);
  if (!(ratio >= 0.95 && ratio <= 1.05)) found.push(`area: ${Math.round(ratio * 100)} % of accept`);
  return found;
}

/** Tells developers, where the page is under development. Visitors' browsers never load this file. */
export function audit(root: Element, report: Report): void {
  // After the page's own styles had their say.
  requestAnimationFrame(() => {
    const layer = root.querySelector('#portillon-panel, #portillon-banner');
    if (!layer) return;
    const found = findUnfairness(layer);
    if (found.length) {
      report(
        'buttons-unequal',
        layer.id,
        `refuse and accept differ in ${found.join('; ')}. They must be equals (CNIL): remove what styles one of them alone.`,
      );
    }
    const faint = findFaint(layer);
    if (faint.length) {
      report(
        'theme-contrast',
        'theme',
        `cannot be read by everybody: ${faint.join('; ')}. Set these colours further apart (WCAG 1.4.3, 1.4.11).`,
      );
    }
  });
}
