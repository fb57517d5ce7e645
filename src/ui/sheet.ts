/** How to take each away, by its text. */
const adopted = new Map<string, () => void>();

/** Adds a stylesheet to the page, once. */
export function adopt(text: string): void {
  if (!adopted.has(text)) adopted.set(text, add(text));
}

/** Takes away all that were added. */
export function dropSheets(): void {
  for (const drop of adopted.values()) drop();
  adopted.clear();
}

/** A constructed sheet needs no `style-src` (R116); where the page has broken those, an element does. */
function add(text: string): () => void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    if (!document.adoptedStyleSheets.includes(sheet)) return insert(text);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  } catch {
    return insert(text);
  }
}

function insert(text: string): () => void {
  const style = document.createElement('style');
  style.textContent = text;
  document.documentElement.append(style);
  return () => style.remove();
}
