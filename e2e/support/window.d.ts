import type { Consent } from '../../src/model/consent.js';

declare global {
  interface Window {
    portillon?: Consent;
  }
}
