// Plain JavaScript, because the build itself needs it too.

/** JSON of which there is only one form: keys sorted, no space (RFC 8785, for texts, whole numbers, lists and maps). */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${fields.join(',')}}`;
}

const shown = [
  'name',
  'controller',
  'country',
  'safeguards',
  'necessary',
  'privacyPolicyUrl',
  'cookies',
  'storage',
  'databases',
];

/** What a visitor is told of a vendor, out of its file or of its entry in the configuration. */
export const shownFacts = (vendor) =>
  Object.fromEntries(shown.filter((key) => vendor[key] !== undefined).map((key) => [key, vendor[key]]));
