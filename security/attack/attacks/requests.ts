import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { type Attack, refusedIf } from "../attack.ts";
import type { Target } from "../target.ts";

/** Odd requests: what no browser of a person sends. */

/** The first line of the answer to these bytes. */
async function statusLineOf({ application }: Target, bytes: string): Promise<string> {
  const { port } = new URL(application.url);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.end(bytes);
  const [line = ""] = (await text(socket)).split("\r\n");
  return line;
}

export const REQUESTS: readonly Attack[] = [
  {
    id: "M3",
    tries: "an escaped letter in the address passes the budget of sign-ins",
    async run({ post }) {
      const paths = ["%63allback/credentials", "callback/%63redentials", "c%61llback/credentials"];
      const answers = await Promise.all(
        paths.map((path) => post(`/api/auth/${path}`, { email: "a@demo.kz", password: "x" })),
      );
      return refusedIf({
        "400 or 404": answers.every(({ status }) => status === 400 || status === 404),
      });
    },
  },
  {
    id: "L2",
    tries: "addresses of next-auth that the product does not use",
    async run({ application, post, send }) {
      const marker = "attacker-wrote-this-line";
      const answers = [
        await post("/api/auth/_log", { level: "error", code: marker, message: "x" }),
        ...(await Promise.all(
          ["providers", "verify-request", "error", "callback/unknown", "signin/unknown"].map(
            (path) => send(`/api/auth/${path}`),
          ),
        )),
      ];
      return refusedIf({
        "none answers as its own": answers.every(({ status }) => status >= 300 && status < 500),
        "nothing of it is in the log": !application.output().includes(marker),
      });
    },
  },
  {
    id: "L9",
    tries: "two Host headers, and a host that is not ours",
    async run(target) {
      const { host } = new URL(target.application.url);
      const two = `GET /sign-in HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`;
      const foreign = "GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      const lines = [await statusLineOf(target, two), await statusLineOf(target, foreign)];
      return refusedIf({ "4xx for both": lines.every((line) => / 4\d\d /.test(line)) });
    },
  },
  {
    id: "L10",
    tries: "a foreign Origin beside Sec-Fetch-Site: none",
    async run({ cookieOf, post }) {
      const headers = { origin: "https://evil.example", "sec-fetch-site": "none" };
      const cookie = await cookieOf("clerk");
      const { status } = await post("/api/find", { text: "10000101" }, { cookie, headers });
      return refusedIf({ 403: status === 403 });
    },
  },
  {
    id: "L6",
    tries: "NUL, odd cursors and malformed headers cause errors of ours",
    async run({ application, cookieOf, send }) {
      const cookie = await cookieOf("auditor");
      const clerk = await cookieOf("clerk");
      const router = { "next-router-state-tree": "%5B%22" };
      const answers = await Promise.all([
        send("/transactions?after=9999999999999999_1", { cookie: clerk }),
        ...["issuer", "brand", "person", "country", "currency"].map((name) =>
          send(`/transactions?${name}=%00`, { cookie: clerk }),
        ),
        send("/audit?actor=%00", { cookie }),
        send("/audit?resource=%00", { cookie }),
        send("/", { cookie, headers: { rsc: "1", ...router } }),
        send("/robots.txt", { method: "POST" }),
        send("/icon.svg", { method: "POST" }),
        send("/api/auth/callback/%2A", {}),
      ]);
      return refusedIf({
        "no 500": answers.every(({ status }) => status < 500),
        "every line of the log is JSON": application
          .output()
          .split("\n")
          .every((line) => !/^(\s*at |⨯|Error)/.test(line)),
      });
    },
  },
];
