import type { State } from '../model/decision.js';
import type { Parts } from '../model/parts.js';
import type { Settings } from '../model/settings.js';
import { isParsed, whenParsed, yieldToPage } from '../page/lifecycle.js';
import { watch } from '../page/watch.js';
import { isEmbed, load, unload } from './embeds.js';
import { isAllowed, type Needs, outline, readNeeds } from './needs.js';
import { createQueue } from './queue.js';
import { createScripts } from './scripts.js';
import { createVendors, type VendorHooks } from './vendors.js';

/** Holds every gated element and vendor until its purposes are granted. The only code that starts third parties. */
export interface Gate {
  /** Stops what may no longer run. At once, before anything else is told. Returns the vendors that only a reload stops. */
  withdraw(state: State, previous: State): readonly string[];
  /** Do tags run on that no vendor answers for, and that are not allowed now? Only a reload ends those. */
  runOn(state: State): boolean;
  /** Cleans up once more after vendors that a reload has stopped. */
  sweepAgain(vendors: readonly string[]): void;
  /** Starts what may run now. */
  release(state: State): void;
  /** Looks for held markup in a subtree that is not observed, such as a shadow root. */
  scan(root: ParentNode): void;
  /** Loads one embed for this page view only. */
  loadOnce(embed: Element): void;
  destroy(): void;
}

export interface GateHooks extends VendorHooks {
  /** Told whenever the embeds that wait for consent change. */
  onHeld(embeds: readonly Element[]): void;
}

/** How long a script that does not come holds back the tags of others, and those of its own vendor (ms). */
const limits = { grace: 500, timeout: 15_000 };
const selector = '[data-consent],[data-vendor]';
/** The types that a browser runs; others are data. */
const runs = /^$|^module$|^(text|application)\/(java|ecma)script$/i;

