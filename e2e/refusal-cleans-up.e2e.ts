// What vendors left before Portillon was there, or under a choice whose time is over, or of a yes that a
// sister host took back, goes with the next refusal.
import { afterEach, expect, it } from 'vitest';
import { expectNoProblems, outlast } from './support/outlast.js';
import { banner, button, config, html, toggle } from './support/pages.js';
import { eventually } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();

let sites = 0;
let host: string;
let home: string;
let visitor: Visitor;

/** A visitor whose browser holds these. */
async function visit(names: readonly string[]): Promise<void> {
  host = `www.before-${++sites}.co.uk`;
  home = `http://${host}/`;
  world.site(host, { '/': html({ config }) });
  visitor = await world.visitor();
  const domain = `.before-${sites}.co.uk`;
  await visitor.context.addCookies(
    names.map((name) => ({ name, value: '1', domain, path: '/', expires: Date.now() / 1000 + 9999 })),
  );
  await visitor.page.goto(home);
  await visitor.page.locator(banner).waitFor();
}

afterEach(() => visitor.close());

const cookies = async () => (await visitor.context.cookies(home)).map(({ name }) => name).sort();
const files = () => world.server.hits.filter((hit) => hit.host === host).map(({ path }) => path);

it('deletes what the vendors that are refused have declared, and nothing else', async () => {
  await visit(['_fbp', '_gcl_au', '_pk_id.7.abcd', 'relay_id', 'session']);
  await visitor.page.evaluate(() => localStorage.setItem('relay:x', '1'));
  await visitor.page.locator(button('refuse')).click();
  await eventually(cookies).toEqual(['portillon', 'session']);
  await eventually(() => visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await outlast(visitor);
  expect(thirdParty(world.server.hits, host)).toEqual([]);
  expect(await visitor.page.evaluate(() => window.portillon!.state.leftovers)).toEqual({});
  await expectNoProblems(visitor);
});

it('spares those of the vendors that are allowed', async () => {
  // One that the vendor does not write anew by itself.
  await visit(['_fbp', '_pk_ref.7.x', 'session']);
  await visitor.page.locator(button('customise')).click();
  await visitor.page.locator(toggle('purpose', 'audience')).check();
  await visitor.page.locator(button('save')).click();
  await eventually(cookies).not.toContain('_fbp');
  await outlast(visitor);
  expect(await cookies()).toEqual(expect.arrayContaining(['_pk_ref.7.x', 'portillon', 'session']));
});

it('deletes nothing before the answer', async () => {
  await visit(['_fbp', 'session']);
  await outlast(visitor);
  expect(await cookies()).toEqual(['_fbp', 'session']);
});

it('loads nothing for a visitor who has no cookie of anybody', async () => {
  await visit([]);
  await visitor.page.locator(button('refuse')).click();
  await eventually(cookies).toEqual(['portillon']);
  await outlast(visitor);
  expect(files().filter((path) => /withdraw|vendors\//.test(path))).toEqual([]);
});

it('goes by a refusal here, where a page of a sister host was refused before', async () => {
  await visit([]);
  const sister = `blog.before-${sites}.co.uk`;
  world.site(sister, { '/': html({ config }) });
  await visitor.page.locator(button('accept')).click();
  await visitor.page.evaluate(() => {
    // What lies on this host alone: no page of another one can delete it.
    document.cookie = '_fbc=1; path=/; max-age=9999';
    localStorage.setItem('relay:x', '1');
  });
  await visitor.page.goto(`http://${sister}/`);
  await visitor.page.evaluate(() => window.portillon!.decide('none'));
  await outlast(visitor);
  await visitor.page.goto(home);
  await visitor.page.evaluate(() => window.portillon!.ready);
  expect(await cookies()).toContain('_fbc');
  await visitor.page.evaluate(() => window.portillon!.decide('none'));
  await eventually(cookies).toEqual(['portillon']);
  await eventually(() => visitor.page.evaluate(() => localStorage.getItem('relay:x'))).toBeNull();
});

it('looks once: who has refused before is left alone', async () => {
  await visit(['_fbp', 'session']);
  await visitor.page.locator(button('refuse')).click();
  await eventually(cookies).toEqual(['portillon', 'session']);
  world.server.hits.length = 0;
  await visitor.page.reload();
  await outlast(visitor);
  expect(files().filter((path) => /withdraw|vendors\//.test(path))).toEqual([]);
});
