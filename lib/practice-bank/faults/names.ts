import { z } from "zod";

/** Faults of the connection: no answer, a slow one, or one that breaks off. */
export const WIRE_FAULTS = [
  "hang",
  "slow-headers",
  "slow-body",
  "reset",
  "reset-mid-body",
  "endless",
] as const;

/** The bank refuses a valid token. */
export const ACCESS_FAULTS = ["401-once", "401-always"] as const;

/** A complete response, but not the requested one. */
export const PAGE_FAULTS = [
  "400-json-102",
  "400-no-json",
  "403",
  "404",
  "408",
  "429",
  "500",
  "502-html",
  "503",
  "503-retry-after",
  "204",
  "empty-200",
  "redirect",
  "html-200",
] as const;

/** The right answer with a corrupted body. */
export const BODY_FAULTS = [
  "truncated-json",
  "invalid-utf8",
  "gzip",
  "gzip-bomb",
  "wrong-content-type",
  "duplicate-amount",
  "duplicate-status",
  "deep-nesting",
  "oversize",
  "array",
  "null",
  "string",
] as const;

/** A well-formed answer with impossible content. */
export const CONTENT_FAULTS = [
  "transaction-null",
  "transaction-empty",
  "transaction-absent",
  "status-missing",
  "other-invoice",
  "numeric-invoice",
] as const;

/** Faults of the token service. */
export const TOKEN_FAULTS = [
  "token-500",
  "token-html",
  "token-empty",
  "token-401",
  "token-hang",
  "token-crlf",
  "token-mac",
] as const;

/** Every fault of the practice bank. */
export const FAULT_NAMES = [
  ...WIRE_FAULTS,
  ...ACCESS_FAULTS,
  ...PAGE_FAULTS,
  ...BODY_FAULTS,
  ...CONTENT_FAULTS,
  ...TOKEN_FAULTS,
] as const;

export type WireFault = (typeof WIRE_FAULTS)[number];
export type AccessFault = (typeof ACCESS_FAULTS)[number];
export type PageFault = (typeof PAGE_FAULTS)[number];
export type BodyFault = (typeof BODY_FAULTS)[number];
export type ContentFault = (typeof CONTENT_FAULTS)[number];
export type TokenFault = (typeof TOKEN_FAULTS)[number];

/** Name of a fault, as in the option and the environment. */
export const faultNameSchema = z.enum(FAULT_NAMES);
export type FaultName = z.infer<typeof faultNameSchema>;

/** A fault and the part of the bank that has it. */
export type Fault =
  | { readonly part: "wire"; readonly name: WireFault }
  | { readonly part: "access"; readonly name: AccessFault }
  | { readonly part: "page"; readonly name: PageFault }
  | { readonly part: "body"; readonly name: BodyFault }
  | { readonly part: "content"; readonly name: ContentFault }
  | { readonly part: "token"; readonly name: TokenFault };

const FAULTS_BY_NAME: ReadonlyMap<FaultName, Fault> = new Map<FaultName, Fault>([
  ...WIRE_FAULTS.map((name): [FaultName, Fault] => [name, { part: "wire", name }]),
  ...ACCESS_FAULTS.map((name): [FaultName, Fault] => [name, { part: "access", name }]),
  ...PAGE_FAULTS.map((name): [FaultName, Fault] => [name, { part: "page", name }]),
  ...BODY_FAULTS.map((name): [FaultName, Fault] => [name, { part: "body", name }]),
  ...CONTENT_FAULTS.map((name): [FaultName, Fault] => [name, { part: "content", name }]),
  ...TOKEN_FAULTS.map((name): [FaultName, Fault] => [name, { part: "token", name }]),
]);

/** The fault of this name. */
export function faultNamed(name: FaultName): Fault {
  const fault = FAULTS_BY_NAME.get(name);
  if (fault === undefined) throw new Error(`No fault is called ${name}`);
  return fault;
}
