import type { Dispatcher } from "undici";
import { expect, test } from "vitest";
import { Exchange } from "./exchange.ts";

const BOUNDS = { headersMs: 1_000, bodyIdleMs: 1_000, maxBodyBytes: 1_000 };

/** The failure of a request that ends with an error of this code. */
function failureOf(code: string): Promise<unknown> {
  return new Promise((resolve) => {
    const { signal } = new AbortController();
    const exchange = new Exchange({
      ...{ bounds: BOUNDS, signal },
      resolve: (result) => resolve([result.failure, result.errorCode]),
    });
    const error = Object.assign(new Error("failed"), { code });
    exchange.onResponseError({} as Dispatcher.DispatchController, error);
  });
}

test.each([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "INVALID_CA",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
])("F-06 %s is a fault of the certificate, and keeps its code", async (code) => {
  expect(await failureOf(code)).toEqual(["certificate", code]);
});

test.each(["ECONNRESET", "ENOTFOUND", "ERR_SSL_WRONG_VERSION_NUMBER", "UND_ERR_SOCKET"])(
  "%s is one of the network",
  async (code) => expect(await failureOf(code)).toEqual(["network", code]),
);
