import type { Actor, Origin } from "#lib/server/actor.ts";
import "server-only";
import type { Permission } from "#lib/account/access.ts";
import { database } from "#lib/server/db/client.ts";
import { record } from "./record.ts";

/** Rows for denied requests (PCI DSS 10.2.1.4). Callers check the rate limit first. */

/** Records that a signed-in person lacked a permission. */
export async function recordRefusedAccess(by: Actor, permission: Permission): Promise<void> {
  const { db } = await database();
  const detail = { role: by.role };
  await record(db, { event: "access.refused", success: false, by, resource: permission, detail });
}

/** Records a cross-site request that a browser sent with a session cookie of ours. */
export async function recordOtherSite(by: Origin, path: string): Promise<void> {
  const { db } = await database();
  await record(db, { event: "request.refused", success: false, by, resource: path.slice(0, 200) });
}
