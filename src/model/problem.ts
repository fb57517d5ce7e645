/** One thing that a developer or site owner should mend. It never stops the page. */
export interface Problem {
  /** Stable, kebab-case: may be tested for and searched for. */
  readonly code: string;
  /** One sentence: what was found, what was expected, and the fix. */
  readonly message: string;
  /** What it is about: a path in the configuration, an element in short, a vendor. */
  readonly subject?: string;
}

/** Tells developers of a problem; the sentence of the code is made of the details. The same code and subject are told once. */
export type Report = (code: string, subject: string, ...details: readonly unknown[]) => void;

/** One fault of a configuration. */
export interface ConfigIssue {
  /** Where, as written in JavaScript: `vendors[2].id`. */
  readonly path: string;
  /** What stands there, shortened. */
  readonly found: string;
  readonly expected: string;
  /** The known name that comes nearest, where there is one. */
  readonly nearest?: string;
}

/** Thrown by `createConsent` for a configuration that cannot be used; `issues` lists every fault at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
  constructor(readonly issues: readonly ConfigIssue[]) {
    super(
      `The configuration has ${issues.length} problem${issues.length > 1 ? 's' : ''}; everything stays held.` +
        issues
          .map(
            ({ path, found, expected, nearest }) =>
              `\n  ${path}: found ${found}, expected ${expected}` +
              (nearest ? ` (did you mean "${nearest}"?)` : ''),
          )
          .join(''),
    );
  }
}
