import type { Problem, Report } from './model/problem.js';

export interface Reporter {
  readonly problems: readonly Problem[];
  readonly report: Report;
}

/** Collects problems, once for each code and subject, and tells them to the console and to the site's own code. */
export function createReporter(onProblem?: (problem: Problem) => void): Reporter {
  const problems: Problem[] = [];
  const told = new Set<string>();
  return {
    problems,
    report(code, subject, text) {
      const key = `${code} ${subject}`;
      if (told.has(key)) return;
      told.add(key);
      const problem: Problem = Object.freeze({ code, subject, message: `${subject} ${text}` });
      problems.push(problem);
      try {
        console.warn(`[portillon] ${code}: ${problem.message}`);
        onProblem?.(problem);
      } catch {
        // Their console, their handler, their error: the gate goes on.
      }
    },
  };
}
