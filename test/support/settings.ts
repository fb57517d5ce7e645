import { type Known, parse } from '../../src/config/parse.js';
import type { Answer, ConsentRecord, Decisions, State } from '../../src/model/decision.js';
import { ConfigError, type ConfigIssue } from '../../src/model/problem.js';
import type { Config, Settings } from '../../src/model/settings.js';
import { makeRecord } from '../../src/record/make.js';
import { deriveState } from '../../src/state/state.js';

/** A page and vendor files such as a real site has. */
export const known: Known & { readonly href: string } = {
  href: 'https://www.example.org/page',
  presets: {
    'google-ads': ['advertising'],
    'google-analytics': ['audience'],
    'meta-pixel': ['advertising'],
    matomo: ['audience'],
    youtube: ['social'],
    chat: [],
    payment: [],
  },
  necessary: { payment: 'security' },
  exemptible: ['matomo'],
  parameters: ['id', 'url'],
  layouts: ['bar', 'box', 'dialog'],
  imports: ['klaro', 'orejime', 'tarteaucitron', 'vanilla-cookieconsent'],
};

export const minimal = {
  site: { name: 'École', privacyPolicyUrl: '/confidentialite' },
  purposes: ['audience', 'personalisation', 'social', 'advertising'],
} satisfies Config;

/** All that a site must attest for a measurement that needs no consent. */
export const exempt = {
  solePurpose: true,
  anonymous: true,
  noCrossSite: true,
  noCombination: true,
  dataRetentionMonths: 25,
};

/** A vendor of the site's own with nothing but what is required. */
export const relay = { id: 'relay', name: 'Relay', purposes: ['social'] };

export const settingsOf = (config: object = {}, page: object = {}): Settings =>
  parse({ ...minimal, ...config }, { ...known, ...page });

/** The faults that are found in a configuration; none where it is accepted. */
export function issuesOf(config: unknown, page: object = {}): readonly ConfigIssue[] {
  try {
    parse(config, { ...known, ...page });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues;
  }
}

/** The faults of the minimal configuration with these fields instead. */
export const issuesWith = (fields: object, page: object = {}): readonly ConfigIssue[] =>
  issuesOf({ ...minimal, ...fields }, page);

export const now = Date.UTC(2026, 5, 15, 12);

/** The state after these decisions, as it is stored and read again; `gpc`: the browser sends its signal. */
export const stateAfter = (
  settings: Settings,
  decisions: Decisions,
  previous?: ConsentRecord,
  gpc = false,
): State => deriveState(settings, makeRecord(settings, decisions, previous, { now, gpc }), gpc);

/** The ids that have this answer. */
export const idsWith = (answers: { readonly [id: string]: Answer }, answer: Answer): string[] =>
  Object.keys(answers).filter((id) => answers[id] === answer);
