import { nearest } from './config/nearest.js';
import type { Say } from './model/messages.js';
import type { Settings } from './model/settings.js';

// Loaded with the first problem; under development also to look for some. A file that loads on demand itself may tell its own sentence as the only detail.

export { tellUnheld } from './gate/unheld.js';

const copyAll = 'Copy the whole folder of the build to your site.';

const show = (value: unknown): string => JSON.stringify(value) ?? 'left out';

/** A name that nobody can grant, those that can be, and the one that was meant perhaps. */
function unknown(kind: string, found: unknown, known: readonly { readonly id: string }[] = []): string {
  const candidates = known.map(({ id }) => id);
  const near = nearest(String(found), candidates);
  return (
    `is held for ever: found the ${kind} "${found}", expected one of ${candidates.join(', ')}.` +
    (near ? ` Did you mean "${near}"?` : '')
  );
}

const ids = (settings: Settings | undefined) => settings?.purposes.map(({ id }) => id).join(', ');

const sentences: { readonly [code: string]: (details: readonly unknown[], settings?: Settings) => string } = {
  'call-unknown': () => 'names no method: q.push(["open"]) calls open().',
  'call-failed': ([error]) => `called by q.push() threw an error. ${error}`,
  'choice-early': () => 'changed nothing: the page is prerendered, and no visitor is there.',
  'choice-failed': ([error]) => `has changed what a choice needs; nothing was granted. ${error}`,
  'choice-invalid': () =>
    'changed nothing: expected "all", "none", or true and false by known purpose or vendor id.',
  'config-missing': () =>
    'could not be read: expected <script type="application/json" id="portillon-config"> in the page, or data-config="URL" on the script tag. Everything stays held.',
  'config-unreadable': ([error]) => `is not JSON: ${error}. Everything stays held.`,
  'file-missing': () => `could not be loaded; what needs it stays held. ${copyAll}`,
  'grant-without-gesture': () =>
    'changed nothing: to grant without a click of the visitor, say what did it: decide(…, { source: "…" }).',
  'import-missing': () => `could not be loaded; the visitor is asked. ${copyAll}`,
  'import-unreadable': ([name]) =>
    `"${name}" holds no choice of it that answers a purpose here. The visitor is asked.`,
  'interface-failed': ([error]) => `threw an error; nothing was granted by it. ${error}`,
  'interface-missing': ([error, part]) =>
    part
      ? `did not load; the page works without it. ${copyAll} ${error}`
      : `could not be loaded; everything stays held. ${copyAll} ${error}`,
  'layout-missing': () => 'could not be loaded; the layout "box" is shown.',
  'listener-failed': ([error]) => `threw an error; the others were told. ${error}`,
  'loaded-twice': () => 'runs Portillon already: this copy does nothing. Keep one tag, or the bundle.',
  'locale-missing': () => 'could not be loaded; English is shown.',
  'name-taken': () => 'cannot be set, because the page holds it: the tags do their work without.',
  'policy-refused': () =>
    'forbids the Trusted Types policy that starts scripts, so they stay held: add "portillon" to trusted-types in its Content-Security-Policy.',
  'proof-missing': () => 'could not be loaded; what it must prove waits on the device.',
  'purpose-missing': (_, settings) =>
    `is held for ever: data-consent is empty. Name a purpose: ${ids(settings)}.`,
  'purpose-unknown': ([found], settings) => unknown('purpose', found, settings?.purposes),
  'record-ignored': () =>
    'holds what is no choice of this version, or one from the future. It counts for nothing; the next choice replaces it.',
  'reload-needed': () =>
    'was not reloaded, because a form has unsaved input, the visitor chose to stay, or the choice is not stored: a withdrawn vendor runs until the next page.',
  'start-failed': ([error]) => `has changed what we need of the browser; everything stays held. ${error}`,
  'store-unavailable': () =>
    'could not be stored: cookies and local storage are both refused. The choice holds for this page only.',
  'tag-failed': ([error]) => `could not be started; the others go on. ${error}`,
  'tag-late': ([seconds]) => `did not arrive within ${seconds} seconds; the tags behind it go on.`,
  'tag-not-held': ([name, isMarked]) => {
    if (name === undefined) return 'runs without consent: give it type="text/plain".';
    if (name === '') return 'is not held: only scripts, embeds and templates are. Put it into a <template>.';
    if (/^(srcdoc|poster)$/.test(String(name)))
      return `loads its ${name} without consent: put it into a <template>.`;
    if (isMarked) return `loads its ${name} without consent: leave that out.`;
    return `loads without consent: write data-consent-${name === 'srcset' ? name : 'src'} instead of ${name}.`;
  },
  'tag-unsupported': () => 'is held for ever: only scripts of HTML can be released, not of SVG.',
  'trace-out-of-reach': ([names]) => `may keep cookies that no script of this site can delete: ${names}.`,
  'trace-returned': ([names]) => `writes again what was deleted: ${names}.`,
  'url-refused': () => 'is not loaded: data-consent-src must be https, or of this site.',
  'vendor-failed': ([error]) => `threw an error; the other vendors go on. ${error}`,
  'vendor-missing': ([name]) => `stays held: its file vendors/${name}.js could not be loaded. ${copyAll}`,
  'vendor-parameter': ([name, found, expected]) =>
    `is not started: ${name} is ${show(found)}, expected ${expected}.`,
  'vendor-unknown': ([found], settings) => unknown('vendor', found, settings?.vendors),
  'write-lost': ([text]) =>
    text === undefined
      ? 'called document.write, which the Trusted Types of this page forbid.'
      : `called document.write, which would empty the page now, and was dropped: ${text}`,
};

/** The sentence of a code, without the subject that stands before it. A code without a sentence: the details as they are. */
export const say: Say = (code, details, settings) =>
  sentences[code]?.(details, settings) ?? details.join(' ');
