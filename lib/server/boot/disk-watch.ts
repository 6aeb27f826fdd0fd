import "server-only";
import { type DiskSpace, diskSpace } from "#lib/server/db/disk-space.ts";
import { log } from "#lib/server/log.ts";

const INTERVAL_MILLISECONDS = 15_000;

/** Tells in the log when the disk of the embedded database fills up, and when there is space again. */
export async function watchDisk(): Promise<void> {
  let before: DiskSpace["state"] = "ok";
  const look = async () => {
    const space = await diskSpace();
    if (space === null || space.state === before) return;
    before = space.state;
    tell(space);
  };
  await look();
  setInterval(() => void look(), INTERVAL_MILLISECONDS).unref();
}

function tell({ state, freeMebibytes }: DiskSpace): void {
  if (state === "full") log().error({ freeMebibytes }, "the disk is full: look-ups are refused");
  else if (state === "low") log().warn({ freeMebibytes }, "little space is left on the disk");
  else log().info({ freeMebibytes }, "there is space on the disk again");
}
