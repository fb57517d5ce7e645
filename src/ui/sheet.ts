/**
 * Adds a stylesheet to the page. A constructed sheet needs no `style-src` (R116); where the page has broken those, an
 * element does. Returns how to take it away.
 */
export function adopt(text: string): () => void {
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
