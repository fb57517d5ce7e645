import type { Locale } from '../model/locale.js';
import type { Settings, Trace } from '../model/settings.js';
import { h } from './jsx.js';
import { untilDeleted } from './more-words.js';
import { Traces } from './traces.js';

interface OwnStorage {
  readonly cookies: readonly Trace[];
  readonly storage: readonly Trace[];
}

/**
 * All that Portillon itself may leave on a device under this configuration, none of it before a choice: a part only
 * where a cookie does not hold, a proof waits, or a page is loaded again (R8, R33).
 */
export function ownTraces({ store, endpoint, imports }: Settings): OwnStorage {
  const { name, retention } = store;
  const key = (end: string): Trace => ({ name: name + end, retention: untilDeleted });
  const imported = imports.length > 0;
  return {
    cookies: [{ name, retention }, ...(imported ? [{ name: `${name}-imported`, retention: 'P400D' }] : [])],
    storage: [
      key(''),
      key('-checked'),
      ...(endpoint ? [key('-due'), key('-decided:*'), key('-proof:*')] : []),
      ...(imported ? [key('-imported')] : []),
      { name: `${name}-withdrawn`, retention: 'session' },
    ],
  };
}

/** The same as a table. */
export const OwnTraces = ({ settings, locale }: { settings: Settings; locale: Locale }) => (
  <Traces vendor={{ name: settings.site.name, ...ownTraces(settings) }} locale={locale} />
);
