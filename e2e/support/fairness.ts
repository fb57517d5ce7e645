import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright';
import { PNG } from 'pngjs';

export type Layer = 'banner' | 'panel';

const names = ['refuse', 'accept'] as const;
/** What may differ: the words need their room, and stand at a place. */
const ofWords = /^(inline-size|width|perspective-origin|transform-origin)$/;
/** The share of pixels that may differ between two buttons with one label: edges fall between pixels. */
const tolerance = 0.05;

/** What is told of one answer. */
interface Measured {
  readonly tag: string;
  readonly disabled: boolean;
  readonly style: Record<string, string>;
  readonly box: { x: number; y: number; width: number; height: number };
  readonly hits: readonly boolean[];
  readonly inParagraph: boolean;
  /** To the nearest text that is no button's. */
  readonly gap: number;
  /** To the nearest above or below it. */
  readonly above: number;
  readonly label: string;
}

/** Runs in the page: everything about both answers that can be asked without looking. */
function measure([layer, names]: readonly [string, readonly string[]]) {
  const root = document.querySelector(`#portillon-${layer}`)!;
  const texts: DOMRect[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!textContent?.trim() || parentElement?.closest('.portillon-actions, button')) continue;
    if (!parentElement?.checkVisibility()) continue;
    // A text reaches as far as its block does, whatever its last line.
    const block = parentElement.closest('p, h2, h3, ul, table') ?? parentElement;
    // What is scrolled away is not beside anything.
    const scroller = parentElement.closest('.portillon-text, .portillon-scroll')?.getBoundingClientRect();
    const rect = block.getBoundingClientRect();
    const bottom = Math.min(rect.bottom, scroller?.bottom ?? rect.bottom);
    if (bottom > rect.top) texts.push(new DOMRect(rect.x, rect.y, rect.width, bottom - rect.top));
  }
  const gapTo = (box: DOMRect) => (text: DOMRect) =>
    Math.hypot(
      Math.max(0, text.left - box.right, box.left - text.right),
      Math.max(0, text.top - box.bottom, box.top - text.bottom),
    );
  const buttons = names.map((name) => {
    const element = root.querySelector<HTMLButtonElement>(`[data-portillon="${name}"]`)!;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const points = [0.5, 0.5, 0.1, 0.1, 0.9, 0.1, 0.1, 0.9, 0.9, 0.9];
    return {
      tag: element.localName,
      disabled: element.disabled,
      style: Object.fromEntries([...style].map((property) => [property, style.getPropertyValue(property)])),
      box: { x: box.x, y: box.y, width: box.width, height: box.height },
      hits: [0, 2, 4, 6, 8].map((index) => {
        const [x, y] = [box.left + box.width * points[index]!, box.top + box.height * points[index + 1]!];
        return element.contains(document.elementFromPoint(x, y));
      }),
      inParagraph: element.closest('p') !== null,
      gap: Math.min(999, ...texts.map(gapTo(box))),
      above: Math.min(
        999,
        ...texts.filter(({ left, right }) => right > box.left && left < box.right).map(gapTo(box)),
      ),
      label: element.innerText.trim(),
    };
  });
  const order = [...root.querySelectorAll<HTMLElement>('[data-portillon]')]
    .map(({ dataset }) => dataset.portillon!)
    .filter((name) => names.includes(name));
  return { buttons, order, direction: getComputedStyle(root).direction };
}

/** Gives both the same word, and compares what is then seen of them. */
async function differenceInPixels(page: Page, layer: Layer): Promise<number> {
  const labels = await page.evaluate(
    ([layer, names]) =>
      names.map((name) => {
        const element = document.querySelector(`#portillon-${layer} [data-portillon="${name}"]`)!;
        const { textContent } = element;
        element.firstChild!.nodeValue = 'Mmmm';
        return textContent;
      }),
    [layer, names] as const,
  );
  const pictures: PNG[] = [];
  const { width, height } = page.viewportSize()!;
  const boxes = await Promise.all(
    names.map(
      async (name) => (await page.locator(`#portillon-${layer} [data-portillon="${name}"]`).boundingBox())!,
    ),
  );
  // With what is right around them; a picture of one at the edge of the window would be cut there, and the other not.
  const isAtEdge = boxes.some((box) => box.x < 2 || box.x + box.width > width - 2);
  const around = isAtEdge ? 0 : 2;
  for (const box of boxes) {
    const clip = {
      x: Math.round(box.x) - around,
      y: Math.round(box.y) - around,
      width: Math.round(box.width) + 2 * around,
      height: Math.round(box.height) + 2 * around,
    };
    const isSeen = clip.x + clip.width > 0 && clip.y + clip.height > 0 && clip.x < width && clip.y < height;
    if (!isSeen) break;
    pictures.push(PNG.sync.read(await page.screenshot({ clip, animations: 'disabled' })));
  }
  await page.evaluate(
    ([layer, names, labels]) => {
      for (const [index, name] of names.entries()) {
        document.querySelector(`#portillon-${layer} [data-portillon="${name}"]`)!.firstChild!.nodeValue =
          labels[index]!;
      }
    },
    [layer, names, labels] as const,
  );
  const [one, other] = pictures;
  if (!one || !other || one.width !== other.width || one.height !== other.height) return 1;
  const count = pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.15 });
  return count / (one.width * one.height);
}

/** Where the two answers are not equals in a layer (R15, R18–R20, R22–R26): empty if they are. */
export async function findUnfairness(page: Page, layer: Layer): Promise<string[]> {
  const { buttons, order, direction } = await page.evaluate(measure, [layer, names] as const);
  const [no, yes] = buttons as unknown as [Measured, Measured];
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault));

  for (const property of Object.keys(no.style).filter((name) => !ofWords.test(name))) {
    must(
      no.style[property] === yes.style[property],
      `${property}: ${no.style[property]}, ${yes.style[property]}`,
    );
  }
  const area = (no.box.width * no.box.height) / (yes.box.width * yes.box.height);
  must(area >= 0.95 && area <= 1.05, `area: ${area}`);
  must(Math.abs(no.box.height - yes.box.height) <= 1, `height: ${no.box.height}, ${yes.box.height}`);
  // One above the other, the text is beside one alone.
  const inOneRow = Math.abs(no.box.y - yes.box.y) <= 1;
  must(!inOneRow || Math.abs(no.above - yes.above) <= 4, `gap: ${no.above}, ${yes.above}`);
  must(Math.abs(no.label.length - yes.label.length) <= 12, `label: ${no.label}, ${yes.label}`);
  must(order.join() === 'refuse,accept', `count or order: ${order}`);
  const isFirst = !inOneRow
    ? no.box.y < yes.box.y
    : direction === 'rtl'
      ? no.box.x > yes.box.x
      : no.box.x < yes.box.x;
  must(isFirst, 'order on the screen');
  for (const { tag, disabled, box, hits, inParagraph, gap, label } of [no, yes]) {
    must(tag === 'button' && !disabled, `${label} is no enabled button`);
    must(box.height >= 44, `${label} is ${box.height} high`);
    must(!hits.includes(false), `${label} is not wholly seen`);
    must(!inParagraph && gap >= 8, `${label} is in a text, or ${gap} from it`);
  }
  const pixels = await differenceInPixels(page, layer);
  must(pixels <= tolerance, `pixels: ${Math.round(pixels * 100)} % differ`);
  return faults;
}
