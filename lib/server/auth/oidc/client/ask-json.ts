import { request } from "undici";
import { SsoRefused } from "../refused.ts";
import { LIMITS, type Limits } from "./limits.ts";

interface Question {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

/**
 * Asks the identity provider for JSON: bounded in time and bytes, no redirect followed, so that no
 * secret reaches another host; no compression.
 * @throws SsoRefused provider_failed, with the status or a code of ours
 */
export async function askJson(
  { url, method = "GET", headers, body }: Question,
  limits: Limits = LIMITS,
): Promise<unknown> {
  const signal = AbortSignal.timeout(limits.answerMs);
  try {
    const answer = await request(url, {
      method,
      headers: { accept: "application/json", "accept-encoding": "identity", ...headers },
      ...(body !== undefined && { body }),
      signal,
    });
    const text = await textOf(answer.body, limits);
    if (answer.statusCode !== 200) throw new SsoRefused("provider_failed", `${answer.statusCode}`);
    return JSON.parse(text);
  } catch (error) {
    throw error instanceof SsoRefused
      ? error
      : new SsoRefused("provider_failed", codeOf(error, signal));
  }
}

async function textOf(body: AsyncIterable<Uint8Array>, { answerBytes }: Limits): Promise<string> {
  const pieces: Uint8Array[] = [];
  let count = 0;
  for await (const piece of body) {
    count += piece.byteLength;
    // Leaving the loop destroys the connection.
    if (count > answerBytes) throw new SsoRefused("provider_failed", "too_large");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** A code and nothing of the answer: messages of a parser hold pieces of it. */
function codeOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "too_slow";
  if (error instanceof SyntaxError) return "not_json";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "failed";
}
