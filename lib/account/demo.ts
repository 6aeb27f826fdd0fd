import type { Role } from "./access.ts";

/** The demo accounts. Their password is public, so they exist with the practice bank only. */
export const DEMO = {
  people: [
    { email: "clerk@demo.kz", role: "clerk" },
    { email: "supervisor@demo.kz", role: "supervisor" },
    { email: "admin@demo.kz", role: "admin" },
    { email: "auditor@demo.kz", role: "auditor" },
  ],
  password: "practice-makes-perfect",
} as const satisfies { people: readonly { email: string; role: Role }[]; password: string };
