/** Deletes the IndexedDB databases whose names are chosen, where the browser lists them. Never rejects. */
export async function erase(chosen: (name: string) => boolean): Promise<void> {
  try {
    for (const { name } of (await indexedDB.databases?.()) ?? []) {
      if (name && chosen(name)) indexedDB.deleteDatabase(name);
    }
  } catch {
    // A sandboxed frame refuses even to look.
  }
}
