/** Public: the README has it. `npm start` refuses a database in which one of these accounts still has it. */
export const DEMO_PASSWORD = "jari-demo-1234";

export const ADMIN = { email: "admin@jari.test", name: "자리지기", won: 0 };

export const FANS = [
  { email: "fan1@jari.test", name: "김하늘", won: 1_000_000 },
  { email: "fan2@jari.test", name: "이바다", won: 500_000 },
  { email: "fan3@jari.test", name: "박노을", won: 50_000 }, // too little for most tickets, so that the demo shows a charge
];

const BUYER_COUNT = 40;

export const BUYERS = Array.from({ length: BUYER_COUNT }, (_, index) => ({
  email: `crowd${index + 1}@jari.test`,
  name: `데모 관객 ${index + 1}`,
  won: 2_000_000,
}));

/** Every account that the seed creates. */
export const DEMO_ACCOUNTS = [ADMIN, ...FANS, ...BUYERS];
