/**
 * Does the time of a refused sign-in tell why? Unknown names, wrong passwords and a locked name, in
 * turn: `npx node --conditions=react-server bench/sign-in-times.ts`. `SIGN_IN_TRIES` changes the number.
 */
import { DEMO } from "#lib/account/demo.ts";
import { quantiles } from "./measuring/statistics.ts";
import { startDemo, trySignIn } from "./servers/application.ts";

const TRIES = Number(process.env.SIGN_IN_TRIES ?? 2_000);
/** One less than locks a name. */
const WRONG_IN_A_ROW = 9;

const [known, locked] = DEMO.people;
const { origin } = await startDemo("http://127.0.0.1:9");
const wrong = (email: string) => trySignIn(origin, email, "not the password of anybody");
for (let tries = 0; tries < 12; tries += 1) await wrong(locked.email);

const times = { unknown: [] as number[], wrong: [] as number[], locked: [] as number[] };
for (let round = 0; round < TRIES; round += 1) {
  times.unknown.push((await wrong(`nobody-${round}@example.kz`)).milliseconds);
  times.wrong.push((await wrong(known.email)).milliseconds);
  times.locked.push((await wrong(locked.email)).milliseconds);
  if (round % WRONG_IN_A_ROW === WRONG_IN_A_ROW - 1) {
    await trySignIn(origin, known.email, DEMO.password);
  }
}
for (const [name, values] of Object.entries(times)) {
  const { p50, p99 } = quantiles(values);
  console.log(`${name.padEnd(8)} p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
}
process.exit(0);
