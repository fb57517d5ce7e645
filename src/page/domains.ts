/** The domains above and including this host that may carry a cookie, widest first; none for an address. */
export function parentDomains(host = location.hostname): string[] {
  const labels = host.split('.');
  if (/^\d+$/.test(labels.at(-1)!) || host.includes(':')) return [];
  return labels.slice(1).map((_, index) => labels.slice(labels.length - 2 - index).join('.'));
}
