// Type-checked, never run: each marked line must not compile. A marked line that compiles is an error itself.
import {
  type Config,
  ConfigError,
  type Consent,
  createConsent,
  type Locale,
  type Preset,
  type State,
} from '../../src/index.js';

declare const consent: Consent;
declare const state: State;
const site = { name: 'École', privacyPolicyUrl: '/privacy' };

export async function rightUse(): Promise<void> {
  const config: Config = {
    $schema: '/portillon/config.schema.json',
    site,
    purposes: [
      'audience',
      { id: 'advertising', description: { fr: 'Pour nos annonces.' }, notForMinors: true },
      { id: 'aid', title: { fr: 'Aide' }, description: 'Helps.' },
    ],
    vendors: [
      { use: 'google-ads', id: 'AW-123456789', url: '/anything' },
      { id: 'relay', name: 'Relay', purposes: ['aid'], scripts: ['/a.js'], storage: ['a', { name: 'b*' }] },
    ],
    store: { domain: 'host', retention: 'P6M' },
    records: { endpoint: '/api' },
  };
  const made: Consent = createConsent(config, { onProblem: ({ code, message }) => `${code} ${message}` });
  createConsent({ site, purposes: ['audience'] } as const);
  const done: boolean = await made.decide('all', { source: 'test' });
  made.decide({ audience: done, relay: false });
  const stop: () => void = made.subscribe((now, previous) => now.status === previous.status);
  stop();
  made.open('vendors');
  made.close();
  made.scan(document.body);
  made.ready.then(({ status }) => status === 'decided');
  if (made.state.purposes.audience === 'granted') made.forget();
  const issues: readonly { path: string }[] = new ConfigError([]).issues;
  issues.map(({ path }) => path);
  made.destroy();
}

export function wrongConfiguration(): void {
  // @ts-expect-error: nothing is configured
  createConsent();
  // @ts-expect-error: a configuration is no text
  createConsent('{}');
  // @ts-expect-error: the site is missing
  createConsent({ purposes: ['audience'] });
  // @ts-expect-error: the purposes are missing
  createConsent({ site });
  // @ts-expect-error: the name of the site is missing
  createConsent({ site: { privacyPolicyUrl: '/' }, purposes: ['audience'] });
  // @ts-expect-error: the privacy policy is missing
  createConsent({ site: { name: 'É' }, purposes: ['audience'] });
  // @ts-expect-error: no standard purpose is called so
  createConsent({ site, purposes: ['advertizing'] });
  // @ts-expect-error: a purpose is no number
  createConsent({ site, purposes: [5] });
  // @ts-expect-error: a purpose of one's own needs a title
  createConsent({ site, purposes: [{ id: 'aid' }] });
  // @ts-expect-error: an objection has no wording but its own
  createConsent({ site, purposes: ['audience'], objections: [{ id: 'audience' }] });
  // @ts-expect-error: nobody knows this field
  createConsent({ site, purposes: ['audience'], vendorz: [] });
  // @ts-expect-error: a vendor needs a name
  createConsent({ site, purposes: ['audience'], vendors: [{ id: 'relay', purposes: ['audience'] }] });
  // @ts-expect-error: the purposes of a vendor are a list
  createConsent({ site, purposes: ['audience'], vendors: [{ id: 'a', name: 'A', purposes: 'audience' }] });
  // @ts-expect-error: it is never wider than the registrable domain
  createConsent({ site, purposes: ['audience'], store: { domain: '.org' } });
  // @ts-expect-error: a duration is a text
  createConsent({ site, purposes: ['audience'], store: { retention: 180 } });
  // @ts-expect-error: no such option
  createConsent({ site, purposes: ['audience'] }, { onGrant: () => {} });
}

export function wrongCalls(): void {
  // @ts-expect-error: no choice
  consent.decide();
  // @ts-expect-error: a number is no choice
  consent.decide(1);
  // @ts-expect-error: yes is no choice
  consent.decide(true);
  // @ts-expect-error: no such choice
  consent.decide('some');
  // @ts-expect-error: an answer is true or false
  consent.decide({ audience: 'granted' });
  // @ts-expect-error: a source is a text
  consent.decide('all', { source: 5 });
  // @ts-expect-error: an id is a text
  consent.allows(5);
  // @ts-expect-error: no such view
  consent.open('window');
  // @ts-expect-error: a subscriber is a function
  consent.subscribe('change');
  // @ts-expect-error: a root is an element or a document
  consent.scan('#map');
  // @ts-expect-error: nobody can grant all at once by another name
  consent.accept();
}

export function wrongWrites(): void {
  // @ts-expect-error: the state is read, not written
  consent.state = state;
  // @ts-expect-error: an answer is read, not written
  consent.state.purposes.audience = 'granted';
  // @ts-expect-error: the status is read, not written
  state.status = 'decided';
  // @ts-expect-error: what was shown is read, not written
  state.record?.shown.push('relay');
  // @ts-expect-error: the first time is read, not written
  if (state.record) state.record.first = 0;
  // @ts-expect-error: problems are read, not written
  consent.problems.push({ code: 'x', message: 'x' });
  // @ts-expect-error: there may be no record
  state.record.id;
  // @ts-expect-error: there is no such answer
  if (state.purposes.audience === 'accepted') consent.close();
}

export function wrongParts(locale: Locale, preset: Preset): void {
  const { accept: _, ...silent } = locale;
  // @ts-expect-error: a language without a word for yes
  const wordless: Locale = silent;
  // @ts-expect-error: necessary for no reason of the list
  const exempt: Preset = { ...preset, necessary: 'advertising' };
  // @ts-expect-error: a vendor file without purposes
  const free: Preset = { ...preset, purposes: undefined };
  void [wordless, exempt, free];
}
