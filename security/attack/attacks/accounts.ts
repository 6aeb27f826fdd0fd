import { DEMO } from "#lib/account/demo.ts";
import { trySignIn } from "../../../e2e/raw-request.ts";
import { type Attack, refusedIf } from "../attack.ts";
import type { Target } from "../target.ts";

/** Somebody with a copied cookie, and somebody without any. */

/** Everything that lets people in, as one value. */
async function credentials({ application }: Target): Promise<string> {
  const rows = await application.query(
    `select email, role, password_hash, set_up_hash, blocked_at,
        (select count(*) from factors where person_id = people.id and confirmed_at is not null) as factors,
        (select count(*) from passkeys where person_id = people.id) as passkeys,
        (select count(*) from identities where person_id = people.id) as identities
      from people order by email`,
  );
  return JSON.stringify(rows);
}

/** Another browser than the one that signed in. */
const THIEF = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

export const ACCOUNTS: readonly Attack[] = [
  {
    id: "H1",
    tries: "takes an account over with a copied cookie, minutes after the sign-in",
    async run(target) {
      const { cookieOf, post } = target;
      const before = await credentials(target);
      const own = "a phrase that only the thief knows 1";
      const other = DEMO.people[0].email;
      for (const role of ["clerk", "admin"] as const) {
        const request = { cookie: await cookieOf(role), headers: THIEF };
        await post("/api/account/password", { password: own, repeat: own }, request);
        for (const act of ["anew", "begin", "remove", "codes"]) {
          await post("/api/account/factor", { act }, request);
        }
        for (const act of ["reset", "reset_factor", "block"]) {
          await post("/api/people", { act, email: other }, request);
        }
        await post("/api/people", { act: "role", email: other, role: "admin" }, request);
        await post("/api/people", { act: "invite", email: "t@demo.kz", role: "admin" }, request);
      }
      return refusedIf({ "no credential changed": (await credentials(target)) === before });
    },
  },
  {
    id: "H4",
    tries: "locks an administrator out by wrong passwords",
    async run(target) {
      const { application, cookieOf, post } = target;
      const email = DEMO.people.find(({ role }) => role === "admin")?.email ?? "";
      const known = await cookieOf("admin");
      for (let time = 0; time < 11; time += 1) {
        await trySignIn(application.url, { email, password: `wrong ${time}` });
      }
      const csrf = await target.send("/api/auth/csrf", { cookie: known });
      const { csrfToken } = JSON.parse(csrf.body);
      const cookies = [
        known,
        ...(csrf.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]),
      ];
      const answer = await post(
        "/api/auth/callback/credentials",
        { csrfToken, email, password: DEMO.password },
        { cookie: cookies.join("; ") },
      );
      const session = (answer.headers["set-cookie"] ?? []).some((one) =>
        /session[^=]*=[^;]/.test(one),
      );
      return refusedIf({ "a known browser still signs in": session });
    },
  },
  {
    id: "L4",
    tries: "spends a person's budget with a cookie that was signed out",
    async run({ cookieOf, post, send }) {
      const dead = await cookieOf("auditor");
      await post("/api/sign-out", {}, { cookie: dead });
      const answer = await send("/api/auth/session", { cookie: dead });
      const isSealedAnew = (answer.headers["set-cookie"] ?? []).some((one) =>
        /session[^=]*=[^;]{20,}/.test(one),
      );
      return refusedIf({ "the dead cookie is not sealed anew": !isSealedAnew });
    },
  },
  {
    id: "L13",
    tries: "reads where somebody was from what the sign-out leaves",
    async run({ cookieOf, post }) {
      const cookie = await cookieOf("clerk");
      const { headers } = await post("/api/sign-out", {}, { cookie });
      const cleared = (headers["set-cookie"] ?? []).some((one) => /session[^=]*=;/.test(one));
      return refusedIf({
        "no cookie holds a way back": !/callback/i.test(cookie),
        "that of the session is cleared": cleared,
      });
    },
  },
];
