/**
 * Deletes the IndexedDB databases whose names are chosen, and returns those that were there, where the browser lists them:
 * one that a page holds open goes with that page. Never rejects.
 */
export async function erase(chosen: (name: string) => boolean): Promise<string[]> {
  try {
    const names = ((await indexedDB.databases?.()) ?? []).flatMap(({ name }) => name ?? []).filter(chosen);
    for (const name of names) indexedDB.deleteDatabase(name);
    return names;
  } catch {
    // A sandboxed frame refuses even to look.
    return [];
  }
}
