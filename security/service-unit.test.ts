import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** `deploy/anyqta.service`: least rights of the process. */

const unit = readFileSync("deploy/anyqta.service", "utf8");

/** Of a hundred, less being better; 13 was measured with systemd 252, and later ones look at more. */
const MOST_EXPOSURE = 15;

/** What the exposure rests on; held on machines without systemd, too. */
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

/** What systemd itself says against the unit, without running it; nothing where there is no systemd. */
function complaints(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-unit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "anyqta.service");
  // Node may lie elsewhere on this machine.
  writeFileSync(file, unit.replace("=/usr/bin/node ", `=${process.execPath} `));
  const verdicts = [
    ["verify", "--recursive-errors=no"],
    ["security", "--offline=true", "--no-pager", `--threshold=${MOST_EXPOSURE}`],
  ].map((words) => spawnSync("systemd-analyze", [...words, file], { encoding: "utf8" }));
  return verdicts.flatMap(({ error, status, stdout, stderr }) => {
    if (error && "code" in error && error.code === "ENOENT") return [];
    // An unknown line is told, but is no error to it.
    const isFine = !error && status === 0 && !stderr.includes("anyqta");
    return isFine ? [] : [`${error?.message ?? ""}${stderr}${stdout.trim().split("\n").at(-1)}`];
  });
}

test("the service has the least rights that it can live with (A-69)", () => {
  const lines = unit.split("\n");
  for (const line of HARDENED.trim().split("\n")) expect(lines).toContain(line);
  expect(complaints()).toEqual([]);
});
