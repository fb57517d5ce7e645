import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allFaults, everything, type Row } from './support/faults.js';
import { banner, button, html } from './support/pages.js';
import { sample } from './support/sample.js';
import { note } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();

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

/** What the visitor's browser did, as seen from outside the page. */
interface Witness extends Visitor {
  readonly strangers: string[];
  readonly home: string;
}

async function visit(fault: Row, name: string): Promise<Witness> {
  const host = `www.${name}.co.uk`;
  const home = `${fault.secure ? 'https' : 'http'}://${host}/`;
  world.server.handle(async (request) => {
    if (request.host !== host) return undefined;
    const answer = fault.answers?.[request.path];
    if (answer) return typeof answer === 'function' ? answer() : answer;
    if (request.path.startsWith('/portillon/')) return undefined;
    return { body: fault.page?.(page) ?? page, ...(fault.headers && { headers: fault.headers }) };
  });
  const visitor = await world.visitor();
  const strangers: string[] = [];
  visitor.context.on('request', (request) => {
    const { protocol, host: asked } = new URL(request.url());
    if (/^http/.test(protocol) && asked !== host) strangers.push(request.url());
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
  const witness = { ...visitor, strangers, home };
  await fault.before?.(witness, home);
  return witness;
}

const ran = ({ page: seen }: Visitor): Promise<string[]> =>
  seen.evaluate(() => [...((self as unknown as { ran?: string[] }).ran ?? [])].sort());

/** Nothing ran, nobody was asked for anything, and the page does not think otherwise. */
async function expectDenied(witness: Witness): Promise<void> {
  expect(witness.strangers).toEqual([]);
  expect(await ran(witness)).toEqual([]);
  const granted = await witness.page.evaluate(() => {
    const state = Object.getOwnPropertyDescriptor(window, 'portillon')?.value?.state;
    const answers = { ...state?.purposes, ...state?.vendors };
    return Object.keys(answers).filter((id) => answers[id] === 'granted');
  });
  expect(granted).toEqual([]);
}

const told = (messages: readonly string[]) =>
  messages.flatMap((message) => /^\[portillon\] ([\w-]+):/.exec(message)?.[1] ?? []).sort();

/** A choice that was made holds here: nothing is asked. */
async function expectAnswered({ page: seen }: Visitor): Promise<void> {
  await expect
    .poll(() => seen.evaluate(() => window.portillon?.state?.status), { timeout: 4000 })
    .toBe('decided');
  await seen.evaluate(() => window.portillon!.ready.then(() => {}));
  expect(await seen.locator(banner).count()).toBe(0);
}

async function meet(fault: Row, witness: Witness): Promise<void> {
  const { page: seen, messages, home } = witness;
  await seen.goto(home, { waitUntil: 'commit' });
  const { sees = 'banner', keeps = 'next' } = fault;
  if (sees === 'banner') await seen.locator(banner).waitFor();
  else if (sees === 'answered') await expectAnswered(witness);
  else {
    await seen.locator('footer').waitFor();
    await expect.poll(() => told(messages)).toEqual([...(fault.says ?? [])].sort());
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
  if (keeps === 'next') await expectAnswered(witness);
  else await seen.locator(banner).waitFor();
  await expectDenied(witness);
  if (keeps === 'next') await seen.locator('[data-consent-open]').first().click();
  await seen.locator(button('accept')).last().click();
  await expect.poll(() => ran(witness)).toEqual([...(fault.runs ?? everything)].sort());
}

const rows = sample(faults, Number(process.env.ROWS ?? 72), ['group']);

it('has no fewer than 60 rows, in every group', () => {
  expect(faults.length).toBeGreaterThanOrEqual(60);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});

describe.concurrent('the visitor gets a banner or stays denied, the page no exception, developers the reason', () => {
  for (const fault of rows) {
    it(`${fault.group}: ${fault.name}`, { timeout: 90_000 }, async () => {
      const witness = await visit(fault, `fault-${faults.indexOf(fault)}`);
      try {
        await meet(fault, witness);
        expect(witness.errors.filter((error) => !fault.theirs?.test(error))).toEqual([]);
        // A reload may tell the reason again.
        expect([...new Set(told(witness.messages))]).toEqual([...new Set(fault.says ?? [])].sort());
      } finally {
        await witness.close();
      }
    });
  }
});
