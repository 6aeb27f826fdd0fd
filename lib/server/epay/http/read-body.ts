import { readJson, type SingleKeys } from "../answer/read-json.ts";
import type { HttpAnswer } from "./transport.ts";

/** Media types of JSON (RFC 6839): application/json and everything that ends in +json. */
const JSON_TYPE = /^(?:application\/json|[\w.+-]+\/[\w.+-]+\+json)\s*(?:;|$)/i;

/** A web page is never the bank's answer, whatever it contains. */
const WEB_PAGE = /^\s*(?:text\/html|application\/xhtml)/i;

/** A body that was read. */
export interface ReadBody {
  /** Undefined for a body that is not one JSON text. */
  json: unknown;
  /** The content type if it is not one of JSON: gateways rename and repeat it. */
  otherType: string | null;
}

/** Parses a complete body; only a web page is not tried. `displayTexts` as in `readJson`. */
export function readBody(
  http: HttpAnswer,
  singleKeys: SingleKeys,
  displayTexts?: ReadonlySet<string>,
): ReadBody {
  const { contentType, body, bodyFault } = http;
  const otherType = contentType !== null && !JSON_TYPE.test(contentType) ? contentType : null;
  const isReadable = !bodyFault && !WEB_PAGE.test(contentType ?? "");
  return { json: isReadable ? readJson(body, singleKeys, displayTexts) : undefined, otherType };
}
