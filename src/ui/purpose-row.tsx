import { h } from 'preact';
import { useState } from 'preact/hooks';
import type { Purpose } from '../model/purpose.js';
import { type Draft, isMixed } from './draft.js';
import type { VendorFacts, ViewContext } from './facts.js';
import { Switch } from './switch.js';
import { Details } from './traces.js';
import { plural, purposeText } from './words.js';

/** What the parts of the panel share. */
export interface PanelContext {
  readonly context: ViewContext;
  readonly draft: Draft;
  readonly facts: readonly VendorFacts[];
  /** What the visitor looks for among the partners, in lower case; empty for all. */
  readonly query: string;
  /** Show the partners at once. */
  readonly open: boolean;
  onSwitch(kind: 'purpose' | 'vendor', id: string): (on: boolean) => void;
}

/** Does a vendor answer to what the visitor looks for? */
export const isFound = ({ name, controller }: VendorFacts, query: string): boolean =>
  `${name} ${controller}`.toLowerCase().includes(query);

/** One purpose, its switch, and its partners in a disclosure. */
export function PurposeRow({ purpose, panel }: { purpose: Purpose; panel: PanelContext }) {
  const { context, draft, onSwitch, query, open } = panel;
  const { locale, settings } = context;
  const { id } = purpose;
  const { title, description } = purposeText(purpose, locale, settings);
  const asked = settings.vendors.filter((vendor) => !vendor.exempt && vendor.purposes.includes(id));
  const vendors = panel.facts.filter(
    (one) => isFound(one, query) && asked.some((vendor) => vendor.id === one.id),
  );
  return (
    <section class="portillon-purpose" aria-label={title} hidden={query !== '' && !vendors.length}>
      <h3>
        <Switch
          locale={locale}
          onSwitch={onSwitch('purpose', id)}
          id={id}
          kind="purpose"
          label={title}
          on={draft.purposes[id]!}
          mixed={isMixed(settings, draft, id)}
        />
      </h3>
      <p id={`portillon-about-${id}`}>{description}</p>
      {asked.length > 0 && (
        <Disclosure summary={plural(locale.partnerCount, asked.length, locale)} open={open || query !== ''}>
          <ul>
            {vendors.map((vendor) => (
              <VendorRow key={vendor.id} vendor={vendor} panel={panel} />
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

/** Its content is made when it is first opened: hundreds of partners cost nothing until somebody looks. */
function Disclosure({ summary, open, children }: { summary: string; open: boolean; children: unknown }) {
  const [seen, see] = useState(open);
  return (
    <details
      open={open}
      onToggle={(event: Event) => {
        if ((event.currentTarget as HTMLDetailsElement).open) see(true);
      }}
    >
      <summary>{summary}</summary>
      {(seen || open) && (children as never)}
    </details>
  );
}

/** A partner with a switch of its own. `states` says what on and off mean where they are no consent. */
export function VendorRow({
  vendor,
  panel,
  states,
}: {
  vendor: VendorFacts;
  panel: PanelContext;
  states?: readonly [on: string, off: string];
}) {
  const { id, name } = vendor;
  const { locale } = panel.context;
  return (
    <li class="portillon-vendor">
      <Switch
        locale={locale}
        id={id}
        kind="vendor"
        label={name}
        on={panel.draft.vendors[id]!}
        onSwitch={panel.onSwitch('vendor', id)}
        {...(states && { states })}
      />
      <Details vendor={vendor} locale={locale} />
    </li>
  );
}
