const PASSWORD = "jari-demo-1234"; // public: the seed of the demo gives it to these accounts and nobody else

/** The accounts a demo is seeded with, for one-tap choices. Shown where JARI_DEMO is 1, and nowhere else. */
export const demoLogins = (texts: { admin: string; fan: (number: number) => string }) => [
  ...[1, 2, 3].map((number) => ({ email: `fan${number}@jari.test`, password: PASSWORD, label: texts.fan(number) })),
  { email: "admin@jari.test", password: PASSWORD, label: texts.admin },
];
