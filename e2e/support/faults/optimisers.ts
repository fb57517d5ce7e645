import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import type { Reply } from '../server.js';
import type { Fault } from './fault.js';

const tag = '<script src="/portillon/portillon.js"></script>';
const settings = /<script type="application\/json" id="portillon-config">(.*?)<\/script>/s;
const inHead = (text: string) => (html: string) => html.replace('<head>', `<head>${text}`);
const atEnd = (text: string) => (html: string) => html.replace('</body>', `${text}</body>`);
const without = (html: string) => html.replace(tag, '');
const instead = (text: string) => (html: string) => html.replace(tag, () => text);

/** Delays every script until the visitor acts, then inserts them anew, in order. */
const delayed = `<script>
const wake = () => {
  for (const type of ['keydown', 'mousemove', 'touchstart']) removeEventListener(type, wake);
  const next = ([old, ...rest]) => {
    if (!old) return;
    const script = document.createElement('script');
    for (const { name, value } of old.attributes) if (name !== 'type') script.setAttribute(name.replace('data-rocket-', ''), value);
    script.text = old.text;
    script.onload = script.onerror = () => next(rest);
    old.replaceWith(script);
    if (!script.src) next(rest);
  };
  next([...document.querySelectorAll('script[type=rocketlazyloadscript]')]);
};
for (const type of ['keydown', 'mousemove', 'touchstart']) addEventListener(type, wake);
addEventListener('load', () => { document.documentElement.dataset.loaded = ''; });
</script>`;

/** Renames the types of all scripts, and runs them after the page, with its own currentScript and events. */
const rocketLoader = `<script>
addEventListener('load', () => {
  const scripts = [...document.querySelectorAll('script[type$="-text/javascript"]')];
  let current = null;
  Object.defineProperty(document, 'currentScript', { get: () => current, configurable: true });
  const next = () => {
    const old = scripts.shift();
    if (!old) return document.dispatchEvent(new Event('DOMContentLoaded'));
    current = old;
    const script = document.createElement('script');
    for (const { name, value } of old.attributes) if (name !== 'type') script.setAttribute(name, value);
    script.async = false;
    script.onload = script.onerror = next;
    document.head.append(script);
  };
  next();
});
</script>`;

async function bundle(): Promise<Reply> {
  const entry = fileURLToPath(new URL('../../../dist/esm/index.js', import.meta.url));
  const program = `import { createConsent } from ${JSON.stringify(entry)};
createConsent(JSON.parse(document.getElementById('portillon-config').textContent));`;
  const built = await rollup({
    input: 'program',
    onwarn: () => {},
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === 'program' ? id : null),
        load: (id) => (id === 'program' ? program : null),
      },
      resolve({ browser: true }),
    ],
  });
  const { output } = await built.generate({ format: 'es', inlineDynamicImports: true });
  return { type: 'text/javascript', body: output[0].code };
}
let built: Promise<Reply> | undefined;
const inBundle = {
  '/app.js': () => {
    built ??= bundle();
    return built;
  },
};
const loadedTwice = ['loaded-twice'];

/** Its files are looked for beside it. */
const alone = {
  sees: 'nothing',
  // The gate and the check, as the page has a place for a frame.
  says: ['file-missing', 'file-missing', 'interface-missing'],
} as const;

