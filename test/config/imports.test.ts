import { describe, expect, it } from 'vitest';
import { issuesWith, settingsOf } from '../support/settings.js';

const rule = { from: 'klaro', name: 'klaro', purposes: { audience: ['matomo', 'piano'] } };
const issuesOf = (fields: object) => issuesWith({ import: [{ ...rule, ...fields }] });

describe('the former tools of a site', () => {
  it('are none unless the site says so', () => {
    expect(settingsOf().imports).toEqual([]);
  });

  it('are taken as they stand', () => {
    const all = [rule, { ...rule, from: 'vanilla-cookieconsent', name: 'cc_cookie', revision: 2 }];
    expect(settingsOf({ import: all }).imports).toEqual(all);
  });

  it('are those that we can read, and a slip of the pen is named', () => {
    expect(issuesOf({ from: 'tarteauxcitrons' })).toEqual([
      {
        path: 'import[0].from',
        found: '"tarteauxcitrons"',
        expected: 'klaro, orejime, tarteaucitron, vanilla-cookieconsent',
        nearest: 'tarteaucitron',
      },
    ]);
  });

  it.each(['portillon', 'portillon-imported'])('keep nothing under a name of ours: %s', (name) => {
    expect(issuesOf({ name })).toMatchObject([{ path: 'import[0].name' }]);
    expect(issuesWith({ import: [{ ...rule, name }], store: { name: 'mine' } })).toEqual([]);
  });

  it('stand for purposes that are asked', () => {
    expect(issuesOf({ purposes: { audiense: ['matomo'] } })).toMatchObject([
      { path: 'import[0].purposes.audiense', nearest: 'audience' },
    ]);
  });

  it('never stand for a purpose with nothing: that would be a yes to all of none', () => {
    expect(issuesOf({ purposes: { audience: [] } })).toMatchObject([
      { path: 'import[0].purposes.audience', found: '"an empty list"' },
    ]);
    expect(issuesOf({ purposes: {} })).toMatchObject([{ path: 'import[0].purposes' }]);
  });
});
