/** Why storage needs no consent: the closed list of the CNIL's guidelines, article 5 (R8). */
export const necessaryReasons = [
  'consent-choice',
  'authentication',
  'security',
  'basket',
  'load-balancing',
  'interface-choice',
  'limited-access',
  'exempt-audience',
] as const;

/** One of these reasons, by its name. */
export type NecessaryReason = (typeof necessaryReasons)[number];
