// Baseline: the same page and the same tags as inert data; nothing ever activates them.
import { attrs } from '../../fixtures/page.mjs';
export default {
  label: 'none (baseline)',
  baseline: true,
  tag: (t) => `<script${attrs({ type: 'text/plain', 'data-src': t.src })}>${t.code ?? ''}</script>`,
};
