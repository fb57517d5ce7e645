import { readFileSync } from 'node:fs';
import { transform } from 'lightningcss';
import postcss from 'postcss';

/** A build plugin: a stylesheet becomes a module that exports its text, minified, every declaration `!important`. */
export const importantCss = () => ({
  name: 'important-css',
  load(id) {
    if (!id.endsWith('.css')) return null;
    const root = postcss.parse(readFileSync(id, 'utf8'));
    root.walkDecls((declaration) => {
      declaration.important = true;
    });
    const { code } = transform({ filename: id, code: Buffer.from(root.toString()), minify: true });
    return `export default ${JSON.stringify(code.toString())}`;
  },
});
