import fc from "fast-check";
import { expect, test } from "vitest";
import { LinkedList, type ListNode } from "@/lib/core/linked-list";

const inOrder = <T>(list: LinkedList<T>): T[] => {
  const values: T[] = [];
  for (let link = list.oldest; link; link = link.next) values.push(link.value);
  return values;
};

test("is in the order of coming, whoever leaves, however often; and who left knows nobody", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(50))), (steps) => {
      const list = new LinkedList<number>();
      const links: ListNode<number>[] = [];
      const there: number[] = [];
      for (const step of steps) {
        if (step === null) there.push(links.push(list.add(links.length)) - 1);
        const leaving = links[step ?? -1];
        if (!leaving) continue;
        list.remove(leaving);
        if (there.includes(leaving.value)) there.splice(there.indexOf(leaving.value), 1);
        expect([leaving.previous, leaving.next]).toEqual([undefined, undefined]);
      }
      expect(inOrder(list)).toEqual(there);
    }),
  );
});

test("hands over the oldest ones, each when it is out, until one says no", () => {
  const list = new LinkedList<number>();
  for (const value of [1, 2, 3, 1]) list.add(value);
  const seen: number[][] = [];
  list.shiftWhile(
    (value) => value < 3,
    (value) => seen.push([value, ...inOrder(list)]),
  );
  expect(seen).toEqual([
    [1, 2, 3, 1],
    [2, 3, 1],
  ]);
  expect(inOrder(list)).toEqual([3, 1]);
});
