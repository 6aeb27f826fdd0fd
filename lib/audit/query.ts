import type { Parameters } from "#lib/list/query.ts";
import { readDay } from "#lib/list/query.ts";
import { plainText } from "#lib/paste/plain-text.ts";
import { AUDIT_EVENTS, type AuditEvent } from "./events.ts";

/** Filters of the audit log, as its URL carries them. */
export interface AuditQuery {
  event: AuditEvent | null;
  /** E-mail address of the person who acted. */
  actor: string | null;
  /** An invoice number or an e-mail address. */
  resource: string | null;
  /** The reference of the request in which it was done, as an error page shows it. */
  reference: string | null;
  onlyFailed: boolean;
  /** Days as YYYY-MM-DD in the display zone, both included. */
  from: string | null;
  to: string | null;
  /** Only rows with ids less than this one. */
  before: number | null;
}

/** Reads the filters from the parameters of a URL and ignores invalid ones. */
export function readAuditQuery(given: Parameters): AuditQuery {
  const text = (name: string) => {
    const value = [given[name] ?? []].flat()[0]?.trim() ?? "";
    return value === "" || value.length > 254 ? null : value;
  };
  const before = text("before");
  return {
    event: AUDIT_EVENTS.find((event) => event === text("event")) ?? null,
    actor: text("actor")?.toLowerCase() ?? null,
    resource: text("resource"),
    reference: readReference(text("reference") ?? ""),
    onlyFailed: text("failed") === "1",
    from: readDay(text("from") ?? ""),
    to: readDay(text("to") ?? ""),
    before: before !== null && /^\d{1,15}$/.test(before) ? Number(before) : null,
  };
}

/** A reference as it was read out or copied: in small letters too, and with blanks or dots between. */
function readReference(text: string): string | null {
  const reference = plainText(text).text.replace(/[^a-z\d]/gi, "");
  return reference === "" ? null : reference.toUpperCase();
}

/** The same as parameters of an address. */
export function auditParameters(query: AuditQuery): URLSearchParams {
  const { onlyFailed, ...asked } = query;
  const named = { ...asked, failed: onlyFailed ? "1" : null };
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, String(value)]],
    ),
  );
}
