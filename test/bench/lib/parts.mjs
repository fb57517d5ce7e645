// Whether the parts of a run may be read together, and how far they can be trusted.

/** Why the parts do not belong together, each reason a line: other files or pages were served, or one was cut short. */
export function mixed(parts) {
  const [[first, { served: wanted } = {}] = [], ...others] = Object.entries(parts);
  const reasons = Object.entries(parts)
    .filter(([, { finished }]) => !finished)
    .map(([part]) => `${part} did not finish`);
  for (const [part, { served }] of others) {
    const names = new Set([...Object.keys(wanted), ...Object.keys(served)]);
    const other = [...names].filter((name) => wanted[name] !== served[name]);
    if (other.length)
      reasons.push(`${part} and ${first} were not given the same files and pages: ${other.join(', ')}`);
  }
  return reasons;
}

/** A line for each part: its runs, the load of the machine after each round, and what speaks against its figures. */
export const trust = ({ parts, machine }) =>
  Object.entries(parts).map(([part, { started, runs, load, failures }]) => {
    const doubts = [];
    // The questions of correctness have a yes or a no; nothing there is timed.
    if (part !== 'correctness') {
      if (runs < 3) doubts.push('FEWER THAN 3 RUNS');
      if (Math.max(...load) > machine.cores) doubts.push(`LOAD ABOVE THE ${machine.cores} CORES`);
    }
    const said = doubts.length ? ` – ${doubts.join(', ')}: distrust its times` : '';
    const first = failures.map(({ what, error }) => `\n    a visit failed: ${what}: ${error}`).join('');
    return `${part}: ${runs} ${runs === 1 ? 'run' : 'runs'}, load ${load.join(', ')}, ${started}${said}${first}`;
  });
