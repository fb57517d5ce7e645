import { expect, it } from 'vitest';
import fr from '../../src/locales/fr.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import type { ViewContext } from '../../src/ui/context.js';
import { recordLines } from '../../src/ui/own-record.js';
import { exempt, relay, settingsOf, stateAfter } from '../support/settings.js';

const settings = settingsOf({
  regime: 'FR',
  vendors: [{ use: 'matomo', id: '7', url: '/stats/', exempt }, relay],
  objections: [
    { id: 'profiling', title: 'Profils' },
    { id: 'welcome', title: 'Accueil' },
  ],
});
const before = deriveState(settings, undefined);

const linesAfter = (choice: { [id: string]: boolean }): string[] => {
  const state = stateAfter(settings, choose(settings, before, choice));
  return recordLines({ locale: fr, settings, state: () => state } as unknown as ViewContext);
};

it('says what was objected to, and what was not, in other words than consent (R43, R61, R68)', () => {
  expect(linesAfter({ profiling: false })).toEqual(
    expect.arrayContaining(['Profils – Désactivé', 'Accueil – Actif', 'matomo – Actif']),
  );
  const lines = linesAfter({ audience: true, matomo: false });
  expect(lines).toEqual(expect.arrayContaining(['Mesure d’audience – Accepté', 'matomo – Désactivé']));
  expect(lines.filter((line) => line.startsWith('matomo'))).toHaveLength(1);
});

it('says that nothing is stored before a choice', () => {
  expect(recordLines({ locale: fr, settings, state: () => before } as unknown as ViewContext)).toEqual([
    fr.recordNone,
  ]);
});
