import type { ProofEvent, ProofRecord } from '../model/proof.js';
import type { Vendor } from '../model/settings.js';

/**
 * What one vendor must know of a decision, for a site that has to show it that consent was given (CNIL, guidelines on
 * cookies: the collector makes the proof available): its own answer, that of the purposes it needs, and nothing of others.
 */
export function forVendor(proof: ProofRecord, { id, purposes }: Vendor): ProofRecord {
  const { objections, ...rest } = proof;
  const answer = proof.vendors[id] ?? 'undecided';
  const own = Object.entries(proof.purposes).filter(([purpose]) => purposes.includes(purpose));
  return {
    ...rest,
    event: eventOf(proof.event, answer === 'granted'),
    purposes: Object.fromEntries(own),
    vendors: { [id]: answer },
    ...(objections?.includes(id) && { objections: [id] }),
  };
}

/** What happened to this vendor, of which the whole says only part. */
function eventOf(whole: ProofEvent, isGranted: boolean): ProofEvent {
  if (isGranted) return 'given';
  return whole === 'withdrawn' || whole === 'expired' ? whole : 'refused';
}
