import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Choice } from '../src/model/decision.js';
import type { ProofRecord } from '../src/model/proof.js';
import type { Config } from '../src/model/settings.js';
import type { noticeOf } from '../src/notice.js';
import { createEndpoint, type Endpoint, type Fate, randomFrom, well } from './support/endpoint.js';
import { outlast } from './support/outlast.js';
import { attested, banner, button, html, toggle } from './support/pages.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const dist = new URL('../dist/', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('record.schema.json', dist), 'utf8')) as object;
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
const { noticeOf: showAgain } = (await import(/* @vite-ignore */ new URL('esm/notice.js', dist).href)) as {
  noticeOf: typeof noticeOf;
};

/** No vendor that would reload the page. */
const config = {
  site: {
    name: 'École d’essai',
    controller: 'École SARL',
    contact: 'dpo@example.co.uk',
    privacyPolicyUrl: '/p',
  },
  policyVersion: '2026-01-01',
  regime: 'FR',
  purposes: ['audience', 'social', 'advertising'],
  vendors: [
    { use: 'youtube' },
    { id: 'relay', name: 'Relais', purposes: ['audience'], country: 'FR' },
    { id: 'ads', name: 'Annonces', purposes: ['advertising'] },
  ],
  records: { endpoint: '/api/consents' },
} satisfies Config;

/** A site of its own for each test: what a closed page still sends reaches no other. */
let count = 0;
let host: string;
let home: string;
let endpoint: Endpoint;
let visitor: Visitor;

beforeEach(async () => {
  host = `site-${++count}.example.co.uk`;
  home = `https://${host}/`;
  endpoint = createEndpoint();
  world.site(host, async (request) => (await endpoint.handle(request)) ?? { body: html({ config }) });
  visitor = await world.visitor();
});

afterEach(() => visitor.close());

const proofs = (): ProofRecord[] => [...endpoint.taken.values()].map((body) => JSON.parse(body));
const events = () => proofs().map(({ event }) => event);
const arrived = (expected: number) =>
  expect.poll(() => endpoint.taken.size, { timeout: 20_000 }).toBe(expected);
const recordId = () => visitor.page.evaluate(() => window.portillon?.state.record?.id);
const click = async (name: string) => {
  await visitor.page.locator(button(name)).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
};
const loads = (from: number) =>
  world.server.hits.slice(from).filter(({ path }) => path === '/portillon/proof.js').length;

const hash = async () => (await showAgain(config, 'fr')).noticeHash;

