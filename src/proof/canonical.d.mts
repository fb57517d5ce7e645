/** JSON of which there is only one form. Fields that are undefined are left out. */
export declare function canonical(value: unknown): string;
/** The fields of a vendor file, or of an entry of the configuration, that a visitor is told. */
export declare function shownFacts(vendor: object): { readonly [name: string]: unknown };
