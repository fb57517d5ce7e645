/** A tag in the row. */
interface Place {
  /** When it was started; in a row, when its turn came. */
  since: number;
  running: boolean;
  readonly step: { takeBack?(): boolean };
}

/** So many may be left to the browser's own order at a time. */
const longest = 8;

/** The tags that were left to the browser's own order, and that have not all run. */
export function createRow() {
  let row: Place[] = [];
  return {
    has: (entry: Place): boolean => row.includes(entry),
    /** May one be started now, behind those in the row? Only one that is in order itself. */
    admits: (inOrder: boolean): boolean => !row.length || (inOrder && row.length < longest),
    add(entry: Place): void {
      row.push(entry);
    },
    /** It has run, so that only now it is the turn of the next. */
    leave(entry: Place): void {
      if (!row.includes(entry)) return;
      row = row.filter((other) => other !== entry);
      for (const other of row) other.since = performance.now();
    },
    /** There is no row any more: those that have not run wait again, but for one that does not come. */
    dissolve(late?: Place): void {
      for (const entry of row) if (entry !== late && entry.step.takeBack?.()) entry.running = false;
      row = [];
    },
  };
}
