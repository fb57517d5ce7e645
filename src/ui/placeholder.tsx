import type { UiContext, ViewContext } from './context.js';
import { withDetails } from './details.js';
import type { VendorFacts } from './facts.js';
import { h, render } from './jsx.js';
import { listText } from './more-words.js';
import css from './placeholder.css';
import { adopt } from './sheet.js';
import { fill, purposeText } from './words.js';

/** The placeholder of an embed. */
interface Cover {
  /** Puts it where its embed is now: a page may have moved that, hidden it, or taken it out. */
  follow(): void;
  remove(): void;
}

/** Each embed that waits. */
const covered = new Map<Element, Cover>();

/** The side of the smallest button that a finger hits, in CSS pixels (WCAG 2.5.8). */
const smallest = 24;

/** All of it; all of it, closer; or the first button alone. */
const sizes = ['full', 'close', 'small'];

/** Covers these embeds, and uncovers all others. The embed keeps its place, so nothing moves (R12). */
export function hold(embeds: readonly Element[], context: UiContext): void {
  for (const [embed, own] of covered) {
    if (embeds.includes(embed)) own.follow();
    else own.remove();
  }
  const fresh = embeds.filter((embed) => !covered.has(embed));
  if (!fresh.length) return;
  adopt(css);
  for (const embed of fresh) covered.set(embed, cover(embed, context));
}

/** What one embed leaves, others take. */
function followAll(): void {
  for (const own of covered.values()) own.follow();
}

function cover(embed: Element, context: UiContext): Cover {
  const box = document.createElement('div');
  box.dataset.portillon = 'placeholder';
  // Turbo's copy of the page for the way back needs none: it would stand there without its buttons.
  box.dataset.turboTemporary = '';
  box.lang = context.locale.language;
  box.dir = context.locale.direction;
  embed.before(box);
  embed.setAttribute('data-portillon-held', '');
  const set = (style: { readonly [property: string]: number }) => {
    for (const [name, value] of Object.entries(style)) box.style.setProperty(name, `${value}px`, 'important');
  };
  let wasSeen = true;
  const resize = () => {
    const { left, top, width, height } = embed.getBoundingClientRect();
    // One that is hidden, or is too small to be seen, has no placeholder either.
    const isSeen = Math.min(width, height) >= smallest;
    box.style.setProperty('display', isSeen ? '' : 'none', 'important');
    if (isSeen !== wasSeen) {
      wasSeen = isSeen;
      followAll();
    }
    if (!isSeen) return;
    const style = { width, height, 'margin-left': 0, 'margin-top': 0 };
    set(style);
    // In a grid or flex container its place is not that of the embed.
    const place = box.getBoundingClientRect();
    set({ ...style, 'margin-left': left - place.left, 'margin-top': top - place.top });
    // The largest of its forms that fits.
    for (const size of sizes) {
      box.dataset.size = size;
      if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) break;
    }
  };
  const follow = () => {
    if (!embed.isConnected) {
      remove();
      followAll();
      return;
    }
    if (box.nextSibling !== embed) embed.before(box);
    resize();
  };
  const observer = globalThis.ResizeObserver && new ResizeObserver(follow);
  observer?.observe(embed);
  // Where that is a grid or flex container, the embed may be moved without a change of its own size.
  observer?.observe(embed.parentElement ?? embed);
  resize();
  let chosen = false;
  const choose = (action: () => void) => () => {
    chosen = true;
    action();
  };
  let loaded = '';
  withDetails(context)
    .then(async (all) => {
      loaded = all.locale.loaded;
      draw(box, embed, all, await all.facts(), choose);
      resize();
    })
    .catch((error) => context.report('interface-missing', 'placeholder', error, 'part'));
  function remove(): void {
    covered.delete(embed);
    observer?.disconnect();
    render(null, box);
    box.remove();
    embed.removeAttribute('data-portillon-held');
    if (chosen && embed instanceof HTMLElement) {
      // The button that was pressed is gone: go on where its content is.
      if (embed.tabIndex < 0) embed.tabIndex = -1;
      embed.focus({ preventScroll: true });
      embed.addEventListener('load', () => context.say(loaded), { once: true });
    }
  }
  return { follow, remove };
}

function draw(
  box: Element,
  embed: Element,
  context: ViewContext,
  facts: readonly VendorFacts[],
  choose: (action: () => void) => () => void,
): void {
  const { locale, settings } = context;
  const url = new URL(embed.getAttribute('data-consent-src') ?? '', document.baseURI);
  const vendor = facts.find(({ id }) => id === embed.getAttribute('data-vendor'));
  const named = (embed.getAttribute('data-consent') ?? '').split(/\s+/).filter(Boolean);
  const needed = named.length ? named : (vendor?.purposes ?? []);
  const purposes = settings.purposes.filter(({ id }) => needed.includes(id));
  const list = purposes.map((purpose) => purposeText(purpose, locale, settings).title);
  const name = vendor?.name ?? url.host;
  // The vendor's own yes stands for its purposes; those that the place names besides are needed too.
  const further = vendor ? needed.filter((id) => !vendor.purposes.includes(id)) : needed;
  const always = Object.fromEntries([...further, ...(vendor ? [vendor.id] : [])].map((id) => [id, true]));
  const isBarred = [...needed, ...(vendor?.purposes ?? [])].some((id) => settings.barred.includes(id));
  const isKnown = vendor !== undefined || (needed.length > 0 && purposes.length === needed.length);
  const possible = isKnown && !isBarred;
  render(
    <div class="portillon-cover">
      <p>
        {/* A name that is not known has no purpose to be told. */}
        {fill(locale.placeholder, { vendor: name, purpose: listText(list, locale) }).replace(/.\(\)/, '')}
      </p>
      {possible && (
        <div class="portillon-actions">
          <button type="button" data-portillon="load-once" onclick={choose(() => context.loadOnce(embed))}>
            {locale.loadOnce}
          </button>
          <button
            type="button"
            data-portillon="always-allow"
            onclick={choose(() => context.choose(always, 'placeholder'))}
          >
            {locale.alwaysAllow}
          </button>
        </div>
      )}
      {/^https?:$/.test(url.protocol) && (
        <a href={url.href} rel="noreferrer">
          {fill(locale.openContent, { host: url.host })}
        </a>
      )}
    </div>,
    box,
  );
}
