import { describe, expect, it } from 'vitest';
import fr from '../../src/locales/fr.js';
import { toHtml } from '../../src/render.js';
import { Banner } from '../../src/ui/banner.js';
import { relay, settingsOf } from '../support/settings.js';

const vendors = [
  { ...relay, id: 'stats', purposes: ['audience'] },
  { ...relay, id: 'ads', purposes: ['advertising'] },
  { ...relay, id: 'both', purposes: ['audience', 'advertising'] },
];

const drawn = (refused: readonly string[], config: object = {}) =>
  toHtml(
    Banner({ settings: settingsOf({ vendors, ...config }), locale: fr, refused, link: 'Gérer mes cookies' }),
  );

describe('the number of partners (R31)', () => {
  it.each([
    ['all', [], {}, '3 partenaires'],
    [
      'those of what is left of the question by the signal of the browser',
      ['advertising'],
      {},
      '1 partenaire ',
    ],
    ['those that a page for minors may ask for', [], { audience: 'minors' }, '1 partenaire '],
  ])('counts %s', (_, refused, config, said) => {
    expect(drawn(refused, config).replace(/[\u00a0\u202f]/g, ' ')).toContain(said);
  });
});
