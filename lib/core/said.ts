/** Headers as they are read: by name, in lower case. */
export type Said = { get(name: string): string | null };
