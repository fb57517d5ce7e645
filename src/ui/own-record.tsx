import { addDuration, parseDuration } from '../config/duration.js';
import type { Settings } from '../model/settings.js';
import type { UiContext, ViewContext } from './context.js';
import { withDetails } from './details.js';
import { type Child, h, render } from './jsx.js';
import { fill, purposeText } from './words.js';

/** What the visitor answered, in plain lines: what is read, copied and shown is the same. */
export function recordLines(context: ViewContext): string[] {
  const { locale, settings } = context;
  const { record, purposes, exempt, objections } = context.state();
  if (!record) return [locale.recordNone];
  const date = new Intl.DateTimeFormat(locale.language, { dateStyle: 'long', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale.language, { dateStyle: 'long' });
  const word = (yes: boolean) => (yes ? locale.stateGranted : locale.stateDenied);
  /** What was not asked, and may have been objected to (R43, R61). */
  const status = (answer: string | undefined) =>
    answer === 'objected' ? locale.stateObjected : locale.stateActive;
  return [
    fill(locale.recordTime, {
      date: date.format(record.last),
      end: day.format(endOf(record.last, settings)),
    }),
    ...settings.purposes.map((purpose) => {
      const { title } = purposeText(purpose, locale, settings);
      return `${title} – ${word(purposes[purpose.id] === 'granted')}`;
    }),
    ...Object.entries(record.vendors)
      .filter(([id]) => !(id in objections || id in exempt))
      .map(([id, yes]) => `${id} – ${word(yes)}`),
    ...Object.entries(exempt).map(([id, answer]) => `${id} – ${status(answer)}`),
    ...settings.objections.map((purpose) => {
      const { title } = purposeText(purpose, locale, settings);
      return `${title} – ${status(objections[purpose.id])}`;
    }),
    fill(locale.recordId, { id: record.id }),
  ];
}

function endOf(last: number, { store }: Settings): number {
  const duration = parseDuration(store.retention);
  return duration ? addDuration(last, duration) : last;
}

/** The visitor's own record: to read, copy and download. It follows the state; `redraw` is called when it says more. */
export function createOwnRecord(context: ViewContext, redraw: () => void): () => Child {
  const { locale } = context;
  let copied = '';

  async function copy(text: string): Promise<void> {
    // The same words are told again only if they were away.
    copied = '';
    redraw();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const said = 'The browser refused; the record can be read and downloaded.';
      context.report('copy-failed', 'clipboard', said);
      return;
    }
    copied = text;
    redraw();
  }

  return () => {
    const { record } = context.state();
    const lines = recordLines(context);
    const text = lines.join('\n');
    return (
      <div class="portillon-record">
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {record && (
          <p class="portillon-links">
            <button type="button" data-portillon="copy" onclick={() => copy(text)}>
              {locale.copy}
            </button>
            <button type="button" data-portillon="download" onclick={() => download(record)}>
              {locale.download}
            </button>
          </p>
        )}
        {/* Its own: what stands outside of a modal dialog is neither seen nor heard. */}
        <p role="status">{copied === text && locale.copied}</p>
      </div>
    );
  };
}

/** Fills the site's own places, such as an account page. Returns how to bring them up to date. */
export async function showRecords(places: readonly Element[], core: UiContext): Promise<() => void> {
  const context = await withDetails(core);
  const { language, direction, change } = context.locale;
  const all = places.map((place) => ({ place, record: createOwnRecord(context, () => draw()) }));
  const draw = () => {
    for (const { place, record } of all) {
      render(
        <div lang={language} dir={direction}>
          {record()}
          <button type="button" data-consent-open="">
            {change}
          </button>
        </div>,
        place,
      );
    }
  };
  draw();
  return draw;
}

function download(record: unknown): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }));
  link.download = 'portillon.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
