import type { CreateInterface, View } from '../model/interface.js';
import { entryWord } from '../model/locale.js';
import { afterPaint } from '../page/lifecycle.js';
import { Banner } from './banner.js';
import type { UiContext } from './context.js';
import type { EarlyContainer } from './early.js';
import type * as InPageFile from './in-page.js';
import { h, render } from './jsx.js';
import type { Notes } from './news.js';
import type { Panel } from './panel.js';
import { container } from './root.js';
import { adopt, dropSheets } from './sheet.js';
import { stayIn } from './stay-in.js';
import css from './ui.css';
import { whileAsked } from './while-asked.js';
import { fill } from './words.js';

/** How long the confirmation is seen, in milliseconds. The panel keeps the same information for good. */
const confirmationTime = 4000;

/** When an answered banner is removed at the latest, in milliseconds. */
const removalTime = 200;

export const createInterface: CreateInterface = async (core) => {
  const { settings, state, choose, open, report, ours } = core;
  const locale = core.locale === ours ? ours : await (await import('./complete.js')).completeFile(core);
  const context: UiContext = {
    ...core,
    locale,
    leave: () => leave(),
    say(text) {
      status = text;
      draw();
    },
  };
  adopt(css + core.layout);
  const holder: EarlyContainer = container(true);
  const root = holder.querySelector('div') ?? holder.appendChild(document.createElement('div'));
  const seen = root.textContent;
  root.lang = locale.language;
  root.dir = locale.direction;
  let view: View | undefined;
  let panel: Panel | undefined;
  let notes: Notes | undefined;
  let opener: Element | null = null;
  let announced = false;
  let confirmation = 0;
  let status = '';
  let { leave } = core;

  /** What the buttons of the banner do, by their names; those of the panel are its matter. */
  const actions: { [name: string]: () => void } = {
    refuse: () => choose('none', 'banner'),
    accept: () => choose('all', 'banner'),
    customise: () => open('panel'),
    partners: () => open('vendors'),
    object: () => open('object'),
  };
  /** What was pressed in a banner that came with the page, before anything of ours was drawn: carried out then, once. */
  let early: string | undefined = holder.portillonClick ?? '';
  root.onclick = ({ target, detail }) => {
    const name = (target as Element).closest<HTMLElement>('[popover] [data-portillon]')?.dataset.portillon;
    // The second press of a double one, whose first brought the banner, is no answer (R4).
    if (early !== undefined) early = name ?? early;
    else if (detail < 2) actions[name ?? '']?.();
  };

  // A pointer on the yes, or a finger: what it needs is on its way before the click.
  root.onpointerover = ({ target }) => {
    if ((target as Element).closest('[data-portillon="accept"]')) core.expectYes();
  };

  /** Until the question is put again, leaving the panel does not bring it back. */
  const dismiss = () => {
    leave = dismiss;
    open(undefined);
  };
  const heed = whileAsked(root, draw, dismiss);

  function draw(): void {
    const entry = document.querySelector('[data-consent-open]');
    const link = entry?.textContent?.trim() || entry?.getAttribute('aria-label') || entryWord;
    render(
      [
        view === 'banner' && (
          <Banner settings={settings} locale={locale} refused={state().refusedBySignal} link={link}>
            {notes?.()}
          </Banner>
        ),
        view && view !== 'banner' && panel?.draw(view, notes?.()),
        // A landmark only while it can be seen; never made of what was the banner, which may be hidden.
        <section key="status" aria-label={confirmation ? locale.title : undefined}>
          <p role="status" class={`portillon-status${confirmation ? '' : ' portillon-unseen'}`}>
            {status}
          </p>
        </section>,
      ],
      root,
    );
    const banner = root.querySelector<HTMLElement>('#portillon-banner');
    // Above every z-index of the page, where the browser can; not above a modal dialog, under which nothing can be pressed.
    try {
      const isOnTop = banner?.matches(':popover-open') || document.querySelector('dialog:modal');
      if (root.isConnected && !isOnTop) banner?.showPopover();
    } catch {
      // Then it stands as high as our sheet puts it.
    }
    if (banner) banner.hidden = root.parentElement?.inert === true;
    holder.hidden = false;
    heed(banner !== null);
    panel?.settle(root, opener);
    context.redrawn?.();
    if (core.isDevelopment) import('./audit.js').then(({ audit }) => audit(root, report), missing('audit'));
  }

  /** An answered banner is gone with the next frame; what that takes comes after it. */
  function close(): void {
    const banner = root.querySelector<HTMLElement>('#portillon-banner');
    if (!banner) {
      draw();
      return;
    }
    banner.hidden = true;
    const remove = () => banner.isConnected && banner.hidden && draw();
    // By frames or by time: a page may have stopped either.
    afterPaint(remove);
    setTimeout(remove, removalTime);
  }

  /** A click from before we came. A yes counts only if the visitor saw this very question. */
  function heedEarlyClick(): void {
    const click = early;
    early = undefined;
    const isSame = root.querySelector('section')?.textContent === seen;
    if (click && view === 'banner' && (isSame || click !== 'accept')) actions[click]?.();
  }

  /** A part of us that does not come is told, and nothing else happens. */
  const missing = (part: string) => (error: unknown) => report('interface-missing', part, error, 'part');

  /** One after another: of two imports of one file the browser may fulfil the second first. */
  let parts: Promise<typeof InPageFile> | undefined;
  function inPage(part: keyof typeof InPageFile, places: readonly Element[]): void {
    parts ??= import('./in-page.js');
    parts
      .then((file) => file[part](places, context))
      .catch((error) => {
        parts = undefined;
        missing(part)(error);
      });
  }

  async function loadNotes(): Promise<void> {
    const left = [state().refusedBySignal, settings.barred, settings.vendors.filter(({ exempt }) => exempt)];
    if (notes || !(state().news || left.flat().length)) return;
    notes = await (await import('./news.js')).createNotes(context, () => view);
  }

  async function loadPanel(): Promise<void> {
    // The texts are on their way while the code is.
    locale.panel?.().catch(() => {});
    panel ??= await (await import('./panel.js')).createPanel(context, draw);
    panel.reset(view);
  }

  // What was dismissed is asked for again on another page.
  const stopStaying = stayIn(root, draw, () => !view && leave === dismiss && core.leave());

  return {
    async show(next) {
      const isPanel = next && next !== 'banner';
      if (isPanel && (!view || view === 'banner')) opener = document.activeElement;
      view = next;
      if (!next) return close();
      if (next === 'banner') leave = core.leave;
      if (next === 'banner' && !announced) {
        announced = true;
        status = fill(locale.announcement, { site: settings.site.name });
      }
      const loading = [loadNotes().catch(missing('news'))];
      if (isPanel) {
        const onError = (error: unknown) => {
          missing('panel')(error);
          leave();
        };
        loading.push(loadPanel().catch(onError));
      }
      await Promise.all(loading)
        .then(() => {
          draw();
          heedEarlyClick();
        })
        .catch((error) => report('interface-failed', 'interface', error));
    },
    confirm() {
      afterPaint(() => {
        clearTimeout(confirmation);
        // The same words are told again only if they were away.
        context.say('');
        confirmation = window.setTimeout(() => {
          confirmation = 0;
          context.say('');
        }, confirmationTime);
        context.say(locale.saved);
      });
    },
    hold: (embeds) => inPage('hold', embeds),
    declare: (places) => inPage('declare', places),
    records: (places) => inPage('records', places),
    destroy() {
      clearTimeout(confirmation);
      stopStaying();
      view = undefined;
      draw();
      root.parentElement?.remove();
      dropSheets();
      context.leavePage?.();
    },
  };
};
