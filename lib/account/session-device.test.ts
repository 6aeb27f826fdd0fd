import { expect, test } from "vitest";
import { deviceName, isSameBrowser } from "./session-device.ts";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/143.0.0.0 Safari/537.36";

test.each([
  ["an update", CHROME.replace("143", "144"), true],
  ["an update of the system", CHROME.replace("10.0", "11.0"), true],
  ["another browser", `${CHROME} Edg/143.0`, false],
  ["another system", CHROME.replace("Windows NT 10.0; Win64; x64", "X11; Linux"), false],
  ["a program", "curl/8.14.1", false],
  ["no name", null, false],
])("after %s it is the same kind of browser, or is not (A-19)", (_what, userAgent, isSame) => {
  expect(isSameBrowser(deviceName(CHROME), userAgent)).toBe(isSame);
});

test("a program's session is bound to nothing", () => {
  expect(isSameBrowser(deviceName("curl/8.14.1"), CHROME)).toBe(true);
});
