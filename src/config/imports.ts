import type { Purpose } from '../model/purpose.js';
import type { ImportConfig } from '../model/settings.js';
import type { Checker, Test } from './check.js';
import type { Known } from './forms.js';

const nameForm = /^[^;=,\s]{1,64}$/;

/** The former tools of a site, and what stands for its purposes there. */
export function readImports(
  value: unknown,
  purposes: readonly Purpose[],
  own: string,
  { imports = [] }: Known,
  check: Checker,
): ImportConfig[] {
  const ids = purposes.map(({ id }) => id);
  return check.list(value, 'import').map((item, index) => {
    const path = `import[${index}]`;
    const fields = check.object(item, path, 'from name purposes revision') ?? {};
    if (!imports.some((tool) => tool === fields.from)) {
      check.fail(`${path}.from`, fields.from, imports.join(', '), imports);
    }
    const isTheirs: Test = { test: (name) => nameForm.test(name) && name.replace(/-imported$/, '') !== own };
    check.text(fields.name, `${path}.name`, 'the name of the cookie or key of that tool', isTheirs);
    const names = check.object(fields.purposes, `${path}.purposes`, ids.join(' ')) ?? {};
    if (!Object.keys(names).length) check.fail(`${path}.purposes`, 'none', 'at least one purpose');
    for (const [id, list] of Object.entries(names)) {
      const theirs = check.list(list, `${path}.purposes.${id}`);
      // All of none would be a yes.
      if (Array.isArray(list) && !list.length) {
        check.fail(`${path}.purposes.${id}`, 'an empty list', 'at least one name of that tool');
      }
      for (const [at, name] of theirs.entries()) check.text(name, `${path}.purposes.${id}[${at}]`);
    }
    if (
      fields.revision !== undefined &&
      !(Number.isInteger(fields.revision) && Number(fields.revision) >= 0)
    ) {
      check.fail(`${path}.revision`, fields.revision, 'a number such as 0, 1 or 2');
    }
    return fields as unknown as ImportConfig;
  });
}
