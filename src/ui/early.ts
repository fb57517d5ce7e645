/** The container of a banner that came with the page, and the button that was pressed in it before the script was there. */
export interface EarlyContainer extends HTMLElement {
  portillonClick?: string | undefined;
}

/**
 * Runs inside the container, behind the banner, as browsers paint the page after a script: shows it to whoever has not
 * chosen, and keeps the click of an impatient visitor. It goes into the page as text, so it uses nothing from outside.
 */
export function early(name: string): void {
  const box = document.currentScript?.parentElement as EarlyContainer;
  // Browsers name an element by its id where no variable has that name; calls may wait in a queue of this name.
  const page = window as unknown as { portillon?: unknown };
  if (page.portillon === box) page.portillon = { q: [] };
  let chosen = document.cookie.split('; ').some((cookie) => cookie.startsWith(`${name}=`));
  try {
    // Only then: the first look into storage delays what is painted. Elsewhere a cookie without a text says that it is there.
    chosen ||= !navigator.cookieEnabled && localStorage.getItem(name) !== null;
  } catch {
    // Where nothing can be stored, nothing was.
  }
  // What the browser's own signal refuses is not asked for, nor what the page around asks: the script knows.
  if (chosen || self !== top || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)
    return;
  box.hidden = false;
  box.addEventListener('click', ({ isTrusted, target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-portillon]')?.dataset.portillon;
    if (isTrusted && /^(accept|refuse|customise|partners|object)$/.test(button ?? ''))
      box.portillonClick = button;
  });
  // A banner that nobody takes over cannot be answered: it goes.
  addEventListener('load', () => {
    setTimeout(() => {
      if (box.hasAttribute('data-prerendered')) box.remove();
    }, 10_000);
  });
}
