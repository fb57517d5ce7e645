/** The programs that WebKitGTK needs: its driver, its browser, and a screen. */
export interface WebKit {
  readonly driver: string;
  readonly screen: string;
  readonly browser: string;
}

export interface Engines {
  readonly chromium: string;
  readonly firefox: string | undefined;
  readonly webkit: WebKit | undefined;
}

/** The path of a browser; throws an Error that says what to install. */
export function findChromium(): string;
export function findFirefox(): string | undefined;
export function findWebKit(): WebKit | undefined;
/** Finds or installs all, and prints which and which not. */
export function findEngines(): Engines;
/** What to do about an engine that was not found. */
export const missing: { readonly firefox: string; readonly webkit: string };
