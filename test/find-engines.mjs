// Finds the browsers of the tests, or installs them where that can be done without asking. Prints how, or what to do.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

const usable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (...names) =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find(usable);

const playwrights = () => {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
};

/** MiniBrowser lies outside the path, in a folder named after the machine and the version of the library. */
function miniBrowser() {
  const folders = ['/usr/lib', '/usr/libexec', '/usr/lib64'];
  for (const folder of folders.filter((path) => existsSync(path))) {
    const inner = readdirSync(folder).flatMap((name) =>
      name.startsWith('webkit2gtk')
        ? [join(folder, name)]
        : /-linux-/.test(name)
          ? readdirSync(join(folder, name))
              .filter((library) => library.startsWith('webkit2gtk'))
              .map((library) => join(folder, name, library))
          : [],
    );
    const found = inner.map((path) => join(path, 'MiniBrowser')).find(usable);
    if (found) return found;
  }
  return undefined;
}

function webKit() {
  const [driver, screen, browser] = [onPath('WebKitWebDriver'), onPath('xvfb-run'), miniBrowser()];
  return driver && screen && browser ? { driver, screen, browser } : undefined;
}

let updated = false;

/** Debian and Ubuntu, as root: nobody has to be asked. */
function install(...packages) {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/\b(debian|ubuntu)\b/.test(system) || process.getuid?.() !== 0) return;
  console.log(`apt-get install ${packages.join(' ')} …`);
  if (!updated) spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  updated = true;
  spawnSync('apt-get', ['install', '-y', '-qq', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function given(variable) {
  const path = process.env[variable];
  if (path && !usable(path)) throw new Error(`${variable} names no program that can be run: ${path}`);
  return path;
}

function find(look, ...packages) {
  const found = look();
  if (found) return found;
  install(...packages);
  return look();
}

const chromiums = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of a Chromium, without which nothing can be tested; throws an Error that says what to install. */
export function findChromium() {
  const found = given('CHROMIUM_PATH') ?? find(() => onPath(...chromiums) ?? playwrights(), 'chromium');
  if (found) return found;
  throw new Error(
    'The end-to-end tests need a Chromium. Do one of these: set CHROMIUM_PATH; install Chromium or Chrome; run `npx playwright install chromium`.',
  );
}

/** The path of a Firefox, or undefined. */
export const findFirefox = () =>
  given('FIREFOX_PATH') ?? find(() => onPath('firefox-esr', 'firefox'), 'firefox-esr');

/** The driver and the browser of WebKitGTK, and the screen that they need; or undefined. */
export const findWebKit = () => find(webKit, 'webkit2gtk-driver', 'xvfb');

/** What to do about an engine that was not found. */
export const missing = {
  firefox: 'Firefox was not found: set FIREFOX_PATH, or install firefox-esr or Firefox.',
  webkit: 'WebKit was not found: install webkit2gtk-driver and xvfb (Linux only).',
};

/** Finds all engines, and says which it could not find. */
export function findEngines() {
  const engines = { chromium: findChromium(), firefox: findFirefox(), webkit: findWebKit() };
  console.log(`Chromium: ${engines.chromium}`);
  console.log(engines.firefox ? `Firefox: ${engines.firefox}` : missing.firefox);
  console.log(engines.webkit ? `WebKit: ${engines.webkit.browser}` : missing.webkit);
  return engines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) findEngines();
