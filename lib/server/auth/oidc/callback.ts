import "server-only";
import { safePath } from "#lib/http/safe-path.ts";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { NotProvenError } from "#lib/server/people/sessions/proofs.ts";
import { recordRefusal } from "../attempts/refusals.ts";
import { newSessionCookie } from "../sign-in.ts";
import { stepUpPath } from "../step-up.ts";
import { confirmIdentity, linkIdentity } from "./account-link.ts";
import { ssoClient } from "./begin.ts";
import type { Claims } from "./client/claims.ts";
import { claimsFromCallback } from "./client/code-flow.ts";
import { clearedFlowCookie, type Flow } from "./flow.ts";
import { signInWithIdentity } from "./sign-in.ts";
import { signedInPage } from "./signed-in-page.ts";
import { SsoError, type SsoReason } from "./sso-error.ts";
import { markFlowUsed } from "./used-flows.ts";

interface Callback {
  /** The flow that this browser began, or null. */
  flow: Flow | null;
  /** The parameters of the callback, unverified. */
  query: URLSearchParams;
  actor: Actor | null;
  origin: Origin;
  request: Request;
}

/** Handles the callback from the provider. A refused callback uses up the flow as well. */
export async function handleCallback(callback: Callback): Promise<Response> {
  const { db } = await database();
  let subject: string | null = null;
  try {
    const { flow } = callback;
    if (!flow) throw new SsoError("no_flow");
    if (!markFlowUsed(flow)) throw new SsoError("no_flow", "used");
    const claims = await claimsFromCallback(flow, callback.query, ssoClient());
    subject = claims.sub;
    return await complete(callback, flow, claims);
  } catch (error) {
    const { reason, code } = refusalOf(error);
    const by = callback.actor ?? callback.origin;
    const refusal = { event: "sso.refused", by, detail: { reason, code, subject } } as const;
    // Without a flow that began here anybody can be refused, as often as they like.
    await (callback.flow ? record(db, { ...refusal, success: false }) : recordRefusal(db, refusal));
    return seeOther(pathAfter(reason, callback), [clearedFlowCookie()]);
  }
}

/** @throws unknown what is no refusal */
function refusalOf(error: unknown): SsoError {
  if (error instanceof NotProvenError) return new SsoError("not_proven");
  if (error instanceof SsoError) return error;
  throw error;
}

async function complete(
  { actor, origin, request }: Callback,
  flow: Flow,
  claims: Claims,
): Promise<Response> {
  const { db } = await database();
  const { sso } = ssoClient();
  if (flow.purpose === "sign_in") {
    const started = await signInWithIdentity(db, { claims, sso, by: origin });
    const cookies = [clearedFlowCookie(), await newSessionCookie(started, origin)];
    return started.awaitsCode
      ? seeOther(codePath(flow.back), cookies)
      : signedInPage(safePath(flow.back), { request, cookies });
  }
  if (!actor || actor.sessionHash !== flow.sessionHash) throw new SsoError("other_session");
  if (flow.purpose === "connect") {
    await linkIdentity(db, { claims, sso, actor });
    return seeOther("/account?done=sso#sso", [clearedFlowCookie()]);
  }
  const confirmed = await confirmIdentity(db, { claims, sso, actor, act: flow.act });
  if (confirmed.awaitsCode) return seeOther(codePath(flow.back), [clearedFlowCookie()]);
  const { sessionId } = confirmed;
  const cookie = await newSessionCookie({ sessionId, personId: actor.personId }, origin);
  return seeOther(safePath(flow.back), [clearedFlowCookie(), cookie]);
}

/** The page that asks for a one-time code and then continues at the path. */
export function codePath(back: string): string {
  return `/sign-in/code?callbackUrl=${encodeURIComponent(safePath(back))}`;
}

/** The page after a refusal. It shows only reasons about which the person can do something. */
function pathAfter(reason: SsoReason, { flow, actor }: Callback): string {
  const back = safePath(flow?.back);
  switch (flow?.purpose) {
    case "connect":
      return `/account?problem=${reason === "linked_already" ? "sso_taken" : "sso"}#sso`;
    case "prove":
      return `${stepUpPath(back, actor && flow.act && { act: flow.act, actor })}&problem=sso`;
    default:
      return `/sign-in?callbackUrl=${encodeURIComponent(back)}&error=${errorFor(reason)}`;
  }
}

function errorFor(reason: SsoReason): "sso" | "sso_taken" | "sso_stranger" {
  switch (reason) {
    case "email_taken":
      return "sso_taken";
    case "unknown":
    case "email_missing":
    case "no_role":
    case "blocked":
    case "last_admin":
      return "sso_stranger";
    default:
      return "sso";
  }
}
