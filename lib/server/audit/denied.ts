import type { Actor, Origin } from "#lib/server/actor.ts";
import "server-only";
import type { Permission } from "#lib/account/access.ts";
import { database } from "#lib/server/db/client.ts";
import { record } from "./record.ts";

/** Rows for what was not allowed (PCI DSS 10.2.1.4); whoever comes here has paid out of a budget. */

/** Somebody signed in asked for what their role may not do. */
export async function recordRefusedAccess(by: Actor, permission: Permission): Promise<void> {
  const { db } = await database();
  const detail = { role: by.role };
  await record(db, { event: "access.refused", success: false, by, resource: permission, detail });
}

/** Another site had a browser ask us that carries a session of ours. */
export async function recordOtherSite(by: Origin, path: string): Promise<void> {
  const { db } = await database();
  await record(db, { event: "request.refused", success: false, by, resource: path.slice(0, 200) });
}
