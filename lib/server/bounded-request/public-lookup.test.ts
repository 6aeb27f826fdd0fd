import dns from "node:dns";
import { afterEach, expect, test, vi } from "vitest";
import { publicLookup } from "./public-lookup.ts";

vi.mock("node:dns", { spy: true });
afterEach(() => {
  vi.restoreAllMocks();
});

/** The error's code, or the address, of a name that resolves to these addresses. */
function looked(...addresses: string[]): Promise<unknown> {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  vi.mocked(dns.lookup).mockImplementation(((_name: string, _options: unknown, done: Done) => {
    done(null, found);
  }) as never);
  return new Promise((resolve) => {
    publicLookup("bank.example.kz", {}, (error, address) => resolve(error?.code ?? address));
  });
}
type Done = (error: null, found: { address: string; family: number }[]) => void;

test.each(["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])("%s is public", async (one) => {
  expect(await looked(one)).toBe(one);
});

test.each([
  "10.0.0.1",
  "127.0.0.1",
  "::1",
  "fd00::1",
  "::ffff:10.0.0.1",
  "64:ff9b::a00:1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::808:808",
])("%s is not, and neither is a name with one such address", async (one) => {
  expect(await looked(one)).toBe("ADDRESS_NOT_PUBLIC");
  expect(await looked("8.8.8.8", one)).toBe("ADDRESS_NOT_PUBLIC");
});
