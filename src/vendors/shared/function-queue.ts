import type { VendorPage } from '../../model/preset.js';

/** The vendor's function, or its stub: what it is called with is one command. */
export type Command = (...command: unknown[]) => void;

interface Form {
  /** The stub's property that keeps the commands. */
  readonly queue: string;
  /** The property under which the vendor's script takes them once it is there. */
  readonly handler?: string;
  /** Further properties that the vendor's script looks for. */
  readonly marks?: { readonly [name: string]: unknown };
}

/**
 * A vendor's global function, or its usual stub, which keeps commands until the vendor's script takes over.
 */
export function functionQueue({ window }: VendorPage, name: string, form: Form = { queue: 'q' }): Command {
  if (!window[name]) {
    const commands: unknown[][] = [];
    const stub: Command & { [property: string]: unknown } = Object.assign(
      (...command: unknown[]) => {
        const live = form.handler && stub[form.handler];
        if (live) (live as Command).apply(stub, command);
        else (stub[form.queue] as unknown[][]).push(command);
      },
      { ...form.marks, [form.queue]: commands },
    );
    window[name] = stub;
  }
  return window[name] as Command;
}