describe('each decision is posted once', () => {
  it.each(['http', 'https'])('whatever it is, with the hash of what was shown (%s)', async (scheme) => {
    const { page } = visitor;
    await page.clock.install({ time: new Date('2026-03-01T10:00:00Z') });
    await page.goto(`${scheme}://${host}/`);
    await page.clock.resume();
    await click('accept');
    await arrived(1);
    await page.locator('[data-consent-open]').click();
    await page.locator(toggle('purpose', 'advertising')).uncheck();
    await page.locator(button('save')).click();
    await arrived(2);
    await page.locator('[data-consent-open]').click();
    await page.locator(toggle('purpose', 'advertising')).check();
    await page.locator(toggle('purpose', 'social')).check();
    await page.locator(button('save')).click();
    await arrived(3);
    await page.evaluate(() => window.portillon!.forget());
    await arrived(4);
    await click('refuse');
    await arrived(5);
    await page.locator('[data-consent-open]').click();
    await page.locator(toggle('purpose', 'audience')).check();
    await page.locator(button('save')).click();
    await arrived(6);
    await page.clock.fastForward(190 * 24 * 3600 * 1000);
    await page.locator(banner).waitFor();
    await arrived(7);

    expect(events()).toEqual(['given', 'withdrawn', 'given', 'withdrawn', 'refused', 'partial', 'expired']);
    const all = proofs();
    const noticeHash = await hash();
    for (const proof of all) {
      expect(validate(proof), JSON.stringify(validate.errors)).toBe(true);
      expect(proof.noticeHash).toBe(noticeHash);
      expect(proof.language).toBe('fr');
    }
    expect(new Set(all.map(({ recordId: id }) => id)).size).toBe(7);
    expect(all.map(({ prevRecordId }) => prevRecordId)).toEqual([
      undefined,
      all[0]!.recordId,
      all[1]!.recordId,
      all[2]!.recordId,
      undefined,
      all[4]!.recordId,
      all[5]!.recordId,
    ]);
    expect(all[0]).toMatchObject({
      method: 'button',
      layer: 1,
      expires: all[0]!.timestamp.replace('-03-', '-09-'),
    });
    expect(all[1]).toMatchObject({
      method: 'panel',
      layer: 2,
      purposes: { advertising: { state: 'denied', title: 'Publicité personnalisée' } },
      vendors: { ads: 'denied', relay: 'granted', youtube: 'granted' },
    });
    expect(all[6]!.timestamp).toBe(all[5]!.expires);
    expect(visitor.errors).toEqual([]);
    expect(visitor.messages.filter((text) => /portillon\] (record|proof)/.test(text))).toEqual([]);
  });

  it('with nothing that tells who the visitor is', async () => {
    await visitor.context.addCookies([{ name: 'session', value: 'secret', url: home }]);
    await visitor.page.goto(home);
    await click('accept');
    await arrived(1);
    const [{ body, headers } = { body: '', headers: {} }] = endpoint.posts;
    expect(headers.cookie).toBeUndefined();
    expect(headers.referer).toBeUndefined();
    expect(headers['content-type']).toBe('application/json');
    expect(body).not.toMatch(/Mozilla|Chrom|127\.0\.0\.1|secret/);
    expect(
      Object.keys(JSON.parse(body)).filter(
        (key) => !Object.hasOwn((schema as { properties: object }).properties, key),
      ),
    ).toEqual([]);
  });

  it('by one tab of several, the one where it was made', async () => {
    await visitor.page.goto(home);
    const others: Page[] = [];
    for (let tab = 0; tab < 3; tab++) others.push(await visitor.context.newPage());
    for (const other of others) {
      await other.clock.install();
      await other.goto(home);
    }
    await click('accept');
    for (const other of others) await other.locator(banner).waitFor({ state: 'detached' });
    await arrived(1);
    await click2('refuse');
    for (const other of others)
      await expect.poll(() => other.evaluate(() => window.portillon?.state.purposes.social)).toBe('denied');
    await arrived(2);
    // They look after it in time, and find it done.
    for (const page of others) {
      await page.clock.fastForward(5000);
      await outlast({ context: visitor.context, page });
    }
    expect(endpoint.posts).toHaveLength(2);
  });

  it.each([
    ['replaced it before: none', '2027-02-01', ['given', 'withdrawn']],
    ['answered after it: that of its time', '2027-07-01', ['given', 'refused', 'expired']],
  ])('with the end it had, where a sister host %s', async (_, elsewhere, expected) => {
    const { page } = visitor;
    const sister = `blog-${count}.example.co.uk`;
    world.site(sister, async (request) => (await endpoint.handle(request)) ?? { body: html({ config }) });
    await page.clock.install({ time: new Date('2026-12-01T10:00:00Z') });
    await page.clock.resume();
    await page.goto(home);
    await click('accept');
    await arrived(1);
    await page.clock.setSystemTime(new Date(`${elsewhere}T10:00:00Z`));
    await page.goto(`https://${sister}/`);
    await page.evaluate(() => window.portillon!.decide('none'));
    await arrived(2);
    await page.clock.setSystemTime(new Date('2027-07-02T10:00:00Z'));
    await page.goto(home);
    // Once it was looked after, there is nothing to do on this host any more.
    await expect.poll(() => page.evaluate(() => localStorage.getItem('portillon-due'))).toBeNull();
    expect(events()).toEqual(expected);
    const from = world.server.hits.length;
    await page.reload();
    await page.evaluate(() => window.portillon!.ready);
    await outlast(visitor);
    expect(loads(from)).toBe(0);
    expect(endpoint.posts).toHaveLength(expected.length);
  });

  it('with its end when it was noticed, where the site has shortened the time since', async () => {
    const { page } = visitor;
    let retention = 'P13M';
    world.site(
      new URL(home).host,
      async (request) =>
        (await endpoint.handle(request)) ?? { body: html({ config: { ...config, store: { retention } } }) },
    );
    await page.clock.install({ time: new Date('2026-12-01T10:00:00Z') });
    await page.clock.resume();
    await page.goto(home);
    await click('accept');
    await arrived(1);
    retention = 'P6M';
    await page.clock.setSystemTime(new Date('2027-08-02T10:00:00Z'));
    await page.goto(home);
    await click('accept');
    await arrived(3);
    expect(events()).toEqual(['given', 'expired', 'given']);
    // Until then it held: the proof does not say that it ran without consent for two months.
    expect(proofs()[1]!.timestamp).toMatch(/^2027-08-02T/);
  });

  it('with no end where a sister host replaced it in time, and then its own answer', async () => {
    const { page } = visitor;
    const sister = `blog-${count}.example.co.uk`;
    world.site(sister, async (request) => (await endpoint.handle(request)) ?? { body: html({ config }) });
    await page.clock.install({ time: new Date('2026-12-01T10:00:00Z') });
    await page.clock.resume();
    await page.goto(home);
    await click('accept');
    await arrived(1);
    for (const [choice, day] of [
      ['none', '2027-02-01'],
      ['all', '2027-07-01'],
    ] as const) {
      await page.clock.setSystemTime(new Date(`${day}T10:00:00Z`));
      await page.goto(`https://${sister}/`);
      await page.evaluate((one) => window.portillon!.decide(one, { source: 'test' }), choice);
      await arrived(choice === 'none' ? 2 : 3);
    }
    await page.clock.setSystemTime(new Date('2027-07-02T10:00:00Z'));
    await page.goto(home);
    await expect.poll(() => page.evaluate(() => localStorage.getItem('portillon-due'))).toBeNull();
    expect(events()).toEqual(['given', 'withdrawn', 'given']);
  });

  const click2 = async (name: string) => {
    await visitor.page.locator('[data-consent-open]').click();
    await visitor.page.locator(`#portillon-panel ${button(name).replace('#portillon ', '')}`).click();
  };
});

