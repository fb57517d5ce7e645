import { describe, expect, it, vi } from 'vitest';
import { type Answer, dictionary, type State } from '../../src/model/decision.js';
import { createGoogleConsentMode } from '../../src/modules/google-consent-mode.js';
import { settingsOf, stateAfter } from '../support/settings.js';

/** The consent types of Google's guide that follow each purpose; of the rest of the purposes, none. */
const typesOf = {
  advertising: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  audience: ['analytics_storage'],
  personalisation: ['personalization_storage', 'functionality_storage'],
  social: [],
} as const;
type Purpose = keyof typeof typesOf;
const purposes = Object.keys(typesOf) as Purpose[];

/** Google reads a command only as an `arguments` object. */
const isCommand = (entry: unknown): entry is ArrayLike<unknown> =>
  Object.prototype.toString.call(entry) === '[object Arguments]';
const plain = (entry: unknown): unknown => (isCommand(entry) ? Array.from(entry) : entry);

function start(page: { dataLayer?: unknown } = {}) {
  const tell = createGoogleConsentMode(page as { [name: string]: unknown }, settings, expect.fail);
  const layer = page.dataLayer as unknown[];
  return { tell, layer, said: () => layer.map(plain) };
}

const settings = settingsOf();
const stateOf = (granted: readonly string[]): State =>
  stateAfter(settings, {
    purposes: dictionary(purposes.map((id) => [id, granted.includes(id)] as const)),
    vendors: dictionary<boolean>(),
    shown: [],
    shownFor: {},
    policyVersion: '',
  });

/** What Google is to be told where these purposes are granted. */
const expected = (granted: readonly string[]) =>
  Object.fromEntries(
    purposes.flatMap((id) => typesOf[id].map((type) => [type, granted.includes(id) ? 'granted' : 'denied'])),
  );

/** Every set of purposes. */
const subsets = purposes.reduce<string[][]>((sets, id) => sets.flatMap((set) => [set, [...set, id]]), [[]]);

describe('before any choice', () => {
  it('the first command of the page denies all but security (R83)', () => {
    const { said } = start();
    expect(said()[0]).toEqual(['consent', 'default', { ...expected([]), security_storage: 'granted' }]);
  });

  it('the addresses of ads are cut down, and no link carries an id (R86)', () => {
    const { said } = start();
    expect(said().slice(1)).toEqual([
      ['set', 'ads_data_redaction', true],
      ['set', 'url_passthrough', false],
    ]);
  });

  it('each is a real command, not a list', () => {
    const { layer } = start();
    expect(layer.map(isCommand)).toEqual([true, true, true]);
  });

  it('what the page pushed earlier stays, in its own list', () => {
    const early = { event: 'early' };
    const dataLayer: unknown[] = [early];
    const { layer, said } = start({ dataLayer });
    expect(layer).toBe(dataLayer);
    expect(said()[0]).toBe(early);
    expect(said()[1]).toEqual(['consent', 'default', expect.anything()]);
  });
});

describe('each state', () => {
  it.each(subsets.map((set) => [set.join(', ') || 'nothing', set] as const))(
    'where this is granted, is told in the words of Google: %s (R84)',
    (_, granted) => {
      const { tell, layer, said } = start();
      const before = layer.length;
      tell(stateOf(granted));
      expect(said().slice(before)).toEqual([
        ['consent', 'update', expected(granted)],
        { event: 'portillon_consent' },
      ]);
      expect(isCommand(layer[before])).toBe(true);
    },
  );

  it('all of them are told', () => {
    expect(subsets).toHaveLength(2 ** purposes.length);
  });

  it.each<Answer | undefined>(['undecided', 'denied', undefined])('%s is no yes', (answer) => {
    const { tell, said } = start();
    const answers = answer ? purposes.map((id) => [id, answer] as const) : [];
    tell({ ...stateOf(purposes), purposes: dictionary(answers) });
    expect(said().at(-2)).toEqual(['consent', 'update', expected([])]);
  });

  it('a withdrawal is told like a yes, and again each time', () => {
    const { tell, said } = start();
    const path = [purposes, [], ['audience'], ['advertising']];
    for (const granted of path) tell(stateOf(granted));
    const updates = said().filter((entry) => Array.isArray(entry) && entry[1] === 'update');
    expect(updates).toEqual(path.map((granted) => ['consent', 'update', expected(granted)]));
  });
});

describe('a purpose of which the visitor refused one of Google’s vendors by itself', () => {
  const presets = {
    'google-ads': ['advertising'],
    'google-floodlight': ['advertising'],
    'google-tag-manager': ['audience', 'advertising'],
  };
  const google = settingsOf(
    { vendors: Object.keys(presets).map((use) => ({ use, id: 'X-1' })) },
    { presets },
  );
  /** What Google is told of advertising, where this purpose is granted and these vendors have an answer of their own. */
  const ads = (granted: readonly Purpose[], vendors: Record<string, boolean>) => {
    const page: { dataLayer?: unknown } = {};
    const tell = createGoogleConsentMode(page, google, expect.fail);
    const state = stateAfter(google, {
      purposes: dictionary(purposes.map((id) => [id, granted.includes(id)] as const)),
      vendors: dictionary(Object.entries(vendors)),
      shown: Object.keys(presets),
      shownFor: dictionary(google.vendors.map(({ id, askedFor }) => [id, askedFor])),
      policyVersion: '',
    });
    tell(state);
    const update = (page.dataLayer as unknown[]).map(plain).at(-2) as unknown[];
    return (update[2] as { ad_storage: string }).ad_storage;
  };
  const [one, other] = ['google-ads', 'google-floodlight'] as const;

  it('stays granted while another of them is: their consent is one', () => {
    expect(ads(['advertising'], { [other]: false })).toBe('granted');
    expect(ads(['advertising'], { [one]: false })).toBe('granted');
  });

  it('is denied once none of them is granted', () => {
    expect(ads(['advertising'], { [one]: false, [other]: false })).toBe('denied');
  });

  it('is not denied by one that needs another purpose too, nor granted by one that is granted without it', () => {
    expect(ads(['advertising'], {})).toBe('granted');
    expect(ads(['audience'], { [one]: true })).toBe('denied');
  });
});

describe('a page that keeps something else under the name of the list', () => {
  it.each([
    [
      'a list that throws',
      {
        push: () => {
          throw new Error('theirs');
        },
      },
    ],
    ['an element of that name', { id: 'dataLayer' }],
    ['a text', 'GTM-1'],
  ])('breaks nothing: %s', (_, dataLayer) => {
    const page = { dataLayer };
    const report = vi.fn();
    const tell = createGoogleConsentMode(page, settings, report);
    for (const granted of subsets) tell(stateOf(granted));
    expect(page.dataLayer).toBe(dataLayer);
    expect(report).toHaveBeenCalledWith('listener-failed', 'dataLayer', expect.any(Error));
  });
});
