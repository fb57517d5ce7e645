import type { Settings } from '../model/settings.js';

/** A short hash (FNV-1a, 32 bits, base 36) of what was asked: policy version, purposes, vendors. It is no secret. */
export function hashAsked({ policyVersion, purposes, vendors }: Settings): string {
  const text = [
    policyVersion,
    ...purposes.map(({ id }) => id),
    ...vendors.map(({ id, purposes: needed }) => `${id}:${needed}`),
  ].join('|');
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