describe('a decision is never lost', () => {
  it('when the tab closes before it can be proved', async () => {
    await visitor.context.route('**/portillon/proof.js', (route) => route.abort());
    await visitor.page.goto(home);
    await click('accept');
    // It holds once the configuration was checked.
    await expect.poll(recordId).toBeTruthy();
    const id = await recordId();
    await visitor.page.close();
    await visitor.context.unroute('**/portillon/proof.js');
    const page = await visitor.context.newPage();
    await page.goto(home);
    await arrived(1);
    expect(proofs()[0]).toMatchObject({
      recordId: id,
      event: 'given',
      noticeHash: await hash(),
      method: 'button',
    });
  });

  it('when the tab closes before it can be proved, and another one is open', async () => {
    const other = await visitor.context.newPage();
    await other.goto(home);
    await visitor.page.route('**/portillon/proof.js', (route) => route.abort());
    await visitor.page.goto(home);
    await click('refuse');
    await visitor.page.close();
    await arrived(1);
    expect(events()).toEqual(['refused']);
    expect(endpoint.posts).toHaveLength(1);
  });

  describe('when the file that proves it is lost at that moment', () => {
    const answered = async (name: string) => {
      await click(name);
      await expect.poll(recordId).toBeTruthy();
      return { recordId: await recordId(), time: await decidedAt() };
    };
    const decidedAt = () => visitor.page.evaluate(() => window.portillon!.state.record!.last);
    const told = () =>
      visitor.page.evaluate(() =>
        window.portillon!.problems.map(({ code, subject }) => `${code} ${subject}`),
      );
    let isLost: boolean;
    beforeEach(async () => {
      isLost = true;
      const site = host;
      world.server.handle(({ host: asked, path }) =>
        isLost && asked === site && path === '/portillon/prove.js' ? { status: 503 } : undefined,
      );
      await visitor.page.goto(home);
    });
    const expectProof = async (decision: Awaited<ReturnType<typeof answered>>, event: string) => {
      await arrived(1);
      expect(proofs()).toMatchObject([
        {
          recordId: decision.recordId,
          timestamp: new Date(decision.time).toISOString().replace('.000', ''),
          event,
          method: 'button',
          noticeHash: await hash(),
        },
      ]);
    };

    it('by the next page', async () => {
      const decision = await answered('accept');
      await expect.poll(told).toContain('file-missing prove');
      isLost = false;
      await visitor.page.goto(home);
      await expectProof(decision, 'given');
    });

    it('by the next page, and the page was left at once', async () => {
      await visitor.page.locator(button('refuse')).click();
      await visitor.page.goto('about:blank');
      isLost = false;
      await visitor.page.goto(home);
      await arrived(1);
      expect(events()).toEqual(['refused']);
    });

    it('by the same page, the next time it looks after what is stored', async () => {
      const decision = await answered('refuse');
      await expect.poll(told).toContain('file-missing prove');
      isLost = false;
      await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await expectProof(decision, 'refused');
      expect(endpoint.posts).toHaveLength(1);
    });

    it('with the next decision', async () => {
      const first = await answered('accept');
      await expect.poll(told).toContain('file-missing prove');
      isLost = false;
      await visitor.page.evaluate(() => window.portillon!.decide('none'));
      await arrived(2);
      expect(events()).toEqual(['given', 'withdrawn']);
      expect(proofs()[1]!.prevRecordId).toBe(first.recordId);
    });

    it('and no storage holds it', async () => {
      await visitor.page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('no', 'SecurityError');
          },
        });
      });
      await visitor.page.goto(home);
      const decision = await answered('accept');
      await expect.poll(told).toContain('file-missing prove');
      isLost = false;
      await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await expectProof(decision, 'given');
    });
  });

  describe('when a part of the texts does not come', () => {
    let fate: 'lost once' | 'lost' | 'hangs';
    let asked: number;
    beforeEach(() => {
      asked = 0;
      const site = host;
      world.server.handle(({ host: at, path }) => {
        if (at !== site || path !== '/portillon/locales/details/fr.js') return undefined;
        asked++;
        if (fate === 'lost once' && asked > 1) return undefined;
        return fate === 'hangs' ? { delay: Number.POSITIVE_INFINITY } : { status: 503 };
      });
    });

    it('once: it is asked for again, and the proof names what was shown', async () => {
      fate = 'lost once';
      await visitor.page.goto(home);
      await click('accept');
      await arrived(1);
      expect(proofs()).toMatchObject([{ event: 'given', noticeHash: await hash() }]);
      expect(asked).toBe(2);
      expect(endpoint.posts).toHaveLength(1);
    });

    it.each(['lost', 'hangs'] as const)('and the page is left: it is sent without (%s)', async (how) => {
      fate = how;
      await visitor.page.goto(home);
      await click('refuse');
      await expect.poll(() => asked).toBe(1);
      await outlast(visitor);
      expect(endpoint.posts).toHaveLength(0);
      await visitor.page.goto('about:blank');
      await arrived(1);
      expect(proofs()).toMatchObject([{ event: 'refused', noticeHash: null }]);
    });

    it.each(['lost', 'hangs'] as const)('ever: it is sent without (%s)', async (how) => {
      fate = how;
      await visitor.page.clock.install();
      await visitor.page.clock.resume();
      await visitor.page.goto(home);
      await click('refuse');
      await expect.poll(() => asked).toBe(1);
      // The visitor does not wait for it either.
      for (let round = 0; round < 8 && !endpoint.posts.length; round++) {
        await visitor.page.clock.fastForward(10_000);
        await outlast(visitor);
      }
      await arrived(1);
      expect(proofs()).toMatchObject([{ event: 'refused', noticeHash: null }]);
      expect(asked).toBeLessThanOrEqual(how === 'lost' ? 4 : 1);
    });
  });

  it('when the tab closes while the answer is awaited', async () => {
    endpoint.fate = () => ({ taken: false, answer: 'hangs' });
    await visitor.page.goto(home);
    await click('refuse');
    await expect.poll(() => endpoint.posts.length).toBe(1);
    await visitor.page.close();
    endpoint.fate = () => well;
    await (await visitor.context.newPage()).goto(home);
    await arrived(1);
    expect(events()).toEqual(['refused']);
  });

  it('when the visitor is offline for a while', async () => {
    await visitor.page.goto(home);
    await click('accept');
    await arrived(1);
    await visitor.context.setOffline(true);
    await visitor.page.evaluate(() => window.portillon!.decide('none'));
    await expect
      .poll(() =>
        visitor.page.evaluate(
          () => Object.keys(localStorage).filter((key) => key.includes('-proof:')).length,
        ),
      )
      .toBe(2);
    expect(endpoint.posts).toHaveLength(1);
    await visitor.context.setOffline(false);
    await arrived(2);
    expect(events()).toEqual(['given', 'withdrawn']);
  });

  it('when the quota for requests that outlive the page is full', async () => {
    let isHeld = false;
    world.server.handle(({ host: asked }) => {
      if (asked !== 'slow.example') return undefined;
      isHeld = true;
      return { delay: Number.POSITIVE_INFINITY };
    });
    await visitor.page.goto(home);
    const sends = (url: string, size: number) => `fetch('${url}', {
      method: 'POST', mode: 'no-cors', body: 'x'.repeat(${size}), keepalive: true,
    })`;
    await visitor.page.evaluate(`void ${sends('https://slow.example/', 65_000)}.catch(() => {})`);
    await expect.poll(() => isHeld).toBe(true);
    const another = `${sends(home, 1024)}.then(() => 'sent', () => 'refused')`;
    expect(await visitor.page.evaluate(another)).toBe('refused');
    await click('accept');
    await arrived(1);
  });

  it('when no storage holds it: it is sent from the page', async () => {
    await visitor.page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    });
    await visitor.page.goto(home);
    await click('accept');
    await arrived(1);
    expect(proofs()[0]!.recordId).toBe(await recordId());
    expect(visitor.errors).toEqual([]);
  });
});

