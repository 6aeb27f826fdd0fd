import type { Parameters } from "#lib/list/query.ts";
import { readDay } from "#lib/list/query.ts";
import { AUDIT_EVENTS, type AuditEvent } from "./events.ts";

/** What part of the log is asked for, as its address says it. */
export interface AuditQuery {
  event: AuditEvent | null;
  /** E-mail of who acted. */
  actor: string | null;
  /** An invoice number or an e-mail. */
  resource: string | null;
  onlyFailed: boolean;
  /** Days as YYYY-MM-DD in the display zone, both included. */
  from: string | null;
  to: string | null;
  /** Rows before this number only. */
  before: number | null;
}

/** The query of an address; what cannot be understood is left out. */
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

/** The same as parameters of an address. */
export function auditParameters(query: AuditQuery): URLSearchParams {
  const { event, actor, resource, onlyFailed, from, to, before } = query;
  const named = { event, actor, resource, failed: onlyFailed ? "1" : null, from, to, before };
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, String(value)]],
    ),
  );
}
