import { expect, it } from 'vitest';
import fr from '../../src/locales/fr.js';
import { retentionText } from '../../src/ui/more-words.js';
import { ownTraces } from '../../src/ui/own-traces.js';
import { settingsOf } from '../support/settings.js';

const rule = { from: 'klaro', name: 'klaro', purposes: { audience: ['stats'] } };

const namesIn = (config: object): string[] => {
  const { cookies, storage } = ownTraces(settingsOf({ store: { name: 'choix' }, ...config }));
  return [...cookies.map(({ name }) => `cookie ${name}`), ...storage.map(({ name }) => name)].toSorted();
};

it('names what is stored under this configuration, and nothing that another would store (R8, R33)', () => {
  const always = ['choix', 'choix-checked', 'choix-withdrawn', 'cookie choix'];
  expect(namesIn({})).toEqual(always);
  expect(namesIn({ records: { endpoint: '/api' } })).toEqual(
    [...always, 'choix-due', 'choix-decided:*', 'choix-proof:*'].toSorted(),
  );
  expect(namesIn({ import: [rule] })).toEqual(
    [...always, 'cookie choix-imported', 'choix-imported'].toSorted(),
  );
});

it('says of each how long it is kept', () => {
  const { cookies, storage } = ownTraces(settingsOf({ import: [rule] }));
  const said = [...cookies, ...storage].map(({ name, retention }) => [
    name,
    retentionText(retention, fr).replace(/\s/g, ' '),
  ]);
  expect(said).toEqual([
    ['portillon', '6 mois'],
    ['portillon-imported', '400 jours'],
    ['portillon', 'Jusqu’à effacement'],
    ['portillon-checked', 'Jusqu’à effacement'],
    ['portillon-imported', 'Jusqu’à effacement'],
    ['portillon-withdrawn', 'La visite'],
  ]);
});
