import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { type Attack, refusedIf } from "../attack.ts";
import { INVOICES } from "../hostile-bank.ts";
import type { Target } from "../target.ts";

/** Somebody from outside who asks too much; Linux gives loopback as many addresses as one likes. */

/** Another address than that of the clerk. */
const ATTACKER = "127.0.0.9";
const PAYMENT = `/api/transactions/${INVOICES.plain}`;

async function connection({ application }: Target): Promise<Socket> {
  const port = Number(new URL(application.url).port);
  const socket = connect({ host: "127.0.0.1", port, localAddress: ATTACKER });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Milliseconds until a clerk has their answer, and whether it is one. */
async function clerksLookUp({ send }: Target, cookie: string) {
  const begun = performance.now();
  const { status } = await send(PAYMENT, { cookie });
  return { isGood: status === 200, milliseconds: performance.now() - begun };
}

export const FLOODS: readonly Attack[] = [
  {
    id: "O1",
    tries: "sends 20,000 requests ahead of their answers on each of three connections",
    isSlow: true,
    async run(target) {
      const cookie = await target.cookieOf("clerk");
      const { host } = new URL(target.application.url);
      const sockets = await Promise.all([1, 2, 3].map(() => connection(target)));
      for (const socket of sockets) {
        socket.resume();
        socket.write(`GET /sign-in HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(20_000));
      }
      const { isGood, milliseconds } = await clerksLookUp(target, cookie);
      for (const socket of sockets) socket.destroy();
      return refusedIf({
        "a clerk has an answer": isGood,
        [`within 5 s (${Math.round(milliseconds)} ms)`]: milliseconds < 5_000,
      });
    },
  },
  {
    id: "O2",
    tries: "spends the budget of all with 62,000 requests from one address",
    isSlow: true,
    async run(target) {
      const cookie = await target.cookieOf("clerk");
      const agent = new Agent({ keepAlive: true, maxSockets: 50 });
      const end = performance.now() + 20_000;
      let asked = 0;
      const flood = async () => {
        while (asked < 62_000 && performance.now() < end) {
          asked += 1;
          await ask(`${target.application.url}/x`, agent);
        }
      };
      await Promise.all(Array.from({ length: 50 }, flood));
      agent.destroy();
      const { isGood } = await clerksLookUp(target, cookie);
      const ready = await target.send("/api/health/ready");
      return refusedIf({
        [`a clerk has an answer after ${asked}`]: isGood,
        "health too": ready.status === 200,
      });
    },
  },
  {
    id: "L7",
    tries: "sends a header a second",
    isSlow: true,
    async run(target) {
      const socket = await connection(target);
      const begun = performance.now();
      socket.write("GET / HTTP/1.1\r\n");
      const timer = setInterval(() => socket.write("x-slow: 1\r\n"), 1_000);
      socket.resume();
      await once(socket, "close");
      clearInterval(timer);
      const seconds = (performance.now() - begun) / 1_000;
      return refusedIf({ [`ended after ${seconds.toFixed(1)} s`]: seconds < 13 });
    },
  },
];

/** One request of the attacker's, whatever becomes of it. */
function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve) => {
    const request = get(url, { agent, localAddress: ATTACKER }, (response) => {
      response.resume().once("close", resolve);
    });
    request.once("error", () => resolve());
  });
}
