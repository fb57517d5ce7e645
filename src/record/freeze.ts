/** Nobody outside may turn a no into a yes. */
export function freeze<T extends object>(record: T): T {
  for (const part of Object.values(record)) if (typeof part === 'object') Object.freeze(part);
  return Object.freeze(record);
}
