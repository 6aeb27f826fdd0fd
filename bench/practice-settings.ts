/**
 * What the product's functions read from the environment, where a benchmark calls them without its
 * server: import it before them. The same in every run, so that the audit's seals are the same too.
 */
Object.assign(process.env, {
  EPAY_ENVIRONMENT: "practice",
  EPAY_TOKEN_URL: "http://127.0.0.1:9/oauth2/token",
  EPAY_API_URL: "http://127.0.0.1:9",
  EPAY_CLIENT_ID: "bench",
  EPAY_CLIENT_SECRET: "bench",
  EPAY_TERMINALS: "main=00000000-0000-0000-0000-000000000000",
  NEXTAUTH_URL: "http://127.0.0.1:3000",
  NEXTAUTH_SECRET: "a secret of the benchmarks, thirty-two bytes or more",
  LOG_LEVEL: "error",
});
