import type { ConsentRecord } from '../model/decision.js';
import type { Locale } from '../model/locale.js';
import type { CreateProofs, Note, ProofFormat } from '../model/proof.js';
import { alone, createWaiting, hostName } from '../page/alone.js';
import { remove } from '../page/storage.js';
import { decode, encode } from '../record/codec.js';
import { readNotes } from '../record/note.js';
import { expiry } from '../record/record.js';
import { complete, gather } from '../state/texts.js';
import { createDevice, type Entry, limits } from './device.js';
import { forVendor } from './for-vendor.js';
import { linkedData } from './linked-data.js';
import { endId, makeProof } from './make.js';
import { createSender } from './send.js';

/** The pause before words that were lost on the way are asked for again, and how much longer each one is, in milliseconds. */
const pause = { first: 1000, last: 16_000, growth: 4 };
/** How long a proof waits for its words at most, and a visitor for an export. */
const patience = { proof: 30_000, visitor: 5000 };

/** Proofs of decisions: made from what waits on the device, kept there, and sent to the endpoint of the site. */
export const createProofs: CreateProofs = ({ settings, report, state, loadLocale }) => {
  const { endpoint } = settings;
  const { name } = settings.store;
  const device = createDevice(name);
  const waiting = createWaiting();
  const sender = endpoint ? createSender(endpoint, name, device, report, plan) : undefined;
  let last: Promise<void> = Promise.resolve();
  let areLost = false;

  /** The words of a language, as they are shown: what it lacks comes from English. Rejected where one part is lost. */
  async function wordsIn(tag: string): Promise<Locale> {
    const file = await loadLocale(tag);
    const texts = await gather(file);
    return file.built === tag ? texts : complete(texts, await gather(await loadLocale('en')))[0];
  }

  /** The same, asked for a few times; undefined where they cannot be had. */
  async function insistOn(tag: string): Promise<Locale | undefined> {
    for (let rest = pause.first; ; rest *= pause.growth) {
      try {
        return await wordsIn(tag);
      } catch {
        if (rest > pause.last) return undefined;
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    }
  }

  async function prove(note: Note, expired: boolean, longest: number): Promise<Entry> {
    const { record, previous } = note;
    const tag = (record ?? previous)?.language;
    // A proof without the words is one too: the visitor may never come back, and no proof waits for what others waited for.
    const texts = tag ? await waiting.for(insistOn(tag), areLost ? pause.first : longest) : undefined;
    if (tag) areLost = !texts;
    const proof = makeProof(settings, note, { host: hostName(), texts, expired });
    return { proof, record: record ? encode(record) : '', time: note.time, sent: false };
  }

  async function add(note: Note, expired = false): Promise<void> {
    const id = note.record?.id ?? endId(note.previous!.id);
    if (device.find(id)) return;
    const entry = await prove(note, expired, patience.proof);
    // Another tab may have been quicker, and have sent it.
    if (!device.find(id)) device.put(entry);
  }

  async function file(unheld: readonly Note[]): Promise<void> {
    const notes = [...readNotes(name), ...unheld.map((note): [string, Note] => ['', note])];
    for (const [key, note] of notes.sort(([, one], [, other]) => one.time - other.time)) {
      await endLatest(note.time, note.previous);
      await add(note);
      if (key) remove(key);
    }
    await endLatest(Date.now(), state().record);
    const lost = device.prune();
    if (lost) {
      report(
        'record-dropped',
        endpoint ?? name,
        `${lost} proofs were never accepted and gave way: a device keeps ${limits.waiting}. Mend the endpoint.`,
      );
    }
  }

  /**
   * The choice that was proved last, and when its time is over; undefined where this one, made before that on a sister
   * host, has replaced it: it did not last so long, and that host proves how it ended.
   */
  function findLatest(known: ConsentRecord | undefined) {
    const entry = device.entries().at(-1);
    const record = decode(entry?.record ?? '');
    if (!entry || !record) return undefined;
    const end = expiry(record.last, settings);
    // Where the site has shortened the time since, what had to end then ran on until now.
    const isShortened = end < Date.parse(entry.proof.expires ?? '');
    // What was answered since, one thing after another and without a gap, has kept its first time.
    return known && known.id !== record.id && known.first < end ? undefined : { record, end, isShortened };
  }

  /** The latest choice that had ended by then, by its time alone, gets a proof of its end. */
  async function endLatest(now: number, known: ConsentRecord | undefined): Promise<void> {
    const latest = findLatest(known);
    if (!latest || latest.record.id === state().record?.id || now < latest.end) return;
    const time = latest.isShortened ? now : latest.end;
    await add({ time, record: undefined, previous: latest.record }, true);
  }

  /** Notes when a page must look again: a visitor who comes before does not load this file. */
  function plan(): void {
    const due = readNotes(name).size ? 0 : (sender?.due() ?? findLatest(state().record)?.end);
    device.plan(due, device.tries());
  }

  return {
    run(unheld) {
      last = last
        .then(() => alone(`${name}-prove`, () => file(unheld)))
        .then(plan)
        .catch((error) => {
          report(
            'record-unmade',
            name,
            `A proof could not be made; it is tried again on the next page. ${error}`,
          );
        })
        .then(() => void sender?.send());
      return last;
    },
    async exportAs(format: ProofFormat, vendor?: string) {
      await waiting.for(last, patience.visitor);
      const proofs = device.entries().map(({ proof }) => proof);
      const { record } = state();
      // Where nothing is sent, the stored record is the one proof on the device.
      if (record && !device.find(record.id)) {
        const note = { time: record.last, record, previous: undefined };
        proofs.push((await prove(note, false, patience.visitor)).proof);
      }
      const one = settings.vendors.find(({ id }) => id === vendor);
      const shown = vendor === undefined ? proofs : one ? forVendor(proofs, one) : [];
      return JSON.stringify(format === 'json-ld' ? linkedData(shown, settings) : shown, null, 2);
    },
    stop() {
      waiting.stop();
      sender?.stop();
    },
  };
};
