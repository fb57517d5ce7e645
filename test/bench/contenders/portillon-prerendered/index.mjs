// Portillon with its first layer printed into the HTML, as `portillon render` does.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import portillon, { config, configTag, dist, scriptTag } from '../portillon/index.mjs';

/** Where a build may keep it. */
async function findRenderer() {
  for (const file of ['render.js', 'esm/render.js', 'esm/index.js']) {
    const module = await import(pathToFileURL(join(dist, file)).href).catch(() => undefined);
    if (module?.renderBanner) return module.renderBanner;
  }
  return undefined;
}
const renderBanner = portillon.skip ? undefined : await findRenderer();

export default {
  ...portillon,
  label: 'portillon, prerendered',
  skip: portillon.skip || (renderBanner ? false : 'this build has no renderBanner'),
  prepare: async (m) => ({ ...m, banner: await renderBanner(config(m), { locale: 'fr', nonce: m.nonce }) }),
  head: (m) => configTag(m) + scriptTag(m),
  top: (m) => m.banner,
};
