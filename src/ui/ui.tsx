import { h, render } from 'preact';
import type { CreateInterface, View } from '../model/interface.js';
import { Banner } from './banner.js';
import { keepFocusInSight } from './clear-view.js';
import { loadFacts, ownFacts, type VendorFacts, type ViewContext } from './facts.js';
import { Notes } from './news.js';
import type { Panel } from './panel.js';
import { container } from './root.js';
import { adopt } from './sheet.js';
import css from './ui.css';
import { fill } from './words.js';

/** How long the confirmation is seen, in milliseconds. The panel keeps the same information for good. */
const confirmationTime = 4000;

/** A page under development: a host name that no visitor can reach. */
const isDevelopment = /^(localhost|127\..*|\[::1\]|.*\.(localhost|local|test))$/.test(location.hostname);

export const createInterface: CreateInterface = (core) => {
  let facts: ReturnType<typeof loadFacts> | undefined;
  const context: ViewContext = {
    ...core,
    facts() {
      facts ??= loadFacts(core);
      return facts;
    },
    say(text) {
      status = text;
      draw();
    },
  };
  const { locale, settings } = context;
  const drop = [adopt(css), adopt(core.layout)];
  const root = container().appendChild(document.createElement('div'));
  root.lang = locale.language;
  root.dir = locale.direction;
  let body = document.body;
  let returns = 0;
  let view: View | undefined;
  let panel: Panel | undefined;
  let opener: Element | null = null;
  let announced = false;
  let confirmation = 0;
  let stopWatching: (() => void) | undefined;
  let redrawRecords: (() => void) | undefined;
  let status = '';
  let known = settings.vendors.map(ownFacts) as readonly VendorFacts[];

  function watchFocus(): void {
    const banner = root.querySelector<HTMLElement>('#portillon-banner');
    if (!banner) stopWatching = stopWatching?.() as undefined;
    else stopWatching ??= keepFocusInSight(banner);
  }

  /** After the page's own styles had their say. */
  function judge(): void {
    requestAnimationFrame(() => {
      const layer = root.querySelector('#portillon-panel, #portillon-banner');
      if (layer) void import('./audit.js').then(({ audit }) => audit(layer, context.report));
    });
  }

  function draw(): void {
    render(
      [
        view === 'banner' && (
          <Banner key="banner" context={context}>
            <Notes context={context} facts={known} />
          </Banner>
        ),
        panel && view && view !== 'banner' && panel.draw(view),
        // A landmark only while it can be seen.
        <section key="status" aria-label={confirmation ? locale.panelTitle : undefined}>
          <p role="status" class={confirmation ? 'portillon-saved' : 'portillon-unseen'}>
            {status}
          </p>
        </section>,
      ],
      root,
    );
    watchFocus();
    if (isDevelopment) judge();
    redrawRecords?.();
  }

  /** A part of us that does not come is told, and nothing else happens. */
  const missing = (part: string) => (error: unknown) =>
    context.report('interface-missing', part, `could not be loaded; the page works without it. ${error}`);

  async function openPanel(): Promise<void> {
    const { createPanel } = await import('./panel.js');
    if (!view || view === 'banner') return;
    panel ??= createPanel(context, draw);
    panel.reset();
    draw();
  }

  /** Whoever takes us away again and again means it: a content blocker, say. A new body begins anew. */
  function mayReturn(): boolean {
    if (body !== document.body) returns = 0;
    body = document.body;
    return ++returns <= 3;
  }

  /** Back to where the visitor came from, or to the way back if that is gone. */
  function returnFocus(): void {
    const usable = (element: Element | null): element is HTMLElement =>
      element instanceof HTMLElement &&
      element.isConnected &&
      element !== document.body &&
      element.checkVisibility?.() !== false;
    const target = [
      opener,
      // The banner that comes back is a new one.
      root.querySelector(
        `[data-portillon="${CSS.escape((opener as HTMLElement | null)?.dataset?.portillon ?? '')}"]`,
      ),
      document.querySelector('[data-consent-open]'),
    ].find(usable);
    target?.focus({ preventScroll: true });
    opener = null;
  }

  return {
    show(next) {
      const wasPanel = view && view !== 'banner';
      const isPanel = next && next !== 'banner';
      if (isPanel && !wasPanel) opener = document.activeElement;
      view = next;
      if (next === 'banner' && !announced) {
        announced = true;
        status = fill(locale.announcement, { site: settings.site.name });
      }
      if (next === 'banner' && context.state().news?.vendors.length) {
        void context.facts().then((all) => {
          known = all;
          draw();
        });
      }
      if (isPanel) {
        openPanel().catch((error) => {
          missing('panel')(error);
          core.leave();
        });
      } else draw();
      if (wasPanel && !isPanel) returnFocus();
    },
    confirm() {
      clearTimeout(confirmation);
      // The same words are told again only if they were away.
      status = '';
      draw();
      status = locale.saved;
      confirmation = window.setTimeout(() => {
        confirmation = 0;
        status = '';
        draw();
      }, confirmationTime);
      draw();
    },
    hold(embeds) {
      import('./placeholder.js').then(({ hold }) => hold(embeds, context)).catch(missing('placeholder'));
    },
    declare(places) {
      import('./declaration.js')
        .then(({ declare }) => declare(places, context))
        .catch(missing('declaration'));
    },
    restore() {
      if (root.isConnected || !mayReturn()) return;
      render(null, root);
      watchFocus();
      container().append(root);
      draw();
    },
    records(places) {
      import('./own-record.js')
        .then(({ showRecords }) => {
          redrawRecords = () => showRecords(places, context);
          redrawRecords();
        })
        .catch(missing('own-record'));
    },
    destroy() {
      clearTimeout(confirmation);
      stopWatching?.();
      render(null, root);
      root.parentElement?.remove();
      for (const undo of drop) undo();
      import('./placeholder.js').then(({ hold }) => hold([], context)).catch(() => {});
    },
  };
};
