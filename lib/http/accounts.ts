import { z } from "zod";
import { line } from "./frame/fields";

export const email = z.email().max(254).toLowerCase(); // RFC 5321 §4.5.3.1.3: 256 with its angle brackets
export const password = z.string().min(8).max(200); // long enough to matter, short enough to hash
export const name = line(50);
export const user = z.object({ id: z.uuid(), email: z.string(), name: z.string() });
export const userExample = { id: "6f2c1f5e-7d0a-4c6b-9a55-0d7f3f5b8f10", email: "fan1@jari.test", name: "Kim Jari" };
