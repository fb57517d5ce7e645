import type { Settings } from '../model/settings.js';
import { readStored, remove, write } from '../page/storage.js';

// Hashes of the configurations that were checked and found sound on this device, noted once there is a choice: the last
// few, as the pages of a site may differ. Where it cannot be kept, a configuration is checked again.

const keyOf = ({ store }: Settings): string => `${store.name}-checked`;
const read = (settings: Settings): string[] => readStored(keyOf(settings)).flatMap((text) => text.split(' '));

/** Was this very configuration found sound on this device? Not `includes`: the hash is made only to be compared, as it takes long. */
export const wasChecked = (settings: Settings): boolean =>
  read(settings).some((one) => one === settings.asked);

/** Notes that it was found sound. Where that cannot be kept, nothing is said. */
export function noteChecked(settings: Settings): void {
  const { asked } = settings;
  const noted = read(settings);
  if (!noted.includes(asked)) write(keyOf(settings), [asked, ...noted].slice(0, 8).join(' '));
}

/** Forgets this configuration and all others that were noted. */
export const forgetChecked = (settings: Settings): void => remove(keyOf(settings));
