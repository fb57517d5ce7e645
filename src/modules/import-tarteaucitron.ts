import type { ReadEarlier } from '../model/import.js';

const form = /^(![^!=;,\s]+=(true|false))+$/;

/**
 * tarteaucitron 1: `!gtag=true!facebookpixel=false`, without a time. A service that is still `wait` shows that the
 * visitor was not done; those that ask for no consent are `true` by then.
 */
const read: ReadEarlier = (text) => {
  if (!form.test(text)) return undefined;
  const pairs = text
    .slice(1)
    .split('!')
    .map((pair) => pair.split('=') as [name: string, status: string]);
  const answers = new Map(pairs);
  if (answers.size < pairs.length) return undefined;
  return { answer: (name) => (answers.has(name) ? answers.get(name) === 'true' : undefined) };
};

export default read;
