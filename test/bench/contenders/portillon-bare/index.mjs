// Portillon without the inline line: the interface is asked for only once the tag has run.
import portillon, { configTag, scriptTag } from '../portillon/index.mjs';

export default {
  ...portillon,
  label: 'portillon, bare tag',
  head: (m) => configTag(m) + scriptTag(m),
};
