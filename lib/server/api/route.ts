import "server-only";
import type { z } from "zod";
import { can, type Permission } from "#lib/account/access.ts";
import { AppError, type ErrorCode } from "#lib/http/errors.ts";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { recordOtherSite, recordRefusedAccess } from "#lib/server/audit/denied.ts";
import { currentActor, originOf, sessionIdFromCookie } from "#lib/server/auth/current-actor.ts";
import { firstOfEach, readForm } from "#lib/server/http/body.ts";
import { refusal } from "#lib/server/http/error-response.ts";
import { isFromOtherSite, isOpenedByPerson, isPrefetch } from "#lib/server/http/fetch-metadata.ts";
import { type Budget, spend, spendAsVisitor } from "#lib/server/http/rate-limit.ts";
import { arrivedAt } from "#lib/server/http/request-context.ts";

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
  /** Out of which budget a person asks; small things by default. With `public`: a try to sign in. */
  budget?: Budget;
  /** May another site lead here? Nowhere but on the way back from the identity provider. */
  isArrival?: boolean;
  /** Judges path parameters and query (GET) or form fields (POST) together. */
  input: z.ZodType<Input>;
}

type WhoFor<Access> = Access extends "public" ? null : Actor;
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * The one maker of handlers. The order is fixed: from where (another site is refused), who, may
 * they, how often, is the input right, do, answer. Errors become their code and a reference, nothing else.
 */
export function route<Input, Access extends Permission | "public">(
  options: RouteOptions<Input, Access>,
  handler: (context: RouteContext<Input, WhoFor<Access>>) => Promise<Response>,
): (request: Request, context: NextContext) => Promise<Response> {
  return async (request, { params }) => {
    const origin = originOf(request.headers);
    try {
      refuseUnsafeHead(request, options);
      if (isPrefetch(request)) throw new AppError("cross_site");
      const isExpected = options.isArrival ? isOpenedByPerson(request) : !isFromOtherSite(request);
      if (!isExpected) throw await refusedOtherSite(request, origin);
      const actor = await admit(options, origin);
      const input = options.input.safeParse({ ...(await fieldsOf(request)), ...(await params) });
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
      const fields = await fieldsToKeep(error, { request, access: options.access });
      return refusal(error, { request, origin, fields });
    }
  };
}

/** Who, may they, how often. Whoever is nobody is counted by the place they come from. */
async function admit(
  { access, budget }: { access: Permission | "public"; budget?: Budget },
  origin: Origin,
): Promise<Actor | null> {
  const actor = access === "public" ? null : await currentActor();
  if (access === "public" || !actor) {
    await spendAsVisitor(origin, budget);
    if (access === "public") return null;
    throw new AppError("signed_out");
  }
  await spend(budget ?? "searches", actor.personId);
  const isHeldBack = actor.mustEnrol && access !== "account.manage";
  if (isHeldBack) throw new AppError("not_allowed");
  if (!can(actor.role, access)) {
    await recordRefusedAccess(actor, access);
    throw new AppError("not_allowed");
  }
  return actor;
}

/** Told in the log where a session of ours came along; other strangers are too many to be told. */
async function refusedOtherSite(request: Request, origin: Origin): Promise<AppError> {
  if (await sessionIdFromCookie()) {
    await spendAsVisitor(origin);
    await recordOtherSite(origin, new URL(request.url).pathname);
  }
  return new AppError("cross_site");
}

/** Next answers HEAD by the handler for GET: fine where that only reads, and nobody is told by it. */
function refuseUnsafeHead(
  { method }: Request,
  { access, isArrival }: { access: Permission | "public"; isArrival?: boolean },
): void {
  const isUnsafe = access !== "public" || isArrival;
  if (method === "HEAD" && isUnsafe) throw new AppError("method_not_allowed");
}

/** Query or form fields; of a repeated name the first counts. */
async function fieldsOf(request: Request): Promise<Record<string, string>> {
  return isRead(request) ? firstOfEach(new URL(request.url).searchParams) : readForm(request);
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** What was typed, to be given back to whoever has to wait; passwords belong to public handlers. */
async function fieldsToKeep(
  error: unknown,
  { request, access }: { request: Request; access: Permission | "public" },
): Promise<Record<string, string> | undefined> {
  const isWait = error instanceof AppError && error.code === "too_many";
  if (!isWait || access === "public" || isRead(request)) return undefined;
  return readForm(request).catch(() => undefined);
}

/** A schema names a code of ours as its message; any other fault is plain invalid input. */
function inputError(error: z.ZodError): ErrorCode {
  const code = error.issues[0]?.message;
  return code === "invalid_invoice_number" || code === "unknown_terminal" ? code : "invalid_input";
}
