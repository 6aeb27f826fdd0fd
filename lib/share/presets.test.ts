import { expect, test } from "vitest";
import { presetFor, RECIPIENTS, recipientOf } from "./presets.ts";
import { SHARE_FIELDS, shareChoiceSchema } from "./share.ts";

test.each(RECIPIENTS)("the preset for %s is a choice that the form can make", (recipient) => {
  const preset = presetFor(recipient, { language: "kk" });
  const form = { ...preset, fields: preset.fields.join(",") };
  expect(shareChoiceSchema.parse(form)).toEqual(preset);
  expect(recipientOf({ ...preset, fields: [...preset.fields].reverse() })).toBe(recipient);
});

test("any other choice is nobody's preset", () => {
  const preset = presetFor("customer", { language: "ru" });
  expect(recipientOf({ ...preset, hours: 1 })).toBeNull();
  expect(recipientOf({ ...preset, views: 50 })).toBeNull();
  expect(recipientOf({ ...preset, fields: [...SHARE_FIELDS] })).toBeNull();
});
