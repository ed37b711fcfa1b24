export const PRICE_MIN = 1; // whole won; CHECK (price > 0)
export const PRICE_MAX = 10_000_000; // whole won; what one charge of a wallet can bring

export const isPrice = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= PRICE_MIN && Number(value) <= PRICE_MAX;