/** `script` is the text of our file. */
export const optimisers = (script: string): readonly Fault[] => {
  const copy: Reply = { type: 'text/javascript', body: script };
  return [
    {
      name: 'every script waits until the visitor acts',
      page: (html) =>
        inHead(delayed)(
          html.replace(
            tag,
            '<script type="rocketlazyloadscript" data-rocket-src="/portillon/portillon.js"></script>',
          ),
        ),
      sees: 'nothing',
    },
    {
      name: 'the script comes when the visitor acts',
      page: (html) =>
        inHead(delayed)(
          html.replace(
            tag,
            '<script type="rocketlazyloadscript" data-rocket-src="/portillon/portillon.js"></script>',
          ),
        ),
      before: async ({ page }) => {
        await page.addInitScript(() =>
          addEventListener('load', () => dispatchEvent(new KeyboardEvent('keydown'))),
        );
      },
    },
    {
      name: 'a rocket runs every script after the page',
      page: (html) =>
        inHead(rocketLoader)(
          html.replace(tag, '<script type="0f3a-text/javascript" src="/portillon/portillon.js"></script>'),
        ),
    },
    { name: 'defer is added', page: instead(tag.replace('></', ' defer></')) },
    { name: 'async is added', page: instead(tag.replace('></', ' async></')) },
    {
      name: 'async and defer are added, and the tag is last',
      page: (html) => atEnd(tag.replace('></', ' async defer></'))(without(html)),
    },
    {
      name: 'the tag comes before the configuration',
      page: (html) => html.replace(tag, '').replace('<head>', `<head>${tag}`),
    },
    {
      name: 'the configuration is moved to the end of the page',
      page: (html) => {
        const paste = settings.exec(html)![0];
        return atEnd(paste)(html.replace(paste, ''));
      },
    },
    { name: 'the type becomes module', page: instead(tag.replace('src', 'type="module" src')) },
    { name: 'nomodule is added', page: instead(tag.replace('src', 'nomodule src')), sees: 'nothing' },
    {
      name: 'the type becomes text/javascript, with a charset',
      page: instead(tag.replace('src', 'type="text/javascript" charset="utf-8" src')),
    },
    {
      name: 'quotes and closing tags are left out',
      page: (html) =>
        html
          .replace(tag, '<script src=/portillon/portillon.js></script>')
          .replace(
            'type="application/json" id="portillon-config"',
            'id=portillon-config type=application/json',
          )
          .replaceAll('</p>', ''),
    },
    {
      name: 'the attributes of the configuration are left out',
      page: (html) => html.replace(' id="portillon-config"', ''),
      sees: 'nothing',
      says: ['config-missing'],
    },
    {
      name: 'the type of the configuration is left out, so that the browser runs it',
      page: (html) => html.replace('type="application/json" ', 'type="text/json" '),
    },
    {
      name: 'the configuration has typographic quotes',
      page: (html) => html.replace(settings, (all, json) => all.replace(json, json.replaceAll('"', '”'))),
      sees: 'nothing',
      says: ['config-unreadable'],
    },
    {
      name: 'the configuration is escaped',
      page: (html) =>
        html.replace(settings, (all, json) => all.replace(json, json.replaceAll('"', '&quot;'))),
      sees: 'nothing',
      says: ['config-unreadable'],
    },
    {
      name: 'the configuration is wrapped in a comment',
      page: (html) => html.replace(settings, (all, json) => all.replace(json, `<!-- ${json} -->`)),
      sees: 'nothing',
      says: ['config-unreadable'],
    },
    { name: 'the configuration stands twice', page: (html) => html.replace(settings, (all) => all + all) },
    { name: 'the tag stands twice', page: instead(tag + tag), says: loadedTwice },
    {
      name: 'the tag stands three times, at both ends, once async',
      page: (html) => atEnd(tag)(instead(tag + tag.replace('></', ' async></'))(html)),
      says: ['loaded-twice', 'loaded-twice'],
    },
    {
      name: 'the tag is injected late',
      page: (html) =>
        atEnd(
          `<script>addEventListener('load', () => setTimeout(() => { const tag = document.createElement('script'); tag.src = '/portillon/portillon.js'; document.head.append(tag); }, 100))</script>`,
        )(without(html)),
    },
    {
      name: 'the tag is injected a second time',
      page: atEnd(
        `<script>addEventListener('load', () => { const tag = document.createElement('script'); tag.src = '/portillon/portillon.js?again'; document.head.append(tag); })</script>`,
      ),
      says: loadedTwice,
    },
    {
      name: 'a copy of another address comes too',
      page: instead(`${tag}<script src="/copy/portillon.js"></script>`),
      answers: { '/copy/portillon.js': copy },
      says: loadedTwice,
    },
    {
      name: 'only a bundle',
      page: instead('<script type="module" src="/app.js"></script>'),
      answers: inBundle,
      mute: true,
    },
    {
      name: 'a bundle and the tag',
      page: instead(`${tag}<script type="module" src="/app.js"></script>`),
      answers: inBundle,
      says: loadedTwice,
    },
    {
      name: 'a bundle, and the tag comes later',
      page: (html) =>
        atEnd(
          `<script>addEventListener('load', () => { const tag = document.createElement('script'); tag.src = '/portillon/portillon.js'; document.head.append(tag); })</script>`,
        )(instead('<script type="module" src="/app.js"></script>')(html)),
      answers: inBundle,
      says: loadedTwice,
    },
    {
      name: 'the script is moved away from its files',
      page: instead('<script src="/assets/all.js"></script>'),
      answers: { '/assets/all.js': copy },
      ...alone,
    },
    {
      name: 'the script is joined behind one that throws',
      page: instead('<script src="/assets/all.js"></script>'),
      answers: { '/assets/all.js': { type: 'text/javascript', body: `null.theirs();${script}` } },
      sees: 'nothing',
      theirs: /theirs/,
    },
    {
      name: 'the script is written into the page',
      page: instead(`<script>${script.replaceAll('</script', '<\\/script')}</script>`),
      ...alone,
    },
    {
      name: 'the script is fetched and evaluated',
      page: instead(
        `<script>fetch('/portillon/portillon.js').then((file) => file.text()).then((text) => { const made = document.createElement('script'); made.text = text; document.head.append(made); })</script>`,
      ),
      ...alone,
    },
    {
      name: 'the script is run as a blob',
      page: instead(
        `<script>fetch('/portillon/portillon.js').then((file) => file.blob()).then((file) => { const made = document.createElement('script'); made.src = URL.createObjectURL(file); document.head.append(made); })</script>`,
      ),
      ...alone,
    },
    {
      name: 'document.currentScript is null',
      page: inHead(`<script>Object.defineProperty(document, 'currentScript', { get: () => null })</script>`),
    },
    {
      name: 'a version is added to the address',
      page: instead('<script src="/portillon/portillon.js?ver=6.5&amp;cache=1#top"></script>'),
    },
    {
      name: 'held tags get async and defer',
      page: (html) => html.replace('src="https://ads', 'async defer src="https://ads'),
    },
    {
      name: 'held tags are moved to the end of the page',
      page: (html) => {
        const held = [...html.matchAll(/<script type="text\/plain".*?<\/script>/gs)].map(([text]) => text);
        return atEnd(held.join(''))(held.reduce((all, one) => all.replace(one, ''), html));
      },
    },
    {
      name: 'held tags are inserted by innerHTML',
      page: (html) =>
        atEnd(
          `<script>{ const box = document.createElement('div'); box.innerHTML = document.getElementById('held').innerHTML; document.getElementById('held').replaceWith(box); }</script>`,
        )(html),
    },
    {
      name: 'held tags lose their quotes',
      page: (html) =>
        html.replaceAll(
          'type="text/plain" data-consent="advertising"',
          'data-consent=advertising type=text/plain',
        ),
    },
  ];
};
