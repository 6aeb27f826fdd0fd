import { readJson, type SingleKeys } from "../answer/read-json.ts";
import type { HttpAnswer } from "./transport.ts";

/** RFC 6839: application/json and everything that ends in +json. */
const JSON_TYPE = /^(?:application\/json|[\w.+-]+\/[\w.+-]+\+json)\s*(?:;|$)/i;

/** The JSON of a whole body that calls itself JSON or nothing at all; undefined for any other. */
export function readBody(http: HttpAnswer, singleKeys: SingleKeys): unknown {
  const { contentType, body, bodyFault } = http;
  if (bodyFault || (contentType !== null && !JSON_TYPE.test(contentType))) return undefined;
  return readJson(body, singleKeys);
}