export function createGate(
  settings: Settings,
  parts: Parts,
  { state, report, onHeld, onLeftovers }: GateHooks,
): Gate {
  /** Every gated element seen, in the order it was seen, with what it needs. */
  const held = new Map<Element, Needs>();
  /** What was loaded or unfolded, and how a withdrawal takes it away again. */
  const shown = new Map<Element, { readonly needs: Needs; undo(): void; isGone(): boolean }>();
  const places = new WeakMap<Element, number>();
  let seen = 0;
  /** How many may be shown before those that left the page are looked for. */
  let most = 100;
  /** Nothing is released before the stored choice is known. */
  let active = false;
  let announced = false;

  const queue = createQueue(limits, {
    onTimeout: ({ name }) =>
      report(
        'tag-late',
        name,
        `did not arrive within ${limits.timeout / 1000} seconds; the tags behind it go on.`,
      ),
    onError: ({ name }, error) =>
      report('tag-failed', name, `could not be started; the others go on. ${error}`),
    isParsed,
    whenParsed,
    yieldToPage,
  });
  const scripts = createScripts(queue, state, {
    isParsed: (script) => watcher.isParsed(script),
    onVendorRun: (id) => vendors.noteRun(id),
    onSkip: (script, needs) => held.set(script, needs),
    onLostWrite: (script, why) => report('write-lost', outline(script), `called document.write, ${why}`),
  });
  const vendors = createVendors(settings, parts, queue, { state, report, onLeftovers });

  function collect(element: Element): void {
    if (held.has(element) || shown.has(element) || scripts.has(element) || !isHeld(element)) return;
    if (!places.has(element)) places.set(element, seen++);
    held.set(element, readNeeds(element, settings, report));
  }

  /** Is it really held, or did the browser run it already? The latter is reported: nobody can undo it (R10). */
  function isHeld(element: Element): boolean {
    if (element.localName === 'template' || element.hasAttribute('data-consent-src')) return true;
    if (element.localName === 'script') {
      if (!(element instanceof HTMLScriptElement)) {
        report(
          'tag-unsupported',
          outline(element),
          'is held for ever: only scripts of HTML can be released, not of SVG.',
        );
        return false;
      }
      if (element.type === 'text/plain') return true;
      report('tag-not-held', outline(element), 'runs without consent: give it type="text/plain".');
    } else if (element.hasAttribute('data-consent-srcset')) return true;
    else if (element.hasAttribute('src')) {
      report(
        'tag-not-held',
        outline(element),
        'loads without consent: write data-consent-src instead of src.',
      );
    }
    return false;
  }

  /** A tag that was taken back keeps the place at which it was first seen. */
  const inOrder = () => [...held].sort(([one], [other]) => (places.get(one) ?? 0) - (places.get(other) ?? 0));

  function release(current: State): void {
    for (const [element, needs] of inOrder()) {
      if (!element.isConnected) held.delete(element);
      else if (isAllowed(needs, current)) {
        held.delete(element);
        releaseElement(element, needs);
      }
    }
    tellHeld();
  }

  function releaseElement(element: Element, needs: Needs): void {
    if (element instanceof HTMLScriptElement) scripts.release(element, needs);
    else if (element instanceof HTMLTemplateElement) releaseTemplate(element, needs);
    else loadEmbed(element, needs);
  }

  function loadEmbed(element: Element, needs: Needs): void {
    if (!load(element, report)) return;
    shown.set(element, { needs, undo: () => unload(element), isGone: () => !element.isConnected });
  }

  /** Its scripts take their turn as if they had stood in the page; each of them once, however often it unfolds. */
  function releaseTemplate(template: HTMLTemplateElement, needs: Needs): void {
    const content = document.importNode(template.content, true);
    const originals = [...template.content.querySelectorAll('script')];
    const inner = [...content.querySelectorAll('script')].map(
      (script, index) => [script, originals[index]] as const,
    );
    for (const [script] of inner) {
      if (script.matches(selector) || !runs.test(script.type)) continue;
      if (script.type) script.setAttribute('data-type', script.type);
      script.type = 'text/plain';
    }
    const nodes = [...content.childNodes];
    template.replaceWith(content);
    shown.set(template, {
      needs,
      isGone: () => !nodes.some((node) => node.isConnected),
      undo() {
        const first = nodes.find((node) => node.isConnected);
        first?.parentNode?.insertBefore(template, first);
        for (const node of nodes) (node as ChildNode).remove();
      },
    });
    for (const [script, original] of inner) {
      const own = script.matches(selector) ? readNeeds(script, settings, report) : needs;
      if (script.type !== 'text/plain') continue;
      if (isAllowed(own, state())) scripts.release(script, own, () => original?.remove());
      else held.set(script, own);
    }
  }

  function withdraw(current: State, previous: State): readonly string[] {
    for (const [element, { needs, undo }] of shown) {
      if (isAllowed(needs, current)) continue;
      shown.delete(element);
      undo();
      held.set(element, needs);
    }
    queue.recheck();
    const unstoppable = vendors.withdraw(current, previous);
    tellHeld();
    return unstoppable;
  }

  function tellHeld(): void {
    const embeds = [...held.keys()].filter((element) => isEmbed(element) && element.isConnected);
    if (!embeds.length && !announced) return;
    announced = embeds.length > 0;
    onHeld(embeds);
  }

  /** A single-page application throws away views for ever: what was shown and left the page with them is not kept. */
  function forgetGone(): void {
    if (shown.size < most) return;
    for (const [element, { undo, isGone }] of shown) {
      if (!isGone()) continue;
      shown.delete(element);
      // It may be put back one day, and is then seen anew.
      undo();
    }
    // Not at each insertion: the cost would grow with the square of their number.
    most = 2 * shown.size + 100;
  }

  const watcher = watch(selector, (elements) => {
    forgetGone();
    for (const element of elements) collect(element);
    if (active) release(state());
  });

  return {
    withdraw,
    release(current) {
      active = true;
      vendors.release(current);
      release(current);
    },
    runOn: scripts.runOn,
    sweepAgain: vendors.sweepAgain,
    scan: watcher.add,
    loadOnce(embed) {
      const needs = held.get(embed);
      if (!needs) return;
      held.delete(embed);
      loadEmbed(embed, needs);
      tellHeld();
    },
    destroy: watcher.stop,
  };
}
