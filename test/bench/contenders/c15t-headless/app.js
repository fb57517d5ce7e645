// c15t's core has no UI: this is the documented "minimal consent prompt" with the floor's markup.
import { getOrCreateConsentRuntime } from 'c15t';

const X = window.c15tBench;
const host = document.createElement('div');
host.id = 'cb';
host.style.cssText = `${X.css};display:none`;
host.innerHTML = X.html;
document.body.append(host);
const { consentStore } = getOrCreateConsentRuntime({
  mode: 'offline',
  consentCategories: ['necessary', 'measurement', 'experience', 'marketing', 'functionality'],
  overrides: { country: 'FR' },
  scripts: X.scripts,
  nonce: X.nonce,
});
window.c15tStore = consentStore;
const sync = (s) => {
  host.style.display = s.activeUI === 'banner' ? 'block' : 'none';
};
consentStore.subscribe(sync);
sync(consentStore.getState());
host.onclick = (e) => {
  const a = e.target.dataset.a;
  if (a) consentStore.getState().saveConsents(a === '1' ? 'all' : 'necessary');
};
