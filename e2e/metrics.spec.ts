import { globSync, readFileSync } from "node:fs";
import { freePort, startApplication } from "./application.ts";
import { test as base, expect } from "./fixtures.ts";
import { rawRequest, trySignIn } from "./raw-request.ts";

const test = base.extend<object, { metricsPort: number }>({
  metricsPort: [
    async ({}, use) => {
      await use(await freePort());
    },
    { scope: "worker" },
  ],
  application: [
    async ({ metricsPort }, use) => {
      const application = await startApplication({ METRICS_PORT: String(metricsPort) });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** The values by name and labels, as Prometheus reads them. */
function valuesIn(text: string): Record<string, number> {
  const lines = text.matchAll(/^([a-z0-9_]+(?:\{[^}]*\})?) (\S+)$/gm);
  return Object.fromEntries(Array.from(lines, ([, name, value]) => [name, Number(value)]));
}

test("Prometheus reads what the process does, on a port of its own, and nothing of a payment (I2)", async ({
  application,
  metricsPort,
}) => {
  const { url, bank } = application;
  const metrics = `http://127.0.0.1:${metricsPort}`;
  const read = async () => (await rawRequest(metrics, "/metrics")).body;
  const { cookie } = await trySignIn(url);
  const lookUp = (id: string) =>
    rawRequest(url, `/api/transactions/${id}?terminal=main`, { headers: { cookie } });
  await lookUp("205218074");
  await lookUp("10000101");
  await lookUp("10000101");
  await lookUp("99999999");

  const first = await rawRequest(metrics, "/metrics");
  expect([first.status, first.headers["content-type"]]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
  ]);
  const values = valuesIn(first.body);
  expect(values).toMatchObject({
    'anyqta_look_ups_total{kind="partly_refunded"}': 1,
    'anyqta_look_ups_total{kind="paid"}': 2,
    'anyqta_look_ups_total{kind="not_found"}': 1,
    anyqta_look_up_seconds_count: 4,
    'anyqta_bank_calls_total{endpoint="payment",outcome="2xx"}': 4,
    'anyqta_bank_calls_total{endpoint="token",outcome="2xx"}': 1,
    'anyqta_audit_writes_total{outcome="failed"}': 0,
    anyqta_audit_written_recently: 1,
    anyqta_bank_silent_seconds: 0,
    'anyqta_requests_waiting{who="staff"}': 0,
    'anyqta_database_connections{state="waiting"}': 0,
  });
  expect(values['anyqta_http_requests_total{what="handler",status="200"}']).toBeGreaterThan(3);
  expect(values.nodejs_eventloop_lag_p99_seconds).toBeGreaterThan(0);
  expect(first.body).not.toMatch(/205218074|1000010|demo\.kz|9821/);

  // Every metric of ours is in the page that explains them, and the rules and the dashboard name no other.
  const ours = new Set(
    Array.from(first.body.matchAll(/^# HELP (anyqta_\w+)/gm), ([, name]) => name),
  );
  const named = (file: string) =>
    new Set(
      Array.from(readFileSync(file, "utf8").matchAll(/\banyqta_[a-z_]+/g), ([name]) =>
        name.replace(/_(?:bucket|count|sum)$/, ""),
      ),
    );
  expect(named("docs/metrics.md")).toEqual(ours);
  for (const file of globSync("deploy/prometheus-rules.yml").concat(
    "deploy/grafana-dashboard.json",
  )) {
    expect([...named(file)].filter((name) => !ours.has(name))).toEqual([]);
  }

  // The port of the product knows nothing of it, and that of the metrics nothing else.
  expect((await rawRequest(url, "/metrics")).status).toBe(404);
  expect((await rawRequest(url, "/api/metrics")).status).toBe(404);
  for (const path of ["/", "/api/health", "/metrics/", "/metrics?x"]) {
    expect((await rawRequest(metrics, path)).status).toBe(404);
  }
  expect((await rawRequest(metrics, "/metrics", { method: "POST" })).status).toBe(404);

  // A bank that is gone is told by its fault.
  await bank.stop();
  await lookUp("10000101");
  const calls = Object.entries(valuesIn(await read())).filter(
    ([name]) => name.startsWith("anyqta_bank_calls_total") && !name.includes('"2xx"'),
  );
  expect(calls.length).toBeGreaterThan(0);
});
