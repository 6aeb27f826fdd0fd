import { isShipping } from "#lib/server/audit/shipping/shipping.ts";
import { readiness } from "#lib/server/boot/readiness.ts";
import { diskSpace } from "#lib/server/db/disk-space.ts";

/**
 * Answers whether this process can do its work: 200, or 503 with the reason. A failing audit sink and
 * a disk that fills up are reported but do not make the process unready.
 */
export async function readinessAnswer(): Promise<Response> {
  const [status, space] = await Promise.all([readiness(), diskSpace()]);
  return Response.json(
    {
      status,
      auditShipping: isShipping() ? "ok" : "failing",
      ...(space && { disk: space.state }),
    },
    { status: status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
