import { describe, expect, test } from "vitest";
import { keysOf } from "./commands.ts";
import { isPaletteKey, type KeyPress, readKey } from "./shortcuts.ts";

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

const alone = { afterG: false };

describe("one key alone", () => {
  test.each([
    ["/", "Slash", "box"],
    ["f", "KeyF", "field"],
    ["y", "KeyY", "copy_customer"],
    ["c", "KeyC", "copy_link"],
    ["r", "KeyR", "check_again"],
    ["g", "KeyG", "g"],
    // The same places in the Russian and the Kazakh layout.
    [".", "Slash", "box"],
    ["№", "Slash", "box"],
    ["с", "KeyC", "copy_link"],
    ["к", "KeyR", "check_again"],
    ["н", "KeyY", "copy_customer"],
    ["п", "KeyG", "g"],
    // A Latin layout with other places: the letter counts.
    ["c", "KeyI", "copy_link"],
    ["l", "KeyL", null],
    ["1", "Digit1", null],
    ["Enter", "Enter", null],
  ])("%s on %s is %s", (key, code, meaning) => {
    expect(readKey(press(key, code), alone)).toBe(meaning);
  });

  test("the question mark and the slash may need Shift, letters must not have it", () => {
    const shiftKey = true;
    expect(readKey(press("?", "Slash", { shiftKey }), alone)).toBe("help");
    expect(readKey(press(",", "Slash", { shiftKey }), alone)).toBe("help");
    expect(readKey(press("?", "Digit7", { shiftKey }), alone)).toBe("help");
    expect(readKey(press("/", "Digit7", { shiftKey }), alone)).toBe("box");
    expect(readKey(press("C", "KeyC", { shiftKey }), alone)).toBeNull();
  });

  test.each(["ctrlKey", "metaKey", "altKey"] as const)("nothing with %s", (held) => {
    for (const [key, code] of [
      ["c", "KeyC"],
      ["r", "KeyR"],
      ["/", "Slash"],
      ["?", "Slash"],
    ] as const) {
      expect(readKey(press(key, code, { [held]: true }), alone)).toBeNull();
    }
  });
});

test("after g only the two places count, in every layout", () => {
  const read = (key: string, code: string) => readKey(press(key, code), { afterG: true });
  expect(read("l", "KeyL")).toBe("look_up");
  expect(read("д", "KeyL")).toBe("look_up");
  expect(read("t", "KeyT")).toBe("history");
  expect(read("е", "KeyT")).toBe("history");
  expect(read("c", "KeyC")).toBeNull();
  expect(read("g", "KeyG")).toBeNull();
});

test("a command's keys are written as they stand on the keyboard", () => {
  expect(keysOf("look_up")).toEqual(["G", "L"]);
  expect(keysOf("help")).toEqual(["?"]);
  expect(keysOf("print")).toEqual([]);
});

test("the palette is Ctrl+K or Cmd+K and nothing else", () => {
  expect(isPaletteKey(press("k", "KeyK", { ctrlKey: true }))).toBe(true);
  expect(isPaletteKey(press("k", "KeyK", { metaKey: true }))).toBe(true);
  expect(isPaletteKey(press("л", "KeyK", { ctrlKey: true }))).toBe(true);
  expect(isPaletteKey(press("k", "KeyK"))).toBe(false);
  expect(isPaletteKey(press("k", "KeyK", { ctrlKey: true, metaKey: true }))).toBe(false);
  expect(isPaletteKey(press("K", "KeyK", { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(isPaletteKey(press("k", "KeyK", { ctrlKey: true, altKey: true }))).toBe(false);
  expect(isPaletteKey(press("l", "KeyL", { ctrlKey: true }))).toBe(false);
});
