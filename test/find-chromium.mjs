// Finds a Chromium for the tests, or installs one where that can be done without asking. Prints how, or what to do.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const usable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = () =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find(usable);

const ownDownload = () => {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
};

function install() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/\b(debian|ubuntu)\b/.test(system) || process.getuid?.() !== 0) return undefined;
  console.log('No Chromium found: apt-get install chromium …');
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return onPath();
}

/** The path of a browser; throws an Error that says what to install. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (usable(given)) return given;
    throw new Error(`CHROMIUM_PATH names no program that can be run: ${given}`);
  }
  const found = onPath() ?? ownDownload() ?? install();
  if (found) return found;
  throw new Error(
    'The end-to-end tests need a Chromium. Do one of these: set CHROMIUM_PATH; install Chromium or Chrome; run `npx playwright install chromium`.',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(findChromium());
