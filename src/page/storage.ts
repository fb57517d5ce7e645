type Area = 'localStorage' | 'sessionStorage';
const areas: readonly Area[] = ['localStorage', 'sessionStorage'];

/** Storage throws when it is merely touched in a sandboxed frame or with cookies blocked: then `otherwise`. */
function attempt<T>(area: Area, action: (storage: Storage) => T, otherwise: T): T {
  try {
    return action(window[area]);
  } catch {
    return otherwise;
  }
}

/** What stands under this name; nothing where nothing does. */
export function readStored(name: string): string[] {
  const text = attempt('localStorage', (storage) => storage.getItem(name), null);
  return text === null ? [] : [text];
}

/** False when it did not hold. */
export const write = (name: string, text: string): boolean =>
  attempt(
    'localStorage',
    (storage) => {
      storage.setItem(name, text);
      return storage.getItem(name) === text;
    },
    false,
  );

/** Deletes one of our own keys, from local storage alone. Says nothing where there is none. */
export const remove = (name: string): void =>
  attempt('localStorage', (storage) => storage.removeItem(name), undefined);

/** Every key of local and session storage. */
export const keys = (): string[] =>
  areas.flatMap((area) => attempt(area, (storage) => Object.keys(storage), []));

/** Deletes a vendor's key from both areas. */
export function erase(key: string): void {
  for (const area of areas) attempt(area, (storage) => storage.removeItem(key), undefined);
}
