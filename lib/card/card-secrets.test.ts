import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropCardSecrets } from "./card-secrets.ts";

describe("dropCardSecrets (P-03)", () => {
  test.each([
    ['{"cvv":"123","sum":33900}', '{"cvv":null,"sum":33900}'],
    ['{"CVV2" : 123 , "a":1}', '{"CVV2" : null , "a":1}'],
    [
      '{"cardCvc":"1","card_cvc":"2","card-cvc":"3"}',
      '{"cardCvc":null,"card_cvc":null,"card-cvc":null}',
    ],
    [
      '{"pin":1234,"pinCode":"1","PIN":null,"pin_block":[1]}',
      '{"pin":null,"pinCode":null,"PIN":null,"pin_block":null}',
    ],
    [
      '{"track1":"%B4^A^","track2":{"raw":"};","more":[{"x":"]"}]},"z":1}',
      '{"track1":null,"track2":null,"z":1}',
    ],
    ['{"trackData":"a\\"b,c","z":1}', '{"trackData":null,"z":1}'],
    ['{"in":{"list":[{"cvv":"9"}]}}', '{"in":{"list":[{"cvv":null}]}}'],
    ['{"json":"{\\"cvv\\":\\"123\\",\\"a\\":1}"}', '{"json":"{\\"cvv\\":null,\\"a\\":1}"}'],
    ["order=7&cvv=123&sum=5", "order=7&cvv=&sum=5"],
    ["card[cvv]=123&x=1", "card[cvv]=&x=1"],
    ["cvv: 123, order: 7", "cvv: null, order: 7"],
    [
      '{"cardID":"e8a0-1d1a","saved_card_id":"7","cardToken":"x","z":1}',
      '{"cardID":null,"saved_card_id":null,"cardToken":null,"z":1}',
    ],
    ['{"cvv":"never closed', '{"cvv":null'],
    ['{"track":{"never":[', '{"track":null'],
  ])("%s becomes %s", (data, kept) => {
    expect(dropCardSecrets(data).text).toBe(kept);
    expect(dropCardSecrets(data).removed).toBeGreaterThan(0);
  });

  test.each([
    '{"shipping":"a","tracking":"b","pinned":true,"opinion":1,"spin":2,"soundtrack":3}',
    '{"email":"epay@halykbank.kz","sum":33900}',
    '{"card":"gold","cardIdea":"x","cardHolderId":1,"orderID":"7"}',
    "order=7&shipping=1",
    "Deliver to the pin on the map, track it",
    "",
  ])("%s is left alone", (data) => {
    expect(dropCardSecrets(data)).toEqual({ text: data, removed: 0 });
  });

  test("fast-check: JSON stays JSON, other values stay, and no value under such a key is left", () => {
    const secretKey = fc.constantFrom(
      "cvv",
      "CVV2",
      "cvc",
      "cardCvv",
      "pin",
      "PIN",
      "track2",
      "track_data",
    );
    const value = fc
      .jsonValue({ maxDepth: 2 })
      .filter((any) => !/(cv[vc]|pin|track)/i.test(JSON.stringify(any)));
    const plainText = fc.stringMatching(/^[\w ,.{}[\]:"\\/-]{0,30}$/);
    fc.assert(
      fc.property(secretKey, fc.oneof(plainText, value), value, (key, secret, other) => {
        fc.pre(!/(cv[vc]|pin|track)/i.test(JSON.stringify(secret)));
        fc.pre(!JSON.stringify(secret).includes("\\\\"));
        const { text, removed } = dropCardSecrets(
          JSON.stringify({ a: other, [key]: secret, z: other }),
        );
        expect(JSON.parse(text)).toEqual(
          JSON.parse(JSON.stringify({ a: other, [key]: null, z: other })),
        );
        expect(removed).toBe(1);
      }),
    );
  });

  test.each([
    ["keys", '"cvv":'.repeat(150_000), 75_000],
    ["open brackets", `"track":${"[".repeat(900_000)}`, 1],
    ["one word", "a".repeat(1_000_000), 0],
    ["blanks", `pin${" ".repeat(1_000_000)}`, 0],
    ["backslashes", `"cvv":${"\\".repeat(900_000)}`, 1],
    ["quotes", '"pin":"'.repeat(140_000), 140_000],
  ])("a megabyte of %s is read to its end", (_name, data, removed) => {
    expect(dropCardSecrets(data).removed).toBe(removed);
  });
});
