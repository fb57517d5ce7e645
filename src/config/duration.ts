/** A calendar duration: `P1Y6M`, `P13M`, `P90D`, `PT30M`. */
export interface Duration {
  readonly months: number;
  readonly milliseconds: number;
}

const form =
  /^P(?=\d|T\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(?:T(?=\d)(\d{1,5}H)?(\d{1,6}M)?(\d{1,7}S)?)?$/;

/** Reads an ISO 8601 duration of whole numbers; undefined for anything else. */
export function parseDuration(text: unknown): Duration | undefined {
  const match = typeof text === 'string' && form.exec(text);
  if (!match) return undefined;
  const part = (group: number) => Number.parseInt(match[group] ?? '0', 10);
  return {
    months: part(1) * 12 + part(2),
    milliseconds: ((((part(3) * 7 + part(4)) * 24 + part(5)) * 60 + part(6)) * 60 + part(7)) * 1000,
  };
}

/** Adds calendar months in UTC, then the rest: 31 August and six months is the last day of February (R48). */
export function addDuration(time: number, { months, milliseconds }: Duration): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  // A day that the month does not have has become one of the next month.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime() + milliseconds;
}
