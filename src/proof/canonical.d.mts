export declare function canonical(value: unknown): string;
export declare function shownFacts(vendor: object): { readonly [name: string]: unknown };
