/** Headers as they are read: by name, in lower case. */
export type HeaderReader = { get(name: string): string | null };
