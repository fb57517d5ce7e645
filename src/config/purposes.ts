import { type Purpose, standardPurposes } from '../model/purpose.js';
import type { Checker } from './check.js';
import { idForm, idText } from './forms.js';

/** What the site processes without cookies and without asking; each names itself (R43). */
export function readObjections(value: unknown, taken: readonly string[], check: Checker): Purpose[] {
  return check.list(value, 'objections').flatMap((item, index, all) => {
    const path = `objections[${index}]`;
    const own = readPurpose(item, path, check);
    const before = all.slice(0, index).map((other) => (other as Purpose | null)?.id);
    if (own && [...taken, ...before, ...standardPurposes].includes(own.id)) {
      check.fail(`${path}.id`, own.id, 'an id that no purpose, vendor or other objection has');
    }
    return own ?? [];
  });
}

export function readPurposes(value: unknown, check: Checker): Purpose[] {
  const purposes: Purpose[] = [];
  const known = standardPurposes.join(', ');
  for (const [index, item] of check.list(value, 'purposes').entries()) {
    const path = `purposes[${index}]`;
    if (typeof item === 'string') {
      if ((standardPurposes as readonly string[]).includes(item)) purposes.push({ id: item });
      else check.fail(path, item, `${known}, or an object with id and title`, standardPurposes);
    } else {
      const own = readPurpose(item, path, check);
      if (own) purposes.push(own);
    }
    if (purposes.slice(0, -1).some(({ id }) => id === purposes.at(-1)?.id)) {
      check.fail(path, purposes.at(-1)?.id, 'each purpose once');
    }
  }
  if (!purposes.length && !check.issues.length)
    check.fail('purposes', 'an empty list', 'at least one purpose');
  return purposes;
}

function readPurpose(value: unknown, path: string, check: Checker): Purpose | undefined {
  const fields = check.object(value, path, 'id title description notForMinors');
  if (!fields) return undefined;
  const id = check.text(fields.id, `${path}.id`, idText, idForm) ?? '';
  const standard = (standardPurposes as readonly string[]).includes(id);
  if (!standard || fields.title !== undefined) readLocalized(fields.title, `${path}.title`, check);
  if (fields.description !== undefined) readLocalized(fields.description, `${path}.description`, check);
  if (fields.notForMinors !== undefined && typeof fields.notForMinors !== 'boolean') {
    check.fail(`${path}.notForMinors`, fields.notForMinors, 'true or false');
  }
  return { ...fields, id };
}

function readLocalized(value: unknown, path: string, check: Checker): void {
  const expected = 'a text, or texts by language such as { "fr": "…" }';
  if (typeof value === 'object' && value) {
    const texts = Object.entries(check.object(value, path) ?? {});
    if (!texts.length) check.fail(path, value, expected);
    for (const [tag, text] of texts) check.text(text, `${path}.${tag}`);
  } else check.text(value, path, expected);
}
