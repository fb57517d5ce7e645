import type { Report } from '../model/problem.js';
import { isPolicyRefused } from '../page/trusted-types.js';

/** Reports what could not be started; once for the page, where it is the page that forbids it. */
export function reportFailure(report: Report, name: string, error: unknown): void {
  if (isPolicyRefused()) report('policy-refused', 'page');
  else report('tag-failed', name, error);
}
