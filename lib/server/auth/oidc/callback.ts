import type { Actor, Origin } from "#lib/server/actor.ts";
import "server-only";
import { safePath } from "#lib/http/safe-path.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { newSessionCookie } from "../sign-in.ts";
import { proofPath } from "../step-up.ts";
import { ssoClient } from "./begin.ts";
import type { Claims } from "./client/id-token.ts";
import { whoCameBack } from "./client/provider.ts";
import { enter } from "./enter.ts";
import { type Flow, noFlowCookie } from "./flow.ts";
import { connect, prove } from "./own-identity.ts";
import { type SsoReason, SsoRefused } from "./refused.ts";
import { spendFlow } from "./spent-flows.ts";

interface Arrival {
  /** What this browser began, or null. */
  flow: Flow | null;
  /** What it brought back. */
  query: URLSearchParams;
  actor: Actor | null;
  origin: Origin;
}

/** The answer to whoever comes back from the provider. Whatever is wrong, the flow is spent. */
export async function arrive(arrival: Arrival): Promise<Response> {
  const { db } = await database();
  let subject: string | null = null;
  try {
    const { flow } = arrival;
    if (!flow) throw new SsoRefused("no_flow");
    if (!spendFlow(flow)) throw new SsoRefused("no_flow", "used");
    const claims = await whoCameBack(flow, arrival.query, ssoClient());
    subject = claims.sub;
    return await goOn(arrival, flow, claims);
  } catch (error) {
    if (!(error instanceof SsoRefused)) throw error;
    const by = arrival.actor ?? arrival.origin;
    const detail = { reason: error.reason, code: error.code, subject };
    await record(db, { event: "sso.refused", success: false, by, detail });
    return seeOther(pathAfter(error.reason, arrival.flow), [noFlowCookie()]);
  }
}

async function goOn({ actor, origin }: Arrival, flow: Flow, claims: Claims): Promise<Response> {
  const { db } = await database();
  const { sso } = ssoClient();
  if (flow.purpose === "sign_in") {
    const entered = await enter(db, { claims, sso, by: origin });
    const cookies = [noFlowCookie(), await newSessionCookie(entered)];
    return seeOther(entered.awaitsCode ? codePath(flow.back) : safePath(flow.back), cookies);
  }
  if (!actor || actor.sessionHash !== flow.sessionHash) throw new SsoRefused("other_session");
  if (flow.purpose === "connect") {
    await connect(db, { claims, sso, actor });
    return seeOther("/account?done=sso#sso", [noFlowCookie()]);
  }
  const proved = await prove(db, { claims, sso, actor });
  if (proved.awaitsCode) return seeOther(codePath(flow.back), [noFlowCookie()]);
  const { sessionId } = proved;
  const cookie = await newSessionCookie({ sessionId, personId: actor.personId });
  return seeOther(safePath(flow.back), [noFlowCookie(), cookie]);
}

/** Where a one-time code is asked for; leads on to the path. */
export function codePath(back: string): string {
  return `/sign-in/code?callbackUrl=${encodeURIComponent(safePath(back))}`;
}

/** Of the reasons a person is told what they can do something about. */
function pathAfter(reason: SsoReason, flow: Flow | null): string {
  const back = safePath(flow?.back);
  switch (flow?.purpose) {
    case "connect":
      return `/account?problem=${reason === "linked_already" ? "sso_taken" : "sso"}#sso`;
    case "prove":
      return `${proofPath(back)}&problem=sso`;
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
