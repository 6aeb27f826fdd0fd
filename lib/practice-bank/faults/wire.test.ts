import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { SCENARIOS } from "../scenarios.ts";
import { type PracticeBank, type PracticeBankOptions, startPracticeBank } from "../server.ts";
import { ask, askToken, openRequest, read, tokenOf } from "../test-shop.ts";
import type { WireFault } from "./names.ts";

async function start(options: PracticeBankOptions = {}) {
  const bank = await startPracticeBank(options);
  onTestFinished(() => bank.stop());
  return bank;
}

function invoiceOf(fault: WireFault): string {
  return SCENARIOS.find((one) => one.fault === fault)?.invoice ?? "";
}

/** The bytes received until `enough` is there or the connection ends. */
function wireText(
  bank: PracticeBank,
  { invoice, token, enough = Infinity }: { invoice: string; token: string; enough?: number },
) {
  return new Promise<{ text: string; packets: number; error: string | null }>((resolve) => {
    let text = "";
    let packets = 0;
    let error: string | null = null;
    const socket = connect(bank.port, "127.0.0.1", () => {
      const path = `/check-status/payment/transaction/${invoice}`;
      socket.write(
        `GET ${path} HTTP/1.1\r\nhost: bank\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`,
      );
    });
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      packets += 1;
      if (text.length >= enough) socket.destroy();
    });
    socket.on("error", (cause) => {
      error = "code" in cause ? String(cause.code) : cause.name;
    });
    socket.on("close", () => resolve({ text, packets, error }));
  });
}

/** Fulfilled when the bank has received this many status requests. */
async function heard(bank: PracticeBank, requests: number): Promise<void> {
  await expect.poll(() => bank.calls.status, { interval: 2 }).toBe(requests);
}

describe.each(["by invoice", "for the whole bank"])("%s", (how) => {
  async function faulty(fault: WireFault, options: PracticeBankOptions = {}) {
    const bank = await start(how === "by invoice" ? options : { ...options, fault });
    const invoice = how === "by invoice" ? invoiceOf(fault) : "10000101";
    return { bank, invoice, token: await tokenOf(bank) };
  }

  test("hang: the request is received and nothing comes back", async () => {
    const { bank, invoice, token } = await faulty("hang");
    const leaving = new AbortController();
    const hung = ask(bank, invoice, { token, signal: leaving.signal });
    await heard(bank, 1);
    // Another request is answered in full meanwhile; the hung one has received nothing.
    bank.setFault(null);
    expect(read(await ask(bank, "10000102", { token })).resultCode).toBe("100");
    expect(await Promise.race([hung, Promise.resolve("nothing yet")])).toBe("nothing yet");
    leaving.abort();
    await expect(hung).rejects.toThrow();
  });

  test("slow-headers: the headers come byte by byte", async () => {
    const { bank, invoice, token } = await faulty("slow-headers", { byteGapMs: 2 });
    const { text, packets } = await wireText(bank, { invoice, token, enough: 24 });
    expect(text.startsWith("HTTP/1.1 200 OK\r\n")).toBe(true);
    // A busy machine may deliver some bytes together, but not all of them.
    expect(packets).toBeGreaterThan(2);
  });

  test("slow-headers: the answer is complete in the end", async () => {
    const { bank, invoice, token } = await faulty("slow-headers", { byteGapMs: 0 });
    const { body } = await openRequest(bank, invoice, { token });
    expect(await body.json()).toMatchObject({ transaction: { invoiceID: invoice } });
  });

  test("slow-body: headers at once, then byte by byte", async () => {
    const { bank, invoice, token } = await faulty("slow-body", { byteGapMs: 2 });
    const { statusCode, headers, body } = await openRequest(bank, invoice, { token });
    expect(statusCode).toBe(200);
    const sizes: number[] = [];
    for await (const bytes of body) {
      sizes.push(Buffer.from(bytes).length);
      if (sizes.length === 4) break;
    }
    const received = sizes.reduce((sum, size) => sum + size);
    expect(received).toBeLessThan(Number(headers["content-length"]));
  });

  test("slow-body: by default the second byte does not follow soon", async () => {
    const { bank, invoice, token } = await faulty("slow-body");
    const { body } = await openRequest(bank, invoice, { token });
    const chunks = body[Symbol.asyncIterator]();
    expect(Buffer.from((await chunks.next()).value).toString()).toBe("{");
    const second = chunks.next().then(
      () => "second byte",
      () => "cut",
    );
    await bank.stop();
    expect(await second).toBe("cut");
  });

  test("reset: the connection is reset before any byte", async () => {
    const { bank, invoice, token } = await faulty("reset");
    expect(await wireText(bank, { invoice, token })).toMatchObject({
      text: "",
      error: "ECONNRESET",
    });
  });

  test("reset-mid-body: headers and half of the body, then a reset", async () => {
    const { bank, invoice, token } = await faulty("reset-mid-body");
    const { text, error } = await wireText(bank, { invoice, token });
    const [head = "", body = ""] = text.split("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(body.length).toBe(Math.floor(length / 2));
    expect(error).toBe("ECONNRESET");
    await expect(ask(bank, invoice, { token })).rejects.toThrow();
  });

  test("endless: more than ten megabytes and no end", async () => {
    const { bank, invoice, token } = await faulty("endless");
    const { body } = await openRequest(bank, invoice, { token });
    let size = 0;
    for await (const bytes of body) {
      size += Buffer.from(bytes).length;
      if (size > 10 * 1_048_576) break;
    }
    expect(size).toBeGreaterThan(10 * 1_048_576);
  });
});

test("token-hang: the token request is received and nothing comes back", async () => {
  const bank = await start({ fault: "token-hang" });
  const hung = askToken(bank).then(
    () => "answered",
    () => "cut",
  );
  await expect.poll(() => bank.calls.token, { interval: 2 }).toBe(1);
  bank.setFault(null);
  expect((await askToken(bank)).status).toBe(200);
  await bank.stop();
  expect(await hung).toBe("cut");
});

test("after each broken connection the next request is answered", async () => {
  const bank = await start({ byteGapMs: 1 });
  const token = await tokenOf(bank);
  for (const fault of ["reset", "reset-mid-body"] as const) {
    await expect(ask(bank, invoiceOf(fault), { token })).rejects.toThrow();
    expect(read(await ask(bank, "10000101", { token })).resultCode).toBe("100");
  }
});
