import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Unsaved from '../src/page/unsaved.js';
import { useWorld, type Visitor } from './support/world.js';

// A withdrawal loads the page again only if no input would be lost. What a browser calls a field's own value, no other
// program tells.

const world = useWorld();
let visitor: Visitor;
let code: string;

beforeAll(async () => {
  const made = await build({
    entryPoints: [fileURLToPath(new URL('../src/page/unsaved.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'unsaved',
  });
  code = made.outputFiles[0]!.text;
  visitor = await world.visitor();
});
afterAll(() => visitor?.close());

type Act = (page: Page) => Promise<unknown>;
const fill =
  (text: string): Act =>
  (page) =>
    page.locator('#champ').fill(text);
const tick: Act = (page) => page.locator('#champ').click();
const choose =
  (...values: string[]): Act =>
  (page) =>
    page.locator('#champ').selectOption(values);

/** Would a reload lose something, once the visitor has done this? */
async function isUnsaved(markup: string, act: Act = async () => {}): Promise<boolean> {
  const { page } = visitor;
  // A page in which nobody has done anything yet.
  await page.goto('about:blank');
  await page.setContent(`<!doctype html><title>Champs</title><main>${markup}</main>`);
  await page.addScriptTag({ content: `${code}; var noted = unsaved.noteInput()` });
  await act(page);
  return page.evaluate(() => {
    const { unsaved, noted } = self as unknown as {
      unsaved: typeof Unsaved;
      noted: ReturnType<typeof Unsaved.noteInput>;
    };
    return unsaved.hasUnsavedInput(noted.touched);
  });
}

const one = '<select id="champ"><option>a<option>b</select>';
/** A component with these contents; the script may speak of its `input`. */
const shadow = (mode: string, content: string, script = ''): string =>
  `<x-field></x-field><script>{
const root = document.querySelector('x-field').attachShadow({ mode: '${mode}' });
root.innerHTML = '${content}';
const input = root.querySelector('input');
${script}
}</script>`;
const one2 = '<select id="champ"><option>a<option selected>b</select>';

describe('nothing is lost', () => {
  it.each<[string, string, Act?]>([
    ['by a page without a field', '<p>Texte</p>'],
    [
      'of fields as the page gave them',
      '<input value="a"><textarea>\nb\n</textarea><input type="checkbox" checked><input type="file"><input type="date"><button>Envoyer</button><input type="submit">',
    ],
    [
      'of a text that was typed and taken back',
      '<input id="champ" value="a">',
      async (page) => {
        await fill('b')(page);
        await fill('a')(page);
      },
    ],
    [
      'of what the page itself keeps in a hidden field',
      '<input id="champ" type="hidden" value="a">',
      (page) =>
        page.locator('#champ').evaluate((field) => {
          (field as HTMLInputElement).value = 'b';
        }),
    ],
    ['of fields to which the browser itself gives a value', '<input type="range"><input type="color">'],
    ['of an editable text that nobody has touched', '<div contenteditable="true">a</div>'],
    [
      'of a field that a framework has emptied',
      '<input id="champ" oninput="this.defaultValue = this.value = \'\'">',
      fill('a'),
    ],
    ['of a list of which the first stands there', one],
    ['of a list that stands as the page set it', one2],
    ['of a list for several of which none is chosen', '<select multiple><option>a<option>b</select>'],
    ['of an editable text that nobody is in', '<div contenteditable="true">a</div>'],
    ['of a box that opens a menu, and belongs to no form', '<input id="champ" type="checkbox">', tick],
    [
      'of what a script has filled in before the visitor came',
      `<input id="champ"><input type="checkbox" name="n"><select><option>a<option>b</select><textarea></textarea>`,
      async (page) => {
        await page.evaluate(() => {
          document.querySelector<HTMLInputElement>('#champ')!.value = 'a';
          document.querySelector<HTMLInputElement>('[name="n"]')!.checked = true;
          document.querySelector('select')!.selectedIndex = 1;
          document.querySelector('textarea')!.value = 'a';
        });
        await page.locator('main').click({ position: { x: 1, y: 1 } });
      },
    ],
    ...[
      ['hidden field', '<input type="hidden" value="a">'],
      ['button', '<input type="submit" value="a">'],
      ['button that sends nothing', '<input type="button" value="a">'],
    ].map(([name, field]): [string, string, Act] => [
      `of a ${name} that a script writes after the first press`,
      `<p>Texte</p><form>${field}</form>`,
      async (page) => {
        await page.locator('p').click();
        await page.locator('input').evaluate((input: HTMLInputElement) => {
          input.value = 'b';
        });
      },
    ]),
    [
      'of a list that the page fills after the first press',
      '<select></select>',
      async (page) => {
        await page.locator('main').click({ position: { x: 1, y: 1 } });
        await page.locator('select').evaluate((list: HTMLSelectElement) => list.add(new Option('a')));
      },
    ],
    [
      'of a form whose fields hide what it can do',
      '<form><input name="closest"><input name="matches"></form>',
    ],
    ['of what a component fills in itself', shadow('open', '<input value="a">', 'input.value = "b"')],
    [
      'of a text in a component that was typed and taken back',
      shadow('open', '<input id="champ" value="a">'),
      async (page) => {
        await fill('b')(page);
        await fill('a')(page);
      },
    ],
    ['of our own fields', '<div id="portillon"><input id="champ"></div>', fill('a')],
  ])('%s', async (_, markup, act) => {
    expect(await isUnsaved(markup, act)).toBe(false);
  });
});

describe('something is lost', () => {
  it.each<[string, string, Act]>([
    ['of a text', '<input id="champ">', fill('a')],
    ['of a text that was deleted', '<input id="champ" value="a">', fill('')],
    ['of a password', '<input id="champ" type="password">', fill('a')],
    ['of a day', '<input id="champ" type="date">', fill('2026-05-04')],
    ['of a long text', '<textarea id="champ">a</textarea>', fill('b')],
    [
      'of a file',
      '<input id="champ" type="file">',
      (page) =>
        page
          .locator('#champ')
          .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') }),
    ],
    ['of a box that was ticked', '<input id="champ" type="checkbox" name="n">', tick],
    ['of a box that was cleared', '<form><input id="champ" type="checkbox" checked></form>', tick],
    [
      'of one of several',
      '<input type="radio" name="n" checked><input id="champ" type="radio" name="n">',
      tick,
    ],
    [
      'of a day that a script writes, picked in a calendar',
      `<input id="champ"><button onclick="document.querySelector('#champ').value = '2026-05-04'">4</button>`,
      (page) => page.locator('button').click(),
    ],
    [
      'of a text behind what a script has filled in',
      '<input id="champ"><script>document.querySelector("#champ").value = "a"</script>',
      (page) => page.locator('#champ').press('b'),
    ],
    [
      'of a box that a script has ticked',
      '<input id="champ" type="checkbox" name="n"><script>document.querySelector("#champ").checked = true</script>',
      tick,
    ],
    ['of a list', one, choose('b')],
    ['of a list with a choice of its own', one2, choose('a')],
    [
      'of a list for several, of which the page has chosen none',
      '<select id="champ" multiple><option>a<option>b</select>',
      choose('b'),
    ],
    [
      'of a list for several, of which the page has chosen',
      '<select id="champ" multiple><option selected>a<option>b</select>',
      choose('a', 'b'),
    ],
    [
      'of a text that a framework takes over as the value of the field',
      '<input id="champ" oninput="this.defaultValue = this.value">',
      fill('a'),
    ],
    [
      'of a long text that a framework takes over',
      '<textarea id="champ" oninput="this.defaultValue = this.value"></textarea>',
      fill('a'),
    ],
    [
      'of the first line of a list of several lines',
      '<select id="champ" size="2"><option>a<option>b</select>',
      choose('a'),
    ],
    [
      'of an editable text that the visitor has left',
      '<div id="champ" contenteditable="true">a</div><button>Ailleurs</button>',
      async (page) => {
        await page.locator('#champ').pressSequentially('b');
        await page.locator('button').focus();
      },
    ],
    ['of a text in a component', shadow('open', '<input id="champ">'), fill('a')],
    ['of a list in a component', shadow('open', one), (page) => page.locator('#champ').press('b')],
    [
      'of an editor in a component in a component',
      `<x-outer></x-outer>${shadow('open', '<p contenteditable id="champ">a</p>')}<script>
document.querySelector('x-outer').attachShadow({ mode: 'open' }).append(document.querySelector('x-field'));
</script><button>Ailleurs</button>`,
      async (page) => {
        await page.locator('#champ').pressSequentially('b');
        await page.locator('button').focus();
      },
    ],
    [
      'of a text in a component that shows nothing of itself',
      shadow('closed', '<input>', 'input.focus()'),
      (page) => page.keyboard.type('a'),
    ],
    [
      'of an editor in a frame',
      '<iframe title="Texte" srcdoc="<body contenteditable>"></iframe><button>Ailleurs</button>',
      async (page) => {
        await page.frameLocator('iframe').locator('body').pressSequentially('b');
        await page.locator('button').focus();
      },
    ],
    [
      'of an editor in a frame in a component',
      `${shadow('open', '<iframe title="Texte"></iframe>')}<script>
document.querySelector('x-field').shadowRoot.querySelector('iframe').srcdoc = '<body contenteditable>';
</script><button>Ailleurs</button>`,
      async (page) => {
        await page.frameLocator('iframe').locator('body').pressSequentially('b');
        await page.locator('button').focus();
      },
    ],
    [
      'of an editable text that the visitor is in',
      '<div id="champ" contenteditable="true">a</div>',
      (page) => page.locator('#champ').pressSequentially('b'),
    ],
  ])('%s', async (_, markup, act) => {
    expect(await isUnsaved(markup, act)).toBe(true);
  });
});
