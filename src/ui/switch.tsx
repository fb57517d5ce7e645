import { h } from 'preact';
import type { Locale } from '../model/locale.js';

interface SwitchProps {
  readonly locale: Locale;
  readonly id: string;
  readonly kind: 'purpose' | 'vendor' | 'objection';
  readonly label: string;
  readonly on: boolean;
  /** The vendors of a purpose differ from it. */
  readonly mixed?: boolean;
  /** What it says when on and when off. Default: accepted, rejected. */
  readonly states?: readonly [on: string, off: string];
  onSwitch(on: boolean): void;
}

/** A native checkbox with its state in words, not in colour alone (R100). */
export function Switch({ locale, id, kind, label, on, mixed = false, states, onSwitch }: SwitchProps) {
  const [granted, denied] = states ?? [locale.stateGranted, locale.stateDenied];
  return (
    <label class="portillon-switch">
      <span class="portillon-label">{label}</span>
      <span class="portillon-state" aria-hidden="true">
        {mixed ? locale.stateMixed : on ? granted : denied}
      </span>
      <input
        type="checkbox"
        data-portillon="switch"
        {...{ [`data-${kind}`]: id }}
        aria-describedby={kind === 'vendor' ? undefined : `portillon-about-${id}`}
        checked={on}
        indeterminate={mixed}
        onChange={(event: Event) => onSwitch((event.currentTarget as HTMLInputElement).checked)}
      />
    </label>
  );
}
