const sorted = (values) =>
  values.filter((x) => x !== null && x !== undefined && !Number.isNaN(x)).sort((x, y) => x - y);

export const median = (values) => {
  const s = sorted(values);
  if (!s.length) return null;
  const m = s.length >> 1;
  return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
};
// The noise shown next to a median: half the interquartile range, which of two or three runs is half of the whole range.
export const spread = (values) => {
  const s = sorted(values);
  const half = s.length < 2 ? null : (s[Math.floor(s.length * 0.75)] - s[Math.floor(s.length * 0.25)]) / 2;
  return Number.isFinite(half) ? half : null;
};
export const table = (head, rows) => {
  const w = head.map((h, i) => Math.max(String(h).length, ...rows.map((r) => String(r[i]).length)));
  const line = (r) =>
    `| ${r.map((c, i) => (i ? String(c).padStart(w[i]) : String(c).padEnd(w[i]))).join(' | ')} |`;
  return [
    line(head),
    `|${w.map((n, i) => (i ? `${'-'.repeat(n + 1)}:` : '-'.repeat(n + 2))).join('|')}|`,
    ...rows.map(line),
  ].join('\n');
};
