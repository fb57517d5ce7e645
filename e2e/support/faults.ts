import { browser, builtIns } from './faults/built-ins.js';
import type { Fault } from './faults/fault.js';
import { page } from './faults/host-page.js';
import { network } from './faults/network.js';
import { optimisers } from './faults/optimisers.js';
import { storage } from './faults/storage.js';
import { tabs } from './faults/tabs.js';
import { time } from './faults/time.js';

export { everything, type Fault } from './faults/fault.js';

export interface Row extends Fault {
  readonly group: string;
}

/** Every row of the matrix, for pages with this configuration and this copy of our script. */
export function allFaults(config: object, script: string): readonly Row[] {
  const groups = {
    storage,
    network: network(config),
    time,
    tabs,
    page,
    builtIns,
    browser,
    optimisers: optimisers(script),
  };
  return Object.entries(groups).flatMap(([group, faults]) => faults.map((fault) => ({ ...fault, group })));
}
