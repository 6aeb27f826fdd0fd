import { expect, test, vi } from "vitest";
import { type EndTurn, Turns } from "./turns.ts";

const OPTIONS = {
  each: () => 2,
  all: () => 3,
  line: 4,
  patienceMilliseconds: 1_000,
  longestMilliseconds: 60_000,
  isShared: () => false,
  part: 1 / 4,
  burstMilliseconds: 1_000,
};

/** Takes turns for these keys, and notes who runs. */
function takers(turns: Turns) {
  const running: { key: string; end: EndTurn }[] = [];
  const refused: string[] = [];
  return {
    refused,
    running: () => running.map(({ key }) => key).join(" "),
    async take(...keys: string[]) {
      for (const key of keys) {
        void turns.take(key).then((end) => {
          if (end) running.push({ key, end });
          else refused.push(key);
        });
      }
      await new Promise(setImmediate);
    },
    async endFirst() {
      running.shift()?.end();
      await new Promise(setImmediate);
    },
  };
}

test("one key runs few at once, and another need not wait for its line (A-80)", async () => {
  const { take, running } = takers(new Turns(OPTIONS));
  await take("anna", "anna", "anna", "anna");
  expect(running()).toBe("anna anna");
  await take("boris");
  expect(running()).toBe("anna anna boris");
});

test("where all turns are taken, the lines take turns", async () => {
  const { take, running, endFirst } = takers(new Turns(OPTIONS));
  await take("anna", "anna", "boris", "anna", "anna", "clara", "boris");
  expect(running()).toBe("anna anna boris");
  await endFirst();
  expect(running()).toBe("anna boris anna");
  await endFirst();
  expect(running()).toBe("boris anna clara");
  await endFirst();
  expect(running()).toBe("anna clara boris");
  await endFirst();
  expect(running()).toBe("clara boris anna");
});

test("a line that is too long refuses at once, and a turn that does not come refuses in time", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { take, refused, running, endFirst } = takers(new Turns(OPTIONS));
  await take("anna", "anna", "anna", "anna", "anna", "anna", "anna");
  expect(refused).toEqual(["anna"]);
  await endFirst();
  expect(running()).toBe("anna anna");
  vi.advanceTimersByTime(1_000);
  await take("boris");
  expect(refused).toEqual(["anna", "anna", "anna", "anna"]);
  expect(running()).toBe("anna anna boris");
  vi.useRealTimers();
});

test("ending a turn twice frees one", async () => {
  const turns = new Turns({ ...OPTIONS, each: () => 1 });
  const end = await turns.take("anna");
  end?.();
  const again = await turns.take("anna");
  end?.();
  const { take, running } = takers(turns);
  await take("anna");
  expect(running()).toBe("");
  again?.();
  await take("boris");
  expect(running()).toBe("anna boris");
});

test("what takes too long loses its turn to the next", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const turns = new Turns({ ...OPTIONS, each: () => 1, longestMilliseconds: 500 });
  const { take, running } = takers(turns);
  await take("anna", "anna");
  expect(running()).toBe("anna");
  vi.advanceTimersByTime(500);
  await take();
  expect(running()).toBe("anna anna");
  vi.useRealTimers();
});

test("whoever has taken the burst gets a part of the time, unless there is nobody to share with", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  let isShared = true;
  const options = { ...OPTIONS, each: () => 1, patienceMilliseconds: 60_000 };
  const turns = new Turns({ ...options, isShared: () => isShared });
  const { take, running, endFirst } = takers(turns);
  await take("anna", "anna", "anna");
  vi.advanceTimersByTime(1_400);
  await endFirst();
  expect(running()).toBe("");
  await take("boris");
  expect(running()).toBe("boris");
  // The 400 ms too many come back in four times as long.
  vi.advanceTimersByTime(1_560);
  await take();
  expect(running()).toBe("boris");
  vi.advanceTimersByTime(80);
  await take();
  expect(running()).toBe("boris anna");
  await endFirst();
  vi.advanceTimersByTime(500);
  isShared = false;
  await endFirst();
  expect(running()).toBe("anna");
  vi.useRealTimers();
});
