import pg from "pg";
import { DatabaseSetupError } from "./setup-error.ts";

/** Says in words why there is no connection to PostgreSQL, and what to do. */

/** Whom was connected to, as whom. */
type Peer = Pick<pg.Client, "host" | "port" | "user" | "database">;

const CODED = "write # / ? @ % and blanks of the password as %23 %2F %3F %40 %25 %20";

/** By SQLSTATE (PostgreSQL, appendix A), or by the code of Node. */
const ADVICE: Record<string, (peer: Peer) => string> = {
  "28P01": ({ user }) =>
    `the server does not accept this password of the user ${user}; check it, and ${CODED}`,
  "28000": ({ user }) =>
    `the server does not let the user ${user} in: there is no such user, or no line of its pg_hba.conf allows it from here`,
  "3D000": ({ user, database }) =>
    `the server has no database ${database}; make it with: create database ${database} owner ${user}`,
  "42501": ({ user, database }) =>
    `the user ${user} may not use the database ${database}; as its owner: grant connect on database ${database} to ${user}`,
  "53300": () =>
    "the server has no free connection; end idle sessions, or raise its max_connections",
  "57P03": () => "the server is just starting or stopping; try again in a moment",
  ECONNREFUSED: (peer) =>
    `nothing listens at ${at(peer)}; start PostgreSQL, or check the host, the port and its listen_addresses`,
  ECONNRESET: (peer) => `${at(peer)} ends the connection at once; is that PostgreSQL?`,
  ENOENT: (peer) => `there is no socket of PostgreSQL at ${at(peer)}; check the path`,
  EACCES: (peer) => `this account may not use the socket at ${at(peer)}; check its permissions`,
  ENOTFOUND: ({ host }) => `the name ${host} has no address; check it, and ${CODED}`,
  EAI_AGAIN: ({ host }) => `the address of ${host} cannot be asked for; check the network and DNS`,
};

const UNREACHABLE: ReadonlySet<string> = new Set(["ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"]);

/** Codes of Node for a certificate that does not hold (its documentation: TLS, X509 errors). */
const CERTIFICATE = /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** What pg says when there was no answer in time, and where TLS is asked for and not given. */
const NO_ANSWER = /timeout expired/;
const NO_TLS = /does not support SSL/;

/** The error in words; null for one that is no matter of the connection. */
export function notConnected(error: unknown, peer: Peer): DatabaseSetupError | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  const advice = adviceFor(code, error.message, peer);
  if (advice === null) return null;
  // PostgreSQL names the user, the database and the host here, and no secret.
  const said = error instanceof pg.DatabaseError ? `${code}: ${error.message}` : code;
  return new DatabaseSetupError(`DATABASE_URL: ${advice}${said && ` (${said})`}.`);
}

function adviceFor(code: string, message: string, peer: Peer): string | null {
  const advice = ADVICE[code];
  if (advice) return advice(peer);
  if (UNREACHABLE.has(code) || NO_ANSWER.test(message)) {
    return `${at(peer)} does not answer; check the host, the port and the firewalls in between`;
  }
  if (CERTIFICATE.test(code)) {
    return `the certificate of ${peer.host} is not trusted for that name; add sslmode=verify-full&sslrootcert=/path/of/the/ca.pem behind a ?, or give the certificate's own name`;
  }
  return NO_TLS.test(message)
    ? `${at(peer)} speaks no TLS; remove sslmode, or switch TLS on there (ssl = on)`
    : null;
}

function at({ host, port }: Peer): string {
  return host.startsWith("/") ? host : `${host}:${port}`;
}
