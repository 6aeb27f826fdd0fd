import "server-only";
import type { z } from "zod";
import { can, type Permission } from "#lib/access.ts";
import { AppError, ERRORS, type ErrorCode } from "#lib/errors.ts";
import { arrivedAt } from "./arrival.ts";
import type { Actor, Origin } from "./audit.ts";
import { log } from "./log.ts";
import { currentActor, originOf } from "./session.ts";

/** What a handler is given: everything in it was checked. */
interface RouteContext<Input, Who> {
  request: Request;
  input: Input;
  actor: Who;
  origin: Origin;
  arrivedAt: number;
}

interface RouteOptions<Input, Access> {
  /** Who may enter: a permission, or `public` for anybody. */
  access: Access;
  /** Judges path parameters and query (GET) or form fields (POST) together. */
  input: z.ZodType<Input>;
}

type WhoFor<Access> = Access extends "public" ? null : Actor;
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * The one maker of handlers. The order is fixed: from where (another site is refused), who, may
 * they, is the input right, do, answer. Errors become their code and a reference, nothing else.
 */
export function route<Input, Access extends Permission | "public">(
  options: RouteOptions<Input, Access>,
  handler: (context: RouteContext<Input, WhoFor<Access>>) => Promise<Response>,
): (request: Request, context: NextContext) => Promise<Response> {
  return async (request, { params }) => {
    const origin = originOf(request.headers);
    try {
      refuseOtherSites(request);
      const actor = await admit(options.access);
      const input = options.input.safeParse({ ...(await fields(request)), ...(await params) });
      if (!input.success) throw new AppError(inputError(input.error));
      return await handler({
        request,
        input: input.data,
        // The overload cannot be told to the compiler: admit() gives null for "public" only.
        actor: actor as WhoFor<Access>,
        origin: actor ?? origin,
        arrivedAt: arrivedAt(request.headers),
      });
    } catch (error) {
      return refusal(error, origin);
    }
  };
}

async function admit(access: Permission | "public"): Promise<Actor | null> {
  if (access === "public") return null;
  const actor = await currentActor();
  if (!actor) throw new AppError("signed_out");
  const isHeldBack = actor.mustEnrol && access !== "account.manage";
  if (isHeldBack || !can(actor.role, access)) throw new AppError("not_allowed");
  return actor;
}

/**
 * Another site must not make us ask the bank or change a thing (W3C Fetch Metadata; RFC 6454 for
 * browsers without it). Programs send neither header and are judged by their session alone.
 */
function refuseOtherSites(request: Request): void {
  const { headers, method } = request;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const write = method !== "GET" && method !== "HEAD";
  // Our pages send no referrer, so the Origin of their forms is "null": the site tells more.
  const foreign =
    site === null
      ? write && origin !== null && hostOf(origin) !== headers.get("host")
      : site !== "same-origin" && site !== "none";
  const purpose = `${headers.get("sec-purpose")} ${headers.get("purpose")}`;
  if (foreign || /prefetch|prerender/.test(purpose)) throw new AppError("cross_site");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** Query or form fields; of a repeated name the first counts. */
async function fields(request: Request): Promise<Record<string, string>> {
  const isForm = request.headers.get("content-type") === "application/x-www-form-urlencoded";
  if (request.method !== "GET" && !isForm) throw new AppError("invalid_input");
  const given =
    request.method === "GET"
      ? new URL(request.url).searchParams
      : new URLSearchParams(await request.text());
  return Object.fromEntries([...given].reverse());
}

/** A schema names a code of ours as its message; any other fault is plain invalid input. */
function inputError(error: z.ZodError): ErrorCode {
  const code = error.issues[0]?.message;
  return code === "invalid_invoice_number" || code === "unknown_terminal" ? code : "invalid_input";
}

function refusal(error: unknown, origin: Origin): Response {
  const code = error instanceof AppError ? error.code : "failed";
  if (code === "failed") log().error({ err: error, requestId: origin.requestId }, "handler failed");
  else log().info({ code, requestId: origin.requestId, ip: origin.ip }, "request refused");
  return Response.json(
    { error: code, reference: origin.requestId },
    { status: ERRORS[code], headers: { "cache-control": "private, no-store" } },
  );
}