describe('the endpoint holds up nobody', () => {
  it('when it never answers', async () => {
    endpoint.fate = () => ({ taken: false, answer: 'hangs' });
    await visitor.page.goto(home);
    await click('accept');
    // A yes holds once the configuration was checked.
    await expect.poll(() => visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
  });

  it('and is reported once when it refuses', async () => {
    endpoint.fate = () => ({ taken: false, answer: 404 });
    await visitor.page.goto(home);
    await click('accept');
    await visitor.page.evaluate(() => window.portillon!.decide('none'));
    const told = () =>
      visitor.page.evaluate(() =>
        window
          .portillon!.problems.map(({ code, subject }) => `${code} ${subject}`)
          .filter((text) => /^(record|proof)/.test(text)),
      );
    await expect.poll(told).toEqual(['record-unsent /api/consents']);
    await expect.poll(() => endpoint.posts.length, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(await told()).toEqual(['record-unsent /api/consents']);
    expect(visitor.messages.filter((text) => text.includes('record-unsent'))).toHaveLength(1);
  });

  it('and a visitor who comes back with nothing to send loads no proof file', async () => {
    const from = world.server.hits.length;
    await visitor.page.goto(home);
    await visitor.page.locator(banner).waitFor();
    expect(loads(from)).toBe(0);
    await click('accept');
    await arrived(1);
    expect(loads(from)).toBe(1);
    await expect
      .poll(() =>
        visitor.page.evaluate(
          () => Number.parseInt(localStorage.getItem('portillon-due') ?? '0', 10) > Date.now(),
        ),
      )
      .toBe(true);
    const again = world.server.hits.length;
    await visitor.page.reload({ waitUntil: 'networkidle' });
    expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
    expect(loads(again)).toBe(0);
    expect(endpoint.posts).toHaveLength(1);
  });
});

it('the visitor can export the proofs as JSON and as JSON-LD', async () => {
  await visitor.page.goto(home);
  await click('accept');
  await arrived(1);
  const [json, linked] = await visitor.page.evaluate(() =>
    Promise.all([window.portillon!.exportRecords(), window.portillon!.exportRecords('json-ld')]),
  );
  expect(JSON.parse(json)).toEqual(proofs());
  expect(JSON.parse(linked)['@graph'][0]).toMatchObject({
    '@id': `urn:uuid:${await recordId()}`,
    '@type': 'dpv:ConsentRecord',
    'dpv:hasConsentStatus': { '@id': 'dpv:ConsentGiven' },
  });
  // R67: for one vendor, by the same schema; none for somebody unknown.
  const [ours, nobody] = await visitor.page.evaluate(() =>
    Promise.all(['youtube', 'nobody'].map((id) => window.portillon!.exportRecords('json', id))),
  );
  const [shown] = JSON.parse(ours!) as [{ purposes: object; vendors: object }];
  expect(validate(shown), JSON.stringify(validate.errors)).toBe(true);
  expect(shown.vendors).toEqual({ youtube: 'granted' });
  expect(Object.keys(shown.purposes)).toEqual(['social']);
  expect(JSON.parse(nobody!)).toEqual([]);
});

it('no proof says that what the browser’s signal refuses was asked for', async () => {
  await visitor.context.addInitScript(() =>
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
  );
  await visitor.page.goto(home);
  await click('accept');
  await arrived(1);
  expect(validate(proofs()[0]), JSON.stringify(validate.errors)).toBe(true);
  expect(proofs()[0]).toMatchObject({
    event: 'given',
    gpc: true,
    purposes: {
      audience: { state: 'granted' },
      social: { state: 'denied' },
      advertising: { state: 'denied' },
    },
    vendors: { relay: 'granted', youtube: 'denied', ads: 'denied' },
    unasked: ['social', 'advertising', 'youtube', 'ads'],
  });
});

it('no proof claims consent to a measurement that needs none', async () => {
  const matomo = { use: 'matomo', id: '7', url: 'https://stats.example.com/', exempt: attested };
  const vendors = [matomo, ...config.vendors];
  world.site(
    host,
    async (request) =>
      (await endpoint.handle(request)) ?? { body: html({ config: { ...config, vendors }, body: '<input>' }) },
  );
  const { page } = visitor;
  const decide = (choice: Choice) =>
    page.evaluate((one) => window.portillon!.decide(one, { source: 't' }), choice);
  await page.goto(home);
  // What is typed keeps the page from being loaded again for what is withdrawn.
  await page.locator('main input').fill('x');
  await click('refuse');
  await arrived(1);
  await decide({ matomo: false });
  await arrived(2);
  await decide('all');
  await arrived(3);
  await page.evaluate(() => window.portillon!.forget());
  await arrived(4);
  expect(events()).toEqual(['refused', 'refused', 'given', 'withdrawn']);
  for (const proof of proofs()) {
    expect(validate(proof), JSON.stringify(validate.errors)).toBe(true);
    expect(Object.keys(proof.vendors).sort()).toEqual(['ads', 'relay', 'youtube']);
  }
  // Only its own switch takes an objection back.
  expect(proofs().map(({ objections }) => objections)).toEqual([
    undefined,
    ['matomo'],
    ['matomo'],
    undefined,
  ]);
  const exported = (vendor: string) =>
    page
      .evaluate((id) => window.portillon!.exportRecords('json', id), vendor)
      .then((text) => JSON.parse(text));
  expect(await exported('matomo')).toEqual([]);
  expect((await exported('ads')).map(({ event }: ProofRecord) => event)).toEqual([
    'refused',
    'refused',
    'given',
    'withdrawn',
  ]);
  const linked = await page.evaluate(() => window.portillon!.exportRecords('json-ld'));
  expect(linked).not.toContain('matomo');
});

it('a program cannot prove that a button was pressed', async () => {
  await visitor.page.goto(home);
  await visitor.page.evaluate(() => window.portillon!.decide('all', { source: 'banner' }));
  await arrived(1);
  expect(proofs()[0]).toMatchObject({ method: 'api', layer: null, source: 'api: banner' });
});

it('1,000 decisions arrive exactly once at an endpoint that fails at random, hangs and loses answers', async () => {
  const random = randomFrom(Number(process.env.PORTILLON_SEED ?? 1));
  const bad: readonly [upTo: number, Fate][] = [
    [0.04, { taken: false, answer: 500 }],
    [0.06, { taken: true, answer: 503 }],
    [0.08, { taken: false, answer: 'lost' }],
    [0.11, { taken: true, answer: 'lost' }],
    [0.114, { taken: true, answer: 'hangs' }],
    [0.118, { taken: false, answer: 'hangs' }],
  ];
  // Each once, then at random.
  const first = bad.map(([, fate]) => fate);
  endpoint.fate = () => {
    const number = random();
    return first.shift() ?? bad.find(([upTo]) => number < upTo)?.[1] ?? well;
  };
  const [visitors, pages, decisions] = [10, 2, 50];
  const made: string[] = [];
  const all = await Promise.all(Array.from({ length: visitors }, () => world.visitor()));
  await Promise.all(
    all.map(async ({ context, page: firstPage }) => {
      let page = firstPage;
      for (let number = 0; number < pages; number++) {
        await page.goto(home, { timeout: 60_000 });
        // Answers of every kind, one after another, as no visitor gives them; the tab does not wait for anything.
        const ids = await page.evaluate(
          async ([times, start]) => {
            const consent = window.portillon!;
            const choices = ['all', { audience: true }, 'none', { social: true, ads: false }] as const;
            const found: string[] = [];
            await consent.ready;
            for (let index = 0; index < times!; index++) {
              await consent.decide(choices[(start! + index) % choices.length]!, { source: 'test' });
              found.push(consent.state.record!.id);
              await new Promise(requestAnimationFrame);
            }
            return found;
          },
          [decisions, number],
        );
        made.push(...ids);
        if (number === pages - 1) break;
        // Half of the tabs are closed, the others go on to the next page.
        if (random() < 0.5) {
          page = await context.newPage();
          await context.pages()[0]!.close();
        }
      }
    }),
  );
  expect(new Set(made).size).toBe(visitors * pages * decisions);
  await expect.poll(() => endpoint.taken.size, { timeout: 100_000, interval: 200 }).toBe(made.length);
  expect([...endpoint.taken.keys()].sort()).toEqual(made.sort());
  expect(endpoint.changed).toEqual([]);
  // The endpoint was as bad as it was meant to be.
  expect(first).toEqual([]);
  expect(endpoint.posts.length).toBeGreaterThan(1050);
  for (const proof of proofs()) {
    if (!validate(proof)) throw new Error(JSON.stringify(validate.errors));
  }
  await Promise.all(all.map((one) => one.close()));
}, 240_000);
