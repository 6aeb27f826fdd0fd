import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Application, signIn, startAgain, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { endLater, freePort, temporaryFolder } from "../servers/processes.ts";
import { enginePid, engineProcesses, isAuditWhole, missing } from "./engine.ts";
import { beginLookUps, type LookUps } from "./look-ups.ts";

/** What a fault did to the look-ups. Times in milliseconds. */
export interface Outcome {
  asked: number;
  acknowledged: number;
  refused: number;
  /** Acknowledged, and not in the database afterwards. */
  lost: number;
  /** The longest time until any answer. */
  slowest: number;
  /** The longest time from the end of a fault to the next good answer. */
  recovery: number;
  isAuditWhole: boolean;
}

/** Something that goes wrong, with how long the answers may take meanwhile and the recovery afterwards. */
export interface Fault {
  name: string;
  needsRoot?: boolean;
  /** Milliseconds. */
  most: { answer: number; recovery: number };
  run(): Promise<Outcome>;
}

const CONNECTIONS = 8;
const TIMES = 20;
/** A process that dies loses nobody's time but that of its own start. */
const RESTART = { answer: 12_000, recovery: 30_000 };
const AT_ONCE = { answer: 12_000, recovery: 2_000 };
/** Runs what follows as the first process of a PID namespace, as a container does. */
const CONTAINER = ["unshare", "--pid", "--kill-child", "--mount-proc"];

const random = (most: number) => 50 + Math.random() * most;

/** Starts Anyqta with clerks at work, does this to it, and looks for what was acknowledged. */
async function under(
  act: (world: World) => Promise<number[]>,
  dataDir = path.join(temporaryFolder(), "data"),
): Promise<Outcome> {
  const bank = await startBank();
  const application = await startDemo(bank.origin, { DATA_DIR: dataDir });
  const world = {
    ...{ dataDir, application },
    lookUps: beginLookUps([application.origin], await signIn(application.origin), CONNECTIONS),
  };
  await world.lookUps.nextAnswer();
  const recoveries = await act(world);
  return await outcome(world, recoveries);
}

interface World {
  dataDir: string;
  application: Application;
  lookUps: LookUps;
}

async function outcome(
  { dataDir, application, lookUps }: World,
  recoveries: readonly number[],
): Promise<Outcome> {
  await lookUps.nextAnswer();
  await lookUps.stop();
  return {
    ...lookUps.counts(),
    acknowledged: lookUps.acknowledged.size,
    lost: (await missing(dataDir, lookUps.acknowledged)).length,
    slowest: lookUps.slowest(),
    recovery: Math.max(...recoveries),
    isAuditWhole: isAuditWhole(application.settings),
  };
}

/** Does this several times, at moments that nobody chose, each time when all is well again. */
async function repeatedly(act: () => Promise<void>, lookUps: LookUps): Promise<number[]> {
  const recoveries: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await pause(random(500));
    await act();
    recoveries.push(await lookUps.nextAnswer());
  }
  return recoveries;
}

const killedProcess: Fault = {
  name: `kill -9 of Anyqta, ${TIMES} times`,
  most: RESTART,
  run: () =>
    under(({ application, lookUps }) => {
      let { pid } = application;
      return repeatedly(async () => {
        process.kill(pid, "SIGKILL");
        pid = startAgain(application.settings).pid;
      }, lookUps);
    }),
};

const killedEngine: Fault = {
  name: `kill -9 of the database in the middle of writing, ${TIMES} times`,
  most: AT_ONCE,
  run: () =>
    under(({ dataDir, lookUps }) =>
      repeatedly(async () => process.kill(enginePid(dataDir), "SIGKILL") && undefined, lookUps),
    ),
};

const restartedEngine: Fault = {
  name: "the database is stopped by hand",
  most: AT_ONCE,
  run: () =>
    under(async ({ dataDir, lookUps }) => {
      process.kill(enginePid(dataDir), "SIGINT");
      await pause(200);
      return [await lookUps.nextAnswer()];
    }),
};

const frozenEngine: Fault = {
  name: "the database stands still for 15 s",
  most: AT_ONCE,
  run: () =>
    under(async ({ dataDir, lookUps }) => {
      const frozen = engineProcesses(dataDir);
      for (const pid of frozen) process.kill(pid, "SIGSTOP");
      await pause(15_000);
      for (const pid of frozen) process.kill(pid, "SIGCONT");
      return [await lookUps.nextAnswer()];
    }),
};

const fullDisk: Fault = {
  name: "the disk is full for 10 s",
  needsRoot: true,
  most: AT_ONCE,
  run: async () => {
    const disk = temporaryFolder();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=300m,mode=0755", "anyqta-chaos", disk]);
    endLater(async () => void execFileSync("umount", ["--lazy", disk]));
    const dataDir = path.join(disk, "data");
    return await under(async ({ lookUps }) => {
      const filler = path.join(disk, "filler");
      const { bavail, bsize } = statfsSync(disk);
      // Less than one segment of the write-ahead log (16 MB) stays free.
      writeFileSync(filler, Buffer.alloc(bavail * bsize - 2_000_000));
      await pause(10_000);
      rmSync(filler);
      return [await lookUps.nextAnswer()];
    }, dataDir);
  },
};

const twoContainers: Fault = {
  name: "two containers on one folder, one is killed",
  needsRoot: true,
  most: RESTART,
  run: async () => {
    const dataDir = path.join(temporaryFolder(), "data");
    const bank = await startBank();
    const start = async () =>
      startDemo(bank.origin, { DATA_DIR: dataDir, PORT: String(await freePort()) }, [
        ...CONTAINER,
        process.execPath,
      ]);
    const [first, second] = [await start(), await start()];
    const cookie = await signIn(second.origin);
    const lookUps = beginLookUps([first.origin, second.origin], cookie, CONNECTIONS);
    await pause(3_000);
    // The database was started by the first, and goes with its namespace.
    process.kill(first.pid, "SIGKILL");
    await pause(100);
    const recovery = await lookUps.nextAnswer();
    return await outcome({ dataDir, application: second, lookUps }, [recovery]);
  },
};

const renamedHost: Fault = {
  name: "after kill -9 of everything the next start has another host name",
  needsRoot: true,
  most: RESTART,
  run: () =>
    under(async ({ dataDir, application, lookUps }) => {
      for (const pid of [application.pid, ...engineProcesses(dataDir)]) {
        process.kill(pid, "SIGKILL");
      }
      const begun = performance.now();
      const renamed = ["sh", "-c", 'hostname elsewhere && exec "$@"', "sh", process.execPath];
      startAgain(application.settings, [...CONTAINER, "--uts", ...renamed]);
      await lookUps.nextAnswer();
      return [performance.now() - begun];
    }),
};

export const FAULTS: readonly Fault[] = [
  killedProcess,
  killedEngine,
  restartedEngine,
  frozenEngine,
  fullDisk,
  twoContainers,
  renamedHost,
];
