import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import schema from '../../src/config/config.schema.json';
import type { ReadEarlier } from '../../src/model/import.js';
import { translate } from '../../src/state/earlier.js';
import { attempt } from '../support/attempt.js';
import { always } from '../support/runs.js';
import { known, settingsOf } from '../support/settings.js';

const folder = new URL('../../src/modules/', import.meta.url);
const tools = readdirSync(folder).flatMap((name) => name.match(/^import-(.*)\.ts$/)?.[1] ?? []);

const names = ['ads', 'gtag', 'média', '__proto__', 'constructor', '0'];
const purposes = { audience: ['gtag'], advertising: ['ads', 'gtag'] };
const settings = settingsOf();

/** What each tool writes for these answers. */
const writers: { readonly [tool: string]: (answers: readonly (readonly [string, boolean])[]) => string } = {
  klaro: (answers) => JSON.stringify(Object.fromEntries(answers)),
  orejime: (answers) => JSON.stringify(Object.fromEntries(answers)),
  tarteaucitron: (answers) => answers.map(([name, yes]) => `!${name}=${yes}`).join(''),
  'vanilla-cookieconsent': (answers) =>
    JSON.stringify({
      categories: answers.filter(([, yes]) => yes).map(([name]) => name),
      revision: 0,
      data: null,
      consentTimestamp: '2026-01-02T03:04:05.678Z',
      consentId: 'a3b2f1c4-5d6e-4f70-8a9b-0c1d2e3f4a5b',
      services: Object.fromEntries(answers.map(([name]) => [name, []])),
      languageCode: 'fr',
      lastConsentTimestamp: '2026-01-02T03:04:05.678Z',
      expirationTime: Date.UTC(2026, 6, 2),
    }),
};

const answers = fc
  .uniqueArray(fc.constantFrom(...names), { minLength: 1 })
  .chain((some) => fc.tuple(...some.map((name) => fc.tuple(fc.constant(name), fc.boolean()))));

it('are those that the tests, the schema and the messages know', () => {
  expect(tools).toEqual(Object.keys(writers));
  expect(tools).toEqual(schema.properties.import.items.properties.from.enum);
  expect(tools).toEqual(known.imports);
});

describe.each(tools)('import-%s', (tool) => {
  const rule = { from: tool, name: 'theirs', purposes };
  const load = async () =>
    ((await import(`../../src/modules/import-${tool}.ts`)) as { default: ReadEarlier }).default;

  it('is one small function without imports', async () => {
    const source = readFileSync(new URL(`import-${tool}.ts`, folder), 'utf8');
    const { code } = transformSync(source, { loader: 'ts', format: 'esm', minify: true, target: 'es2022' });
    expect(code).not.toMatch(/import[ {(]|document|window|localStorage/);
    expect(brotliCompressSync(code).length).toBeLessThan(700);
    expect(typeof (await load())).toBe('function');
  });

  it('reads what the tool writes, whatever the names and answers', async () => {
    const read = await load();
    always(answers, (given) => {
      const earlier = read(writers[tool]!(given), rule)!;
      for (const name of names) {
        expect(earlier.answer(name)).toBe(given.find(([other]) => other === name)?.[1]);
      }
    });
  });

  it('reads nothing in any other text', async () => {
    const read = await load();
    const any = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.webQueryParameters(),
      fc.anything().map((value) => `${attempt(() => JSON.stringify(value))}`),
      fc.json(),
    );
    always(
      any,
      (text) => {
        const earlier = attempt(() => read(text, rule));
        const decisions = earlier && translate(settings, rule, earlier);
        expect(Object.values({ ...decisions?.purposes })).not.toContain(true);
      },
      1000,
    );
  });

  it('reads nothing in what no longer is what the tool wrote, and no yes that is not in it', async () => {
    const read = await load();
    const edit = fc.tuple(answers, fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 }));
    always(
      edit,
      ([given, place, removed, added]) => {
        const text = writers[tool]!(given);
        const at = place % text.length;
        const edited = text.slice(0, at) + added + text.slice(at + removed);
        const earlier = attempt(() => read(edited, rule));
        for (const name of names) {
          const before = given.find(([other]) => other === name)?.[1];
          const after = attempt(() => earlier?.answer(name));
          // An edit may happen to be a text that the tool could have written: then it says what it says.
          if (after === true && before !== true) expect(edited).toMatch(yesTo(tool, name));
        }
      },
      1000,
    );
  });
});

/** How a yes to this name looks in a text. */
function yesTo(tool: string, name: string): RegExp {
  if (tool === 'tarteaucitron') return new RegExp(`!${name}=true(!|$)`);
  if (tool === 'vanilla-cookieconsent') return new RegExp(`"categories":\\[[^\\]]*"${name}"`);
  return new RegExp(`[{,]"${name}":true[,}]`);
}
