/** Cuts a stream into Kafka's frames: four bytes that say how long it is, then the rest. */
export function frames(each: (frame: Buffer) => void): (chunk: Buffer) => void {
  let left = Buffer.alloc(0);
  return (chunk) => {
    left = Buffer.concat([left, chunk]);
    while (left.length >= 4 && left.length >= 4 + left.readInt32BE()) {
      const end = 4 + left.readInt32BE();
      each(left.subarray(0, end));
      left = left.subarray(end);
    }
  };
}
