import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchDisk } from "#lib/server/boot/disk-watch.ts";
import { log } from "#lib/server/log.ts";
import { diskSpace, requireDiskSpace } from "./disk-space.ts";

vi.mock(import("node:fs/promises"), async (importOriginal) => ({
  ...(await importOriginal()),
  statfs: vi.fn(),
}));

const BLOCK = 4096;

/** The disk has so many mebibytes for everybody, and some more for root. */
function setFree(mebibytes: number): void {
  const bavail = (mebibytes * 2 ** 20) / BLOCK;
  const told = {
    type: 0,
    bsize: BLOCK,
    blocks: 10 ** 9,
    bfree: 10 ** 9,
    bavail,
    files: 1,
    ffree: 1,
  };
  vi.mocked<(path: string) => Promise<typeof told>>(statfs).mockResolvedValue(told);
}

beforeEach(() => {
  vi.stubEnv("DATA_DIR", tmpdir());
  vi.useFakeTimers({ toFake: ["performance", "setInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
  // What the last test was told.
  Reflect.deleteProperty(globalThis, Symbol.for("anyqta.disk-space"));
  vi.unstubAllEnvs();
});

test.each([
  [2_000, "ok"],
  [1_023, "low"],
  [64, "low"],
  [63, "full"],
  [0, "full"],
] as const)("%i MB are %s", async (free, state) => {
  setFree(free);
  expect(await diskSpace()).toEqual({ freeMebibytes: free, state });
});

test("look-ups are refused before the last bytes, and made again when there is space (P-43)", async () => {
  setFree(63);
  await expect(requireDiskSpace()).rejects.toMatchObject({ code: "disk_full", retryAfter: 30 });
  setFree(5_000);
  await expect(requireDiskSpace(), "asked at most each two seconds").rejects.toThrow();
  vi.advanceTimersByTime(2_001);
  await requireDiskSpace();
});

test("the system is asked at most each two seconds, whoever asks", async () => {
  setFree(5_000);
  const before = vi.mocked(statfs).mock.calls.length;
  await Promise.all(Array.from({ length: 100 }, () => requireDiskSpace()));
  expect(vi.mocked(statfs).mock.calls.length - before).toBe(1);
});

test("a system that does not tell refuses nobody", async () => {
  vi.mocked(statfs).mockRejectedValue(new Error("ENOSYS"));
  expect(await diskSpace()).toBeNull();
  await requireDiskSpace();
});

test("each change is told once in the log", async () => {
  const told: string[] = [];
  for (const level of ["info", "warn", "error"] as const) {
    vi.spyOn(log(), level).mockImplementation((...given: unknown[]) => {
      told.push(`${level}: ${given[1]}`);
    });
  }
  setFree(500);
  await watchDisk();
  for (const free of [400, 30, 30, 2_000, 3_000]) {
    setFree(free);
    await vi.advanceTimersByTimeAsync(15_000);
  }
  expect(told).toEqual([
    "warn: little space is left on the disk",
    "error: the disk is full: look-ups are refused",
    "info: there is space on the disk again",
  ]);
});
