/** What must stand out against what, and how far (R103): text 4.5, lines and the focus 3. */
const pairs = [
  ['text', 'surface', 4.5],
  ['muted', 'surface', 4.5],
  ['on-action', 'action', 4.5],
  ['action', 'surface', 3],
  ['line', 'surface', 3],
  ['focus', 'surface', 3],
] as const;

/** The pairs of a site's own theme that are too close, with what was measured and what is needed. */
export function findFaint(layer: Element): string[] {
  const probe = layer.appendChild(document.createElement('i'));
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Red, green and blue of a token, whatever notation the theme uses. */
  const paint = (token: string): readonly number[] => {
    probe.style.setProperty(
      'color',
      `var(--p-${token}, var(--portillon-${token}, var(--p-text)))`,
      'important',
    );
    context!.fillStyle = getComputedStyle(probe).color;
    context!.fillRect(0, 0, 1, 1);
    return [...context!.getImageData(0, 0, 1, 1).data];
  };
  try {
    return pairs.flatMap(([front, back, needed]) => {
      const measured = ratio(paint(front), paint(back));
      return measured >= needed
        ? []
        : [`--portillon-${front} on --portillon-${back}: ${measured.toFixed(2)}:1, needs ${needed}:1`];
    });
  } finally {
    probe.remove();
  }
}

/** How light a colour is, as WCAG counts it. */
function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** 1 for the same colour, 21 for black on white. */
export function ratio(one: readonly number[], other: readonly number[]): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}
