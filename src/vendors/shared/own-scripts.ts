import type { Preset, VendorPage } from '../../model/preset.js';
import type { PresetConfig } from '../../model/settings.js';

/** One after another, as long as it is granted. */
async function load(page: VendorPage, { use, scripts }: PresetConfig): Promise<void> {
  for (const url of [scripts].flat()) {
    if (typeof url !== 'string' || !page.allows(use)) return;
    await page.script(url);
  }
}

/** For vendors whose tag is not public: they start the scripts that the vendor gave to the site. */
export const ownScripts = {
  reload: true,
  parameters: {
    scripts: {
      pattern: /\S/,
      expected: 'the scripts that the vendor gave you, such as "https://tags.example.org/tag.js"',
    },
  },
  start(page, account) {
    void load(page, account);
  },
  grant(page, accounts) {
    for (const account of accounts) void load(page, account);
  },
} satisfies Partial<Preset>;
