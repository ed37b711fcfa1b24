import { pay, refund } from "@/lib/payments";
import { freshKey, holdSeats } from "../booking";
import { makeConcert, makeFans } from "../fixtures";

const SEATS_EACH = 4;

/** Each call lets some fans hold and pay four seats; every fifth fan refunds one. */
export async function sellTickets(fans: number) {
  const concert = await makeConcert({ seats: fans * SEATS_EACH, price: 1_000, seatLimit: SEATS_EACH });
  const queue = (await makeFans(fans, { balance: 100_000 })).map((fan, i) => ({ fan, place: i + 1 }));
  return async (portion: number) => {
    for (const { fan, place } of queue.splice(0, portion)) {
      const numbers = Array.from({ length: SEATS_EACH }, (_, n) => (place - 1) * SEATS_EACH + n + 1);
      const { reservations } = await holdSeats(fan, concert, numbers, place);
      const ids = reservations.map(({ id }) => id);
      const { payments } = await pay(fan.id, ids, freshKey());
      if (place % 5 === 0) await refund(fan.id, payments[0]?.id ?? "", freshKey());
    }
  };
}
