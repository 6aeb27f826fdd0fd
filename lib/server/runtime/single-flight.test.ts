import { expect, test } from "vitest";
import { singleFlight } from "./single-flight.ts";

/** Calls that the test ends; each returns its own number. */
function numberedCalls() {
  const share = singleFlight<number>();
  const ends: { resolve: (result: number) => void; reject: (error: Error) => void }[] = [];
  const request = (key: string, arrivedAt = performance.now()) =>
    share(key, arrivedAt, () => {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      ends.push({ resolve, reject });
      return promise;
    });
  return {
    request,
    count: () => ends.length,
    end: (place: number) => ends[place]?.resolve(place),
    fail: (place: number) => ends[place]?.reject(new Error("failed")),
  };
}

test("five hundred requests during a call share it", async () => {
  const { request, count, end } = numberedCalls();
  const requests = Array.from({ length: 500 }, () => request("same"));
  end(0);
  expect(new Set(await Promise.all(requests))).toEqual(new Set([0]));
  expect(count()).toBe(1);
});

test("a request that arrived before the end shares the call, even if it is handled after it", async () => {
  const { request, count, end } = numberedCalls();
  const first = request("same");
  const arrivedAt = performance.now();
  end(0);
  await first;
  expect(await request("same", arrivedAt)).toBe(0);
  expect(count()).toBe(1);
});

test("a request that arrived after the end gets a call of its own", async () => {
  const { request, count, end } = numberedCalls();
  const first = request("same");
  end(0);
  await first;
  const second = request("same", performance.now() + 1);
  end(1);
  expect(await second).toBe(1);
  expect(count()).toBe(2);
});

test("requests with different keys share nothing", async () => {
  const { request, count, end } = numberedCalls();
  const both = [request("one"), request("other")];
  end(0);
  end(1);
  expect(await Promise.all(both)).toEqual([0, 1]);
  expect(count()).toBe(2);
});

test("all requests of a failed call fail, and the next one calls again", async () => {
  const { request, end, fail } = numberedCalls();
  const both = [request("same"), request("same")];
  fail(0);
  const settled = await Promise.allSettled(both);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const next = request("same", performance.now() + 1);
  end(1);
  expect(await next).toBe(1);
});

test("of very many ended calls only the newest thousand are kept", async () => {
  const { request, count, end } = numberedCalls();
  const arrivedAt = performance.now();
  const requests = Array.from({ length: 1_001 }, (_, place) => request(String(place), arrivedAt));
  for (let place = 0; place < 1_001; place += 1) end(place);
  await Promise.all(requests);
  expect(await request("1", arrivedAt)).toBe(1);
  expect(count()).toBe(1_001);
  const again = request("0", arrivedAt);
  end(1_001);
  expect(await again).toBe(1_001);
});

/** A call that ends when it is cancelled, and what it was cancelled with. */
function cancellableCalls() {
  const share = singleFlight<string>();
  const cancelled: unknown[] = [];
  const request = (left?: AbortSignal) =>
    share(
      "same",
      performance.now(),
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            cancelled.push(signal.reason);
            reject(new Error("cancelled"));
          });
        }),
      left,
    );
  return { request, cancelled };
}

test("F-72 the call is cancelled when its last request has left, and not before", async () => {
  const { request, cancelled } = cancellableCalls();
  const [one, other] = [new AbortController(), new AbortController()];
  const requests = [request(one.signal), request(other.signal)];
  const ends = Promise.allSettled(requests);
  one.abort("one left");
  await expect(requests[0]).rejects.toBe("one left");
  expect(cancelled).toEqual([]);
  other.abort("other left");
  expect(await ends).toMatchObject([{ reason: "one left" }, { reason: "other left" }]);
  expect(cancelled).toEqual(["other left"]);
});

test("F-72 a request that comes after a cancelled call makes a call of its own", async () => {
  const { request, cancelled } = cancellableCalls();
  const first = new AbortController();
  const left = request(first.signal);
  first.abort("left");
  const second = new AbortController();
  const next = request(second.signal);
  await expect(left).rejects.toBe("left");
  second.abort("left too");
  await expect(next).rejects.toBe("left too");
  expect(cancelled).toEqual(["left", "left too"]);
});

test("F-70 a call for a request without a signal is never cancelled", async () => {
  const { request, cancelled } = cancellableCalls();
  void request();
  const other = new AbortController();
  const left = request(other.signal);
  other.abort("left");
  await expect(left).rejects.toBe("left");
  expect(cancelled).toEqual([]);
});

test("who has left already makes no call", async () => {
  const { request } = cancellableCalls();
  await expect(request(AbortSignal.abort("gone"))).rejects.toBe("gone");
});
