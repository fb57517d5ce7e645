import { h } from './jsx.js';

interface SwitchProps {
  readonly id: string;
  readonly kind: 'purpose' | 'vendor' | 'objection';
  readonly label: string;
  readonly on: boolean;
  /** How it stands, in words. */
  readonly state: string;
  /** The vendors of a purpose differ from it. */
  readonly mixed?: boolean;
  onSwitch(on: boolean): void;
}

/** A native checkbox with its state in words, not in colour alone (R100). */
export function Switch({ id, kind, label, on, state, mixed, onSwitch }: SwitchProps) {
  return (
    <label>
      <span>{label}</span>
      <small aria-hidden="true">{state}</small>
      <input
        type="checkbox"
        data-portillon="switch"
        {...{ [`data-${kind}`]: id }}
        aria-describedby={kind === 'vendor' ? undefined : `portillon-about-${id}`}
        checked={on}
        indeterminate={mixed}
        onchange={({ target }: Event) => onSwitch((target as HTMLInputElement).checked)}
      />
    </label>
  );
}
