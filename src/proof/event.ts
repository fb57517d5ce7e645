import type { Answer } from '../model/decision.js';
import type { ProofEvent, ProofRecord } from '../model/proof.js';

/**
 * What a decision did to one purpose or vendor, of which the whole says only part. `before`: its state in the proof
 * before, if this device has that: without it nothing is said to have been granted once.
 */
export function eventFor(whole: ProofRecord, now: Answer, before: Answer | undefined): ProofEvent {
  if (now === 'granted') return 'given';
  if (before === 'granted') return whole.event === 'expired' ? 'expired' : 'withdrawn';
  // Only an end has no end itself.
  return whole.expires ? 'refused' : 'expired';
}

/** The proof of the decision before, among these. */
export const proofBefore = (
  { prevRecordId }: ProofRecord,
  proofs: readonly ProofRecord[],
): ProofRecord | undefined => proofs.find(({ recordId }) => recordId === prevRecordId);
