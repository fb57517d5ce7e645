import type { Choice } from '../model/decision.js';
import type { Vendor } from '../model/settings.js';
import { isBarred } from '../state/state.js';
import { answerAll } from './answer-all.js';
import type { UiContext } from './context.js';
import { withDetails } from './details.js';
import type { Draft } from './draft.js';
import type { VendorFacts } from './facts.js';
import { type Child, h } from './jsx.js';
import css from './partners.css';
import { adopt } from './sheet.js';
import { Switch } from './switch.js';
import { switchVendor } from './switch-vendor.js';
import { Details, styleTraces } from './traces.js';
import { fill, plural, purposeText } from './words.js';

/** All of the panel that names a partner. */
export interface Partners {
  /** The partners of a purpose that answer to what is looked for. */
  rows(purpose: string, draft: Draft, query: string): readonly Child[];
  /** How many answer to it, in words. */
  found(query: string): string;
  /** What asks for no consent, and can be objected to. */
  others(draft: Draft): Child;
  /** The vendors that need no consent. */
  necessary(): Child;
  /** Yes or no to all, with what was moved since `before` of what asks for no consent. */
  answerAll(before: Draft, draft: Draft, yes: boolean): Choice;
  /** Gives the focus to the first switch that objects to a measurement. Returns whether there is one. */
  lead(dialog: Element): boolean;
  /** Another list is about to be shown: it begins with few rows. */
  restart(): void;
}

/** So many rows of a list are made at once; more follow in the next frames, so that the panel answers meanwhile. */
const first = 2;
const step = 10;

/** Waits for all texts and facts. `change` is called with how the draft changes, `redraw` when there is more to draw. */
export async function createPartners(
  core: UiContext,
  change: (next: (draft: Draft) => Draft) => void,
  redraw: () => void,
): Promise<Partners> {
  const { locale, settings, state, facts } = await withDetails(core);
  const all = await facts();
  adopt(css);
  styleTraces();
  /** Those that this page asks for, or runs without asking. */
  const known = new Map<string, Vendor>();
  for (const vendor of settings.vendors) if (!isBarred(settings, vendor)) known.set(vendor.id, vendor);
  const asked = all.filter(({ id }) => known.get(id)?.exempt === false);
  let limit = first;
  let waits = false;

  /** Does a vendor answer to what the visitor looks for? */
  const isFound = ({ name, controller }: VendorFacts, query: string): boolean =>
    !query || `${name} ${controller}`.toLowerCase().includes(query);

  function Row({ vendor, on, states }: { vendor: VendorFacts; on: boolean; states: readonly string[] }) {
    const { id, name } = vendor;
    return (
      <li key={id} class="portillon-vendor">
        <Switch
          id={id}
          kind="vendor"
          label={name}
          on={on}
          state={states[on ? 0 : 1]!}
          onSwitch={(yes) => change((draft) => switchVendor(settings, draft, id, yes))}
        />
        <Details vendor={vendor} locale={locale} />
      </li>
    );
  }

  /** A row that did not change is the same again, and costs nothing to draw. */
  const rows = new Map<string, { on: boolean; row: Child }>();

  function askedRow(vendor: VendorFacts, on: boolean): Child {
    const before = rows.get(vendor.id);
    if (before && before.on === on) return before.row;
    const row = <Row vendor={vendor} on={on} states={[locale.stateGranted, locale.stateDenied]} />;
    rows.set(vendor.id, { on, row });
    return row;
  }

  function growLater(): void {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      limit += step;
      redraw();
    });
  }

  const objecting = [locale.stateActive, locale.stateObjected];

  /** Measurements that run without asking: on until the visitor objects, and never mixed with consent (R61). */
  function Exempt({ draft }: { draft: Draft }) {
    const exempt = all.filter(({ id }) => known.get(id)?.exempt);
    if (!exempt.length) return null;
    return (
      <section class="portillon-purpose" aria-label={locale.exemptTitle}>
        <h3>{locale.exemptTitle}</h3>
        <p>{fill(locale.exempt, { site: settings.site.name })}</p>
        <ul>
          {exempt.map((vendor) => (
            <Row vendor={vendor} on={draft.vendors[vendor.id]!} states={objecting} />
          ))}
        </ul>
      </section>
    );
  }

  /** Processing without cookies and without consent: the visitor objects, and consents to nothing by it (R43). */
  function Objections({ draft }: { draft: Draft }) {
    if (!settings.objections.length) return null;
    return (
      <section class="portillon-purpose" aria-label={locale.objectionTitle}>
        <h3>{locale.objectionTitle}</h3>
        <p>{locale.objection}</p>
        <ul>
          {settings.objections.map((purpose) => {
            const { id } = purpose;
            const { title, description } = purposeText(purpose, locale, settings);
            const on = draft.vendors[id]!;
            return (
              <li key={id}>
                <Switch
                  id={id}
                  kind="objection"
                  label={title}
                  on={on}
                  state={objecting[on ? 0 : 1]!}
                  onSwitch={(yes) => change((now) => switchVendor(settings, now, id, yes))}
                />
                <p id={`portillon-about-${id}`}>{description}</p>
              </li>
            );
          })}
        </ul>
      </section>
    );
  }

  return {
    answerAll: (before, draft, yes) => answerAll(settings, state(), before, draft, yes),
    lead(dialog) {
      const id = settings.vendors.find((vendor) => vendor.exempt && known.has(vendor.id))?.id;
      const found = dialog.querySelector<HTMLElement>(`[data-vendor="${id}"]`);
      // Whoever went on meanwhile is left there.
      if (found && document.activeElement === dialog.querySelector('h2')) {
        found.focus();
        // With its name, and away from the buttons at the edge.
        found.scrollIntoView({ block: 'center' });
      }
      return found !== null;
    },
    restart() {
      limit = first;
    },
    rows(purpose, draft, query) {
      const found = asked.filter(
        (one) => known.get(one.id)!.purposes.includes(purpose) && isFound(one, query),
      );
      if (found.length > limit) growLater();
      return found.slice(0, limit).map((vendor) => askedRow(vendor, draft.vendors[vendor.id]!));
    },
    found: (query) => plural(locale.found, asked.filter((one) => isFound(one, query)).length, locale),
    others: (draft) => [<Exempt draft={draft} />, <Objections draft={draft} />],
    necessary: () => {
      const vendors = all.filter(({ id }) => settings.necessary.some((vendor) => vendor.id === id));
      return (
        vendors.length > 0 && (
          <ul>
            {vendors.map((vendor) => (
              <li key={vendor.id} class="portillon-vendor">
                <p>{vendor.name}</p>
                <Details vendor={vendor} locale={locale} />
              </li>
            ))}
          </ul>
        )
      );
    },
  };
}
