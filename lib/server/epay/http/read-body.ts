import { readJson, type SingleKeys } from "../answer/read-json.ts";
import type { HttpAnswer } from "./transport.ts";

/** Media types of JSON (RFC 6839): application/json and everything that ends in +json. */
const JSON_TYPE = /^(?:application\/json|[\w.+-]+\/[\w.+-]+\+json)\s*(?:;|$)/i;

/** Parses a complete body with a JSON media type or without one; undefined for any other. `displayTexts` as in `readJson`. */
export function readBody(
  http: HttpAnswer,
  singleKeys: SingleKeys,
  displayTexts?: ReadonlySet<string>,
): unknown {
  const { contentType, body, bodyFault } = http;
  if (bodyFault || (contentType !== null && !JSON_TYPE.test(contentType))) return undefined;
  return readJson(body, singleKeys, displayTexts);
}
