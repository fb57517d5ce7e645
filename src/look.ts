import type { Ask } from './model/ask.js';
import type { Core } from './model/core.js';
import type { State } from './model/decision.js';

/**
 * Looks whether what is stored now differs from what holds: another tab may have answered, or the time of the choice be
 * over. `asked` is what makes a choice hold, where it is there; `ask` loads it. `returned`: the page comes out of the history.
 */
export function createLook(
  core: Core,
  asked: () => Ask | undefined,
  ask: () => Promise<Ask>,
  onLost: () => void,
): (returned?: boolean) => void {
  /** The page that comes holds what is stored, and cleans up. */
  const reload = () => {
    const runs = core.held && core.gate?.running();
    if (runs) core.gate?.reload(runs);
    return runs;
  };
  /** Does something run that this state refuses? */
  const runsOn = (state: State) =>
    core.gate?.runOn(state) || core.gate?.running()?.some((id) => state.vendors[id] !== 'granted');
  return (returned) => {
    if (!core.running) return;
    const stored = core.read();
    if (stored?.text === core.stored?.text) {
      core.watchClock();
      asked()?.prove();
    }
    // A page that comes back from the history goes on at once: there is no time to load a file.
    else if (returned && runsOn(core.derive(stored?.record)) && reload()) return;
    else if (asked()) asked()?.reread();
    else {
      // What was refused ends at once: the file that makes the new choice hold may be slow, or lost.
      if (core.held) core.gate?.narrow(core.derive(stored?.record));
      ask().then(
        (file) => file.reread(),
        () => {
          onLost();
          if (runsOn(core.state)) reload();
        },
      );
    }
  };
}
