import type { Report } from '../model/problem.js';
import { isPolicyRefused } from '../page/trusted-types.js';

/** Reports what could not be started; once for the page, where it is the page that forbids it. */
export function reportFailure(report: Report, name: string, error: unknown): void {
  if (!isPolicyRefused()) report('tag-failed', name, `could not be started; the others go on. ${error}`);
  else {
    report(
      'policy-refused',
      'page',
      'forbids the Trusted Types policy that starts scripts, so they stay held: add "portillon" to trusted-types in its Content-Security-Policy.',
    );
  }
}
