/** Every table; the rooms are in the folder `schema`. */
export * from "./schema/audit.ts";
export * from "./schema/payments.ts";
export * from "./schema/people.ts";
