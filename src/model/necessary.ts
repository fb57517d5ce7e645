/**
 * Why storage needs no consent: the closed list of the CNIL's guidelines, article 5 (R8). The last of that list, an exempt
 * measurement of audience, is none of these words: it is attested point by point (`exempt`, R59).
 */
export const necessaryReasons = [
  'consent-choice',
  'authentication',
  'security',
  'basket',
  'load-balancing',
  'interface-choice',
  'limited-access',
] as const;

/** One of these reasons, by its name. */
export type NecessaryReason = (typeof necessaryReasons)[number];
