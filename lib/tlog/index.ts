// A transparency log in files that anybody can keep and check (C2SP tlog-tiles), in the order in which to read it:
// hash → tree → proof → tiles → growing-tree, then note → checkpoint → cosignature → proof-file → witness.
// It knows nothing of Jari, of a server, or of storage, and runs in a browser as it runs in Node.
export * from "./bytes";
export * from "./checkpoint";
export * from "./cosignature";
export * from "./growing-tree";
export * from "./hash";
export * from "./note";
export * from "./proof";
export * from "./proof-file";
export * from "./tiles";
export * from "./tree";
export * from "./witness";
