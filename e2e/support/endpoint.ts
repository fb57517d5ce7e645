import type { IncomingMessage } from 'node:http';
import type { Handler, Reply } from './server.js';

/** What an endpoint does with one post: takes it or not, and answers, answers badly, hangs or hangs up. */
export interface Fate {
  readonly taken: boolean;
  readonly answer: number | 'hangs' | 'lost';
}

export interface Endpoint {
  /** Every post, in order of arrival, whether it was taken or not. */
  readonly posts: { readonly body: string; readonly headers: IncomingMessage['headers'] }[];
  /** What was taken, by id: each id counts once. */
  readonly taken: Map<string, string>;
  /** Ids that came again with another body. */
  readonly changed: string[];
  fate: () => Fate;
  readonly handle: Handler;
}

export const well: Fate = { taken: true, answer: 204 };

/** An endpoint for proofs at `/api/consents` that treats `recordId` as key, and fails as it is told. */
export function createEndpoint(): Endpoint {
  const endpoint: Endpoint = {
    posts: [],
    taken: new Map(),
    changed: [],
    fate: () => well,
    async handle({ path, incoming }) {
      if (path !== '/api/consents') return undefined;
      const body = await readBody(incoming);
      if (body === undefined) return { delay: Number.POSITIVE_INFINITY };
      endpoint.posts.push({ body, headers: incoming.headers });
      const { taken, answer } = endpoint.fate();
      if (taken) {
        const { recordId } = JSON.parse(body) as { recordId: string };
        if ((endpoint.taken.get(recordId) ?? body) !== body) endpoint.changed.push(recordId);
        endpoint.taken.set(recordId, body);
      }
      return reply(answer, incoming);
    },
  };
  return endpoint;
}

function reply(answer: Fate['answer'], incoming: IncomingMessage): Reply {
  if (typeof answer === 'number') return { status: answer, type: 'application/json', body: '' };
  if (answer === 'lost') incoming.socket.destroy();
  return { delay: Number.POSITIVE_INFINITY };
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  try {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    return Buffer.concat(parts).toString();
  } catch {
    // The visitor left while it was sent.
    return undefined;
  }
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
