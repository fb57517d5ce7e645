import type { Consent } from '../../src/consent.js';

declare global {
  interface Window {
    portillon?: Consent;
  }
}
