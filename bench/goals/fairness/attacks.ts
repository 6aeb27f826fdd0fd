import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { newInvoice } from "../../measuring/load.ts";
import { steadyRate } from "../../measuring/steady-rate.ts";
import { sendSignIn, signInForm } from "../../servers/application.ts";

/** What one person with a session, or one address without, may send as fast as it likes. */

/** Where an attack goes to, and with which session. */
export interface Target {
  origin: string;
  /** The cookie of the person who asks for too much. */
  cookie: string;
}

/** Begins an attack; the function that it gives ends it and waits for what is under way. */
type Attack = (target: Target) => Promise<() => Promise<unknown>>;

/** An answer that takes longer is of no interest to whoever attacks. */
const PATIENCE_MILLISECONDS = 30_000;
const CONNECTIONS = 200;
/** Addresses as a reverse proxy tells them. */
const PERSON = { "x-forwarded-for": "203.0.113.1" };
/** From where connections come that are not read. */
const OTHER_HOST = "127.0.0.2";
const FLOOD = { "x-forwarded-for": "203.0.113.2" };

/** So many requests a second of a person, answered or not. */
function asked(perSecond: number, path: () => string): Attack {
  return sent(perSecond, ({ cookie }) => ({
    method: "GET",
    path: path(),
    headers: { cookie, ...PERSON },
  }));
}

interface Sent {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
}

function sent(perSecond: number, requestOf: (target: Target) => Sent): Attack {
  return async (target) => {
    const pool = new Pool(target.origin, { connections: CONNECTIONS, pipelining: 1 });
    const rate = steadyRate(perSecond, () => ignored(pool, requestOf(target)));
    return async () => {
      // What is still waited for is of no interest any more.
      await Promise.all([rate.stop(), pool.destroy()]);
    };
  };
}

/** Sends one request; a refusal or a cut connection is what an attack has to expect. */
async function ignored(pool: Pool, request: Sent): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  try {
    const { body } = await pool.request({ ...request, signal });
    await body.dump({ limit: Number.MAX_SAFE_INTEGER, signal });
  } catch {}
}

const SAME_SITE_FORM = {
  "content-type": "application/x-www-form-urlencoded",
  "sec-fetch-site": "same-origin",
};
let passwords = 0;

const changePassword = sent(20, ({ cookie }) => {
  passwords += 1;
  const password = `a long phrase of nobody's, number ${passwords}`;
  return {
    method: "POST",
    path: "/api/account/password",
    headers: { cookie, ...PERSON, ...SAME_SITE_FORM },
    body: new URLSearchParams({ password, repeat: password }).toString(),
  };
});

/** Sign-ins with a wrong password, from one address. */
const signIns: Attack = async ({ origin }) => {
  const form = await signInForm(origin);
  const rate = steadyRate(50, () =>
    sendSignIn(origin, {
      ...form,
      email: "nobody@example.kz",
      password: "not the password of anybody",
      from: FLOOD["x-forwarded-for"],
    }).catch(() => {}),
  );
  return () => rate.stop();
};

/** Three connections that send without waiting for an answer. */
const pipelined: Attack = async ({ origin }) => {
  const { port, host } = new URL(origin);
  const request = `GET /sign-in HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${FLOOD["x-forwarded-for"]}\r\n\r\n`;
  let isOver = false;
  const one = async () => {
    while (!isOver) {
      const socket = connect({ port: Number(port), host: "127.0.0.1", localAddress: OTHER_HOST });
      socket.resume().on("error", () => {});
      socket.write(request.repeat(20_000));
      await Promise.race([new Promise((end) => socket.once("close", end)), pause(5_000)]);
      socket.destroy();
      await pause(10);
    }
  };
  const all = Promise.all([one(), one(), one()]);
  return () => {
    isOver = true;
    return all;
  };
};

/** As many requests a second as are answered, of an address that is no page. */
const requests: Attack = async ({ origin }) => {
  const pool = new Pool(origin, { connections: 50, pipelining: 1 });
  let isOver = false;
  const one = async () => {
    while (!isOver) await ignored(pool, { method: "GET", path: "/nowhere", headers: FLOOD });
  };
  const all = Promise.all(Array.from({ length: 50 }, one));
  return async () => {
    isOver = true;
    await all;
    await pool.destroy();
  };
};

/** The attacks by name, each with its words for the table. */
export const ATTACKS = {
  words: {
    what: "20 word searches a second of one person",
    begin: asked(20, () => "/transactions?q=arman"),
  },
  lookUps: {
    what: "100 look-ups a second of one person",
    begin: asked(100, () => `/api/transactions/${newInvoice()}`),
  },
  pages: {
    what: "20 payments' pages a second of one person",
    begin: asked(20, () => `/transactions/${newInvoice()}`),
  },
  csv: {
    what: "2 CSV files a second of one person",
    begin: asked(2, () => "/api/export?format=csv"),
  },
  xlsx: {
    what: "2 XLSX files a second of one person",
    begin: asked(2, () => "/api/export?format=xlsx"),
  },
  passwords: { what: "20 new passwords a second of one person", begin: changePassword },
  signIns: { what: "50 sign-ins a second from one address", begin: signIns },
  pipelined: { what: "20,000 requests at once on each of 3 connections", begin: pipelined },
  requests: { what: "GET as fast as it is answered, from one address", begin: requests },
} as const satisfies Record<string, { what: string; begin: Attack }>;
