import type { Core } from './model/core.js';
import type { Settings } from './model/settings.js';
import { once } from './once.js';
import { wasChecked } from './record/checked.js';

/**
 * Was the configuration checked, and the check itself, made once. `look` is left out where it was checked already.
 * `onSound` is told that it has no fault, which was not known on this device; `onFaulty`, that everything ends.
 */
export function createChecking(
  settings: Settings,
  look: (() => Promise<boolean | undefined>) | undefined,
  onSound: () => void,
  onFaulty: () => void,
): Pick<Core, 'isChecked' | 'check'> {
  let checked = !look;
  // Asked only where something may run: to touch storage takes the browser long.
  const isChecked = () => {
    checked ||= wasChecked(settings);
    return checked;
  };
  return {
    isChecked,
    check: once(async () => {
      if (isChecked()) return true;
      const isSound = await look?.();
      checked = isSound === true;
      // Where it could not be had, nothing is known, and nothing ends.
      if (isSound !== undefined) (isSound ? onSound : onFaulty)();
      return isSound;
    }),
  };
}
