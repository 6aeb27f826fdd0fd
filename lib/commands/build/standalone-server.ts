/**
 * `server.js` of the built folder: prepares the environment and runs Next's server. It imports nothing
 * before it knows the version of Node.js, because an old one fails without a word that helps.
 */

/** What undici asks for. */
const LEAST = { major: 22, minor: 19 };

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < LEAST.major || (major === LEAST.major && minor < LEAST.minor)) {
  stop(`It needs Node.js ${LEAST.major}.${LEAST.minor} or newer; this is ${process.version}.`);
}
// What the server writes is its user's alone.
process.umask(0o077);
const { EnvFileError, loadEnvFile, prepareServer } = await import(
  "#lib/server/config/environment.ts"
);
try {
  loadEnvFile();
} catch (error) {
  if (!(error instanceof EnvFileError)) throw error;
  stop(`.env: ${error.message}`);
}
prepareServer();
await import(new URL("next-server.js", import.meta.url).href);

function stop(reason: string): never {
  process.stderr.write(`Anyqta does not start.\n${reason}\n`);
  process.exit(1);
}
