/**
 * Ends the push subscriptions of the site's service workers whose file names are chosen, and unregisters them. They outlive
 * the pages that made them. Never rejects.
 */
export async function unregister(chosen: (file: string) => boolean): Promise<void> {
  try {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      const { active, waiting, installing, pushManager } = registration;
      const url = (active ?? waiting ?? installing)?.scriptURL ?? '';
      if (!chosen(url.split(/[?#]/, 1)[0]!.split('/').at(-1)!)) continue;
      try {
        await (await pushManager?.getSubscription())?.unsubscribe();
      } catch {
        // The push service cannot be reached. Without its worker a subscription shows nothing.
      }
      await registration.unregister();
    }
  } catch {
    // Plain http knows none, and a sandboxed frame refuses even to look.
  }
}
