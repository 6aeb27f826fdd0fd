import type { Parameters } from "#lib/list/query.ts";
import { readDay } from "#lib/list/query.ts";
import { AUDIT_EVENTS, type AuditEvent } from "./events.ts";

/** Filters of the audit log, as its URL carries them. */
export interface AuditQuery {
  event: AuditEvent | null;
  /** E-mail address of the person who acted. */
  actor: string | null;
  /** An invoice number or an e-mail address. */
  resource: string | null;
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
    onlyFailed: text("failed") === "1",
    from: readDay(text("from") ?? ""),
    to: readDay(text("to") ?? ""),
    before: before !== null && /^\d{1,15}$/.test(before) ? Number(before) : null,
  };
}

/** The filters as parameters of a URL. */
export function auditParameters(query: AuditQuery): URLSearchParams {
  const { event, actor, resource, onlyFailed, from, to, before } = query;
  const named = { event, actor, resource, failed: onlyFailed ? "1" : null, from, to, before };
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, String(value)]],
    ),
  );
}
