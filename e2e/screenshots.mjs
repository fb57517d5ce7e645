// Takes the pictures of the README from the demo: `npm run screenshots`. `looks-as-pictured.e2e.ts` compares them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { startDemo } from '../demo/serve.mjs';
import { findChromium } from '../test/find-engines.mjs';
import { pictures, takePicture } from './support/pictures.mjs';

const folder = fileURLToPath(new URL('../demo/screenshots/', import.meta.url));
const demo = await startDemo({ port: 0 });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-quic'],
});
mkdirSync(folder, { recursive: true });
for (const picture of pictures) {
  writeFileSync(`${folder}${picture.name}.png`, await takePicture(browser, demo, picture));
}
await browser.close();
await demo.close();
