import { ConsentBanner, ConsentDialog, ConsentManagerProvider } from '@c15t/react';
import { createRoot } from 'react-dom/client';

const { scripts, message, nonce } = window.c15tBench;
const fr = { ...FR, cookieBanner: { ...FR.cookieBanner, description: message } };
const host = document.createElement('div');
host.id = 'c15t-root';
document.body.append(host);
createRoot(host).render(
  <ConsentManagerProvider
    options={{
      mode: 'offline',
      consentCategories: ['necessary', 'measurement', 'experience', 'marketing', 'functionality'],
      overrides: { country: 'FR' },
      i18n: { locale: 'fr', detectBrowserLanguage: false, messages: { fr } },
      scripts,
      nonce,
    }}
  >
    <ConsentBanner />
    <ConsentDialog />
  </ConsentManagerProvider>,
);
