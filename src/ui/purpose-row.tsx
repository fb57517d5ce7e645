import type { Purpose } from '../model/purpose.js';
import type { Settings } from '../model/settings.js';
import type { PanelContext } from './context.js';
import { type Draft, isMixed, switchPurpose } from './draft.js';
import { type Child, h } from './jsx.js';
import { Switch } from './switch.js';
import { plural, purposeText } from './words.js';

interface PurposeRowProps {
  readonly purpose: Purpose;
  readonly locale: PanelContext['locale'];
  readonly settings: Settings;
  readonly draft: Draft;
  /** How many partners it has. */
  readonly count: number;
  /** Its partners, once somebody looked at them; while a search is on, those that answer to it. */
  readonly rows: readonly Child[] | undefined;
  readonly isOpen: boolean;
  /** What is looked for: in each search all disclosures are new, as the visitor may have closed some. */
  readonly query: string;
  change(next: (draft: Draft) => Draft): void;
  /** Somebody opened its partners. */
  look(): void;
}

/** One purpose, its switch, and its partners in a disclosure. */
export function PurposeRow(props: PurposeRowProps) {
  const { purpose, locale, settings, draft, count, rows, isOpen, query, change, look } = props;
  const { id } = purpose;
  const { title, description } = purposeText(purpose, locale, settings);
  const on = draft.purposes[id]!;
  const mixed = isMixed(settings, draft, id);
  return (
    <section class="portillon-purpose" aria-label={title} hidden={query !== '' && rows?.length === 0}>
      <h3>
        <Switch
          id={id}
          kind="purpose"
          label={title}
          on={on}
          mixed={mixed}
          state={mixed ? locale.stateMixed : on ? locale.stateGranted : locale.stateDenied}
          onSwitch={(yes) => change((now) => switchPurpose(settings, now, id, yes))}
        />
      </h3>
      <p id={`portillon-about-${id}`}>{description}</p>
      {count > 0 && (
        <details
          key={query}
          open={isOpen}
          ontoggle={({ target }: Event) => (target as HTMLDetailsElement).open && look()}
        >
          <summary>{plural(locale.partnerCount, count, locale)}</summary>
          {rows && <ul>{rows}</ul>}
        </details>
      )}
    </section>
  );
}
