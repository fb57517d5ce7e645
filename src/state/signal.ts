import type { Settings } from '../model/settings.js';

/** The purposes that Global Privacy Control refuses (R78). It is no consent to the others. */
export const refusedPurposes = ({ purposes, gpc }: Settings, signal: boolean): readonly string[] =>
  Object.freeze(
    purposes
      .map(({ id }) => id)
      .filter(
        (id) =>
          signal &&
          gpc !== 'record-only' &&
          (gpc !== 'refuse-ads' || id === 'advertising' || id === 'social'),
      ),
  );
