import type { Load } from './model/core.js';
import type { Problem, Report } from './model/problem.js';
import type { Settings } from './model/settings.js';

/** What was told to developers so far, and how to tell more. A problem is listed once its sentence is there, a moment later. */
export interface Reporter {
  readonly problems: readonly Problem[];
  readonly report: Report;
}

/**
 * Collects problems, once for each code and subject, and tells them to the console and to the site's own code. Their
 * sentences are loaded with the first of them: a site without problems never downloads any. `settings`: known by then, perhaps.
 */
export function createReporter(
  load: Load,
  settings: () => Settings | undefined,
  onProblem?: (problem: Problem) => void,
): Reporter {
  const problems: Problem[] = [];
  const told = new Set<string>();
  return {
    problems,
    report(code, subject, ...details) {
      const key = `${code} ${subject}`;
      if (told.has(key)) return;
      told.add(key);
      const tell = (text: string) => {
        const problem: Problem = Object.freeze({ code, subject, message: `${subject} ${text}` });
        problems.push(problem);
        try {
          console.warn(`[portillon] ${code}: ${problem.message}`);
          onProblem?.(problem);
        } catch {
          // Their console, their handler, their error: the gate goes on.
        }
      };
      void load('messages')
        .then(({ say }) => say(code, details, settings()))
        .catch(() => details.join(' '))
        .then(tell);
    },
  };
}
