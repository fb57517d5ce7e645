import type { ProofRecord } from '../model/proof.js';
import type { Vendor } from '../model/settings.js';
import { eventFor, proofBefore } from './event.js';

/**
 * What one vendor must know of these decisions, for a site that has to show it that consent was given (CNIL, guidelines
 * on cookies: the collector makes the proof available): its own answers, those of the purposes it needs, and nothing of
 * others. Decisions that did not answer for it are left out; so is all of a measurement that needs no consent.
 */
export function forVendor(proofs: readonly ProofRecord[], { id, purposes }: Vendor): ProofRecord[] {
  const isOwn = (name: string) => name === id || purposes.includes(name);
  return proofs.flatMap((proof) => {
    const { objections: _, unasked = [], ...rest } = proof;
    const answer = proof.vendors[id];
    if (!answer || (answer === 'undecided' && proof.expires)) return [];
    const own = unasked.filter(isOwn);
    return {
      ...rest,
      event: eventFor(proof, answer, proofBefore(proof, proofs)?.vendors[id]),
      purposes: Object.fromEntries(Object.entries(proof.purposes).filter(([name]) => isOwn(name))),
      vendors: { [id]: answer },
      ...(own.length && { unasked: own }),
    };
  });
}
