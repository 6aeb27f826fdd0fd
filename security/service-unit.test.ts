import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** `deploy/anyqta.service`: the least privileges of the process. */

const unit = readFileSync("deploy/anyqta.service", "utf8");

/** The highest accepted exposure of 100; systemd 252 measures 13, and later versions check more. */
const MOST_EXPOSURE = 15;

/** The directives behind the exposure; also checked on machines without systemd. */
const HARDENED = `
User=anyqta
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
UMask=0077
`;

/** The complaints of systemd-analyze about the unit; none where systemd is not installed. */
function complaints(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-unit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "anyqta.service");
  // Node may have another path on this machine.
  writeFileSync(file, unit.replace("=/usr/bin/node ", `=${process.execPath} `));
  const verdicts = [
    ["verify", "--recursive-errors=no"],
    ["security", "--offline=true", "--no-pager", `--threshold=${MOST_EXPOSURE}`],
  ].map((words) => spawnSync("systemd-analyze", [...words, file], { encoding: "utf8" }));
  return verdicts.flatMap(({ error, status, stdout, stderr }) => {
    if (error && "code" in error && error.code === "ENOENT") return [];
    // It reports an unknown directive, but exits with 0.
    const isFine = !error && status === 0 && !stderr.includes("anyqta");
    return isFine ? [] : [`${error?.message ?? ""}${stderr}${stdout.trim().split("\n").at(-1)}`];
  });
}

test("the service has the least privileges that it can work with (A-69)", () => {
  const lines = unit.split("\n");
  for (const line of HARDENED.trim().split("\n")) expect(lines).toContain(line);
  expect(complaints()).toEqual([]);
});
