import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { CDPSession } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { allFaults, everything, type Row } from './support/faults.js';
import { outlast } from './support/outlast.js';
import { banner, button, html } from './support/pages.js';
import { sample } from './support/sample.js';
import { note } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
/** A row that holds is quick on a machine that is not busy; in milliseconds. */
const patience = 45_000;

const config = {
  site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
  policyVersion: '1',
  purposes: ['audience', 'social', 'advertising'],
  vendors: [
    { use: 'meta-pixel', id: '123456789012345' },
    { id: 'relay', name: 'Relais', purposes: ['audience'], scripts: ['https://relay.example/tag.js'] },
  ],
};
const page = html({
  config,
  body: `<div id="held"><script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=ads"></script>
<script type="text/plain" data-consent="advertising">${note('inline')}</script></div>
<iframe data-consent="social" data-consent-src="https://frame.example/" width="300" height="200" title="Cadre"></iframe>`,
});
const faults = allFaults(config, readFileSync(new URL('../dist/portillon.js', import.meta.url), 'utf8'));

// The tags only note that they ran: what they would do with broken storage is their own affair.
beforeAll(() =>
  world.server.handle(({ host, path, url }) => {
    if (host === 'login.example')
      return { type: 'text/html', body: '<!doctype html><title>Connexion</title>' };
    if (!path.endsWith('.js') || host.startsWith('www.')) return undefined;
    return {
      type: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
      body: note(url.searchParams.get('name') ?? `${host}${path}`),
    };
  }),
);

/** What the visitor's browser did, as seen from outside the page. */
interface Witness extends Visitor {
  readonly strangers: string[];
  readonly home: string;
  readonly session: CDPSession;
}

async function visit(fault: Row, name: string): Promise<Witness> {
  const host = `www.${name}.co.uk`;
  const home = `${fault.secure ? 'https' : 'http'}://${host}/`;
  world.server.handle(async (request) => {
    if (request.host !== host) return undefined;
    const answer = fault.answers?.[request.path];
    if (answer) return typeof answer === 'function' ? answer() : answer;
    if (request.path.startsWith('/portillon/')) {
      if (!fault.shares) return undefined;
      return {
        type: 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
        body: await readFile(new URL(`../dist/${request.path.slice('/portillon/'.length)}`, import.meta.url)),
      };
    }
    return { body: fault.page?.(page) ?? page, ...(fault.headers && { headers: fault.headers }) };
  });
  const visitor = await world.visitor();
  visitor.context.setDefaultTimeout(patience);
  const strangers: string[] = [];
  visitor.context.on('request', (request) => {
    const { protocol, host: asked } = new URL(request.url());
    if (/^http/.test(protocol) && asked !== host && !fault.sends?.test(request.url()))
      strangers.push(request.url());
  });
  if (fault.breaks) await visitor.context.addInitScript(fault.breaks);
  await visitor.context.addCookies(
    (fault.cookies ?? []).map(({ name: own = 'portillon', value, wide, path: place = '/' }) => ({
      name: own,
      value,
      path: place,
      domain: wide ? `.${name}.co.uk` : host,
    })),
  );
  const session = await visitor.context.newCDPSession(visitor.page);
  const witness = { ...visitor, strangers, home, session };
  await fault.before?.(witness, home);
  return witness;
}

/** Asks the page without any of its own built-ins, which a row may have broken. */
async function look<T>({ session }: Witness, expression: string): Promise<T | undefined> {
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value as T | undefined;
}

const ran = async (witness: Witness): Promise<string[]> =>
  ((await look<string[]>(witness, 'self.ran')) ?? []).sort();

type Answers = { readonly [id: string]: string };
const stateOf = (witness: Witness) =>
  look<{ status: string; purposes: Answers; vendors: Answers }>(
    witness,
    "(Object.getOwnPropertyDescriptor(window, 'portillon')?.value ?? {}).state",
  );

/** Nothing ran, nobody was asked for anything, and the page does not think otherwise. */
async function expectDenied(witness: Witness): Promise<void> {
  expect(witness.strangers).toEqual([]);
  expect(await ran(witness)).toEqual([]);
  const state = await stateOf(witness);
  const answers = Object.entries({ ...state?.purposes, ...state?.vendors });
  const granted = answers.filter(([, answer]) => answer === 'granted');
  expect(granted).toEqual([]);
}

