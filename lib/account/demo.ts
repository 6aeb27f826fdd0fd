import type { Role } from "./access.ts";

/** The people of the demo. Their password is public: they exist beside the practice bank only. */
export const DEMO = {
  people: [
    { email: "clerk@demo.kz", role: "clerk" },
    { email: "supervisor@demo.kz", role: "supervisor" },
    { email: "admin@demo.kz", role: "admin" },
    { email: "auditor@demo.kz", role: "auditor" },
  ],
  password: "practice-makes-perfect",
} as const satisfies { people: readonly { email: string; role: Role }[]; password: string };
