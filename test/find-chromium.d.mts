/** The path of a browser; throws an Error that says what to install. */
export function findChromium(): string;