const told = (messages: readonly string[]) =>
  messages.flatMap((message) => /^\[portillon\] ([\w-]+):/.exec(message)?.[1] ?? []).sort();

/** A refusal that was made holds here: nothing is asked. */
async function expectAnswered(witness: Witness, mute = false): Promise<void> {
  const { page: seen, context, home } = witness;
  if (mute) {
    await seen.waitForLoadState('networkidle');
    const stored = (await context.cookies(home)).find(({ name }) => name === 'portillon');
    expect(decodeURIComponent(stored?.value ?? '')).toContain('denied=');
  } else {
    await expect.poll(async () => (await stateOf(witness))?.status, { timeout: patience }).toBe('decided');
  }
  expect(await seen.locator(banner).count()).toBe(0);
}

/** Nothing can be answered: all stays held, and nothing is asked, however long the visitor stays. */
async function expectNothing({ says = [] }: Row, witness: Witness): Promise<void> {
  const { page: seen, messages } = witness;
  await seen.locator('footer').waitFor();
  await expect.poll(() => told(messages), { timeout: patience }).toEqual([...says].sort());
  await outlast(witness);
  expect(await seen.locator(banner).count()).toBe(0);
}

/** Accepts, and sees run what the row says: no less, and after all that could still come, no more. */
async function accept({ runs = everything, says = [] }: Row, witness: Witness): Promise<void> {
  const { page: seen, messages } = witness;
  const from = messages.length;
  await seen.locator(button('accept')).last().click();
  if (!runs.length) {
    await seen.locator(`${banner}, #portillon-panel`).waitFor({ state: 'detached' });
    await expect.poll(() => told(messages.slice(from)), { timeout: patience }).toEqual([...says].sort());
  }
  const expected = [...runs].sort();
  await expect.poll(() => ran(witness), { timeout: patience }).toEqual(expected);
  if (runs.length === everything.length) return;
  await outlast(witness);
  expect(await ran(witness)).toEqual(expected);
  if (!runs.length) await expectDenied(witness);
}

async function meet(fault: Row, witness: Witness): Promise<void> {
  const { page: seen, home } = witness;
  await seen.goto(home, { waitUntil: 'commit' });
  const { sees = 'banner', keeps = 'next' } = fault;
  if (sees === 'banner') await seen.locator(banner).waitFor();
  else if (sees === 'nothing') await expectNothing(fault, witness);
  else {
    await expectAnswered(witness, fault.mute);
    await outlast(witness);
    expect(await seen.locator(banner).count()).toBe(0);
  }
  await expectDenied(witness);
  await fault.happens?.(witness, home);
  await expectDenied(witness);
  if (sees === 'nothing') return;
  if (await seen.locator(banner).isVisible()) {
    await seen.locator(button('refuse')).click();
    await seen.locator(banner).waitFor({ state: 'detached' });
    await expectDenied(witness);
  }
  await seen.reload({ waitUntil: 'commit' });
  if (keeps === 'next') await expectAnswered(witness, fault.mute);
  else await seen.locator(banner).waitFor();
  await expectDenied(witness);
  if (fault.opens === false) return;
  const way = seen.locator('[data-consent-open]').first();
  if (keeps === 'next') await ((await way.count()) ? way.click() : look(witness, 'portillon.open()'));
  await accept(fault, witness);
}

const rows = sample(faults, Number(process.env.ROWS ?? 60), ['group']);

it('has no fewer than 60 rows, in every group', () => {
  expect(faults.length).toBeGreaterThanOrEqual(60);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});

describe('the visitor gets a banner or stays denied, the page no exception, developers the reason', () => {
  for (const fault of rows) {
    it(`${fault.group}: ${fault.name}`, { timeout: 240_000 }, async () => {
      const witness = await visit(fault, `fault-${faults.indexOf(fault)}`);
      try {
        await meet(fault, witness);
        expect(witness.errors.filter((error) => !fault.theirs?.test(error))).toEqual([]);
        // A reload may tell the reason again. A file that did not come is asked for once more before it is missed.
        await expect
          .poll(() => [...new Set(told(witness.messages))], { timeout: patience })
          .toEqual([...new Set(fault.says ?? [])].sort());
      } finally {
        await witness.close();
      }
    });
  }
});
