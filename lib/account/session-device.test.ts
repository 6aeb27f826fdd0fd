import { expect, test } from "vitest";
import { browserFamily } from "./session-device.ts";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/143.0.0.0 Safari/537.36";

test.each([
  ["an update", CHROME, CHROME.replace("143", "144"), true],
  ["an update of the system", CHROME, CHROME.replace("10.0", "11.0"), true],
  ["another browser", CHROME, `${CHROME} Edg/143.0`, false],
  ["another system", CHROME, CHROME.replace("Windows NT 10.0; Win64; x64", "X11; Linux"), false],
  ["a program", CHROME, "curl/8.14.1", false],
  ["another version of a program", "curl/8.14.1", "curl/8.15.0", true],
  ["no name", CHROME, null, false],
])("%s is the same kind of browser, or is not (A-19)", (_what, one, other, isSame) => {
  expect(browserFamily(one) === browserFamily(other)).toBe(isSame);
});
