import { type Child, h } from './jsx.js';

interface FoldProps {
  readonly id: string;
  readonly title: string;
  readonly children?: Child;
  /** Somebody opens or closes it. */
  look(): void;
}

/** What few read is made when it is opened. */
export function Fold({ id, title, children, look }: FoldProps) {
  return (
    <section class="portillon-purpose" aria-labelledby={id}>
      <details ontoggle={look}>
        <summary id={id}>{title}</summary>
        {children}
      </details>
    </section>
  );
}
