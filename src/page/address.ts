/** Reads addresses for us: a link does that in a third of the time of `new URL`, whose first use alone costs milliseconds. */
let reader: HTMLAnchorElement | undefined;

/** The parts of an address; the empty text as host where it is none, or leads nowhere. Read them at once. */
export function readAddress(url: string): Pick<HTMLAnchorElement, 'protocol' | 'host' | 'username'> {
  reader ??= document.createElement('a');
  reader.href = url;
  return reader;
}
