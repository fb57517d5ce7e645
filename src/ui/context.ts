import type { InterfaceContext } from '../model/interface.js';
import type { Locale, LocaleFile, PanelTexts } from '../model/locale.js';
import type { VendorFacts } from './facts.js';

/** What the parts of the interface share: all that the core gives, and a voice. */
export interface UiContext extends InterfaceContext {
  /** Tells screen readers, politely. */
  say(text: string): void;
  /** Called after each drawing, where something in the page must follow. */
  redrawn?: () => void;
  /** Takes away what was drawn in the page. */
  leavePage?: () => void;
}

/** The same with the texts of the preferences. */
export interface PanelContext extends UiContext {
  readonly locale: LocaleFile & PanelTexts;
}

/** The same with all texts, and the facts of the vendors. */
export interface ViewContext extends PanelContext {
  readonly locale: LocaleFile & Locale;
  facts(): Promise<readonly VendorFacts[]>;
}
