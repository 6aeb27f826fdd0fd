import "server-only";
import type { z } from "zod";
import { can, type Permission } from "#lib/account/access.ts";
import { AppError, type ErrorCode } from "#lib/http/errors.ts";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { recordOtherSite, recordRefusedAccess } from "#lib/server/audit/denied.ts";
import { currentVisitor } from "#lib/server/auth/attempts/known-browser.ts";
import { currentActor, sessionIdFromCookie } from "#lib/server/auth/current-actor.ts";
import { firstValues, readForm } from "#lib/server/http/body.ts";
import { errorResponse } from "#lib/server/http/error-response.ts";
import {
  isCrossSite,
  isNavigation,
  isTopLevelNavigation,
} from "#lib/server/http/fetch-metadata.ts";
import {
  countRequest,
  countVisit,
  type PersonBudget,
  type VisitorBudget,
} from "#lib/server/http/rate-limit.ts";
import { refusalOf } from "#lib/server/http/refusal/refusal.ts";
import { originOf, requestContext } from "#lib/server/http/request-context.ts";
import { NotProvenError } from "#lib/server/people/sessions/proofs.ts";
import { type AfterSignInOf, keptFields, leadToProof, leadToSignIn } from "./signed-out.ts";

/** The arguments of a handler; all of them are validated. */
interface RouteContext<Input, Who> {
  request: Request;
  input: Input;
  actor: Who;
  origin: Origin;
  /** Moment of arrival on the clock of `performance.now()`. */
  arrivedAt: number;
}

/** A handler that anybody may call. */
interface PublicRoute<Input> {
  access: "public";
  /**
   * The rate limit that counts calls by visitor, in addition to `visits`; "none" counts in
   * neither, for what costs next to nothing.
   */
  budget?: VisitorBudget | "none";
  /** Whether other sites may navigate here: only for the redirect from the identity provider. */
  allowsCrossSiteNavigation?: boolean;
  /** Validates path parameters and query (GET) or form fields (POST) together. */
  input: z.ZodType<Input>;
}

/** A handler for signed-in people with a permission. */
interface StaffRoute<Input> {
  access: Permission;
  /** The rate limit that counts calls by person; `searches` by default. */
  budget?: PersonBudget;
  input: z.ZodType<Input>;
  /**
   * Where a person goes on whose session had ended, or who proved themselves for this act; the look-up
   * page by default.
   */
  afterSignIn?: AfterSignInOf;
}

type RouteOptions<Input> = PublicRoute<Input> | StaffRoute<Input>;
type Handler<Input, Who> = (context: RouteContext<Input, Who>) => Promise<Response>;
type Public<Input> = [options: PublicRoute<Input>, handler: Handler<Input, null>];
type Staff<Input> = [options: StaffRoute<Input>, handler: Handler<Input, Actor>];
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };
type NextHandler = (request: Request, context: NextContext) => Promise<Response>;

/**
 * Makes every handler. The order of the checks is fixed: cross-site requests, authentication, rate
 * limit, permission, input. An error becomes its code and the request's reference, nothing else.
 */
export function route<Input>(...given: Public<Input>): NextHandler;
export function route<Input>(...given: Staff<Input>): NextHandler;
export function route<Input>(...given: Public<Input> | Staff<Input>): NextHandler {
  return isPublic(given) ? handlerOf(given, authorizePublic) : handlerOf(given, authorizeStaff);
}

function isPublic<Input>(given: Public<Input> | Staff<Input>): given is Public<Input> {
  return given[0].access === "public";
}

function handlerOf<Input, Options extends RouteOptions<Input>, Who extends Actor | null>(
  [options, handler]: [Options, Handler<Input, Who>],
  authorize: (options: Options, origin: Origin) => Promise<Who>,
): NextHandler {
  return async (request, { params }) => {
    try {
      const { arrivedAt } = requestContext();
      const origin = originOf(request.headers);
      await refuseUnintended(request, options, origin);
      const actor = await authorize(options, origin);
      const sent = await fieldsOf(request);
      const parsed = options.input.safeParse({ ...sent, ...(await params) });
      if (!parsed.success) throw new AppError(inputError(parsed.error));
      const input = parsed.data;
      const context = { request, input, actor, origin: actor ?? origin, arrivedAt };
      return await handler(context).catch((error: unknown) =>
        orProof(error, request, { options, actor, sent }),
      );
    } catch (error) {
      return refused(error, request, options);
    }
  };
}

/**
 * Leads a person to the page that asks for the proof that their act needs.
 * @throws unknown every other error
 */
function orProof<Input>(
  error: unknown,
  request: Request,
  {
    options,
    actor,
    sent,
  }: { options: RouteOptions<Input>; actor: Actor | null; sent: Record<string, string> },
): Response {
  if (!(error instanceof NotProvenError) || !actor || options.access === "public") throw error;
  return leadToProof(request, { act: error.act, actor, sent, after: options.afterSignIn });
}

/** The answer to an error; a signed-out person is asked to sign in and goes on with what they sent. */
async function refused<Input>(
  error: unknown,
  request: Request,
  options: RouteOptions<Input>,
): Promise<Response> {
  const isSignedOut = error instanceof AppError && error.code === "signed_out";
  if (!isSignedOut || options.access === "public" || !isNavigation(request)) {
    return errorResponse(error, { request, fields: await fieldsToKeep(error, request, options) });
  }
  return leadToSignIn(request, options.afterSignIn).catch((other: unknown) =>
    errorResponse(other, { request }),
  );
}

/**
 * Refuses requests that no user of ours made on purpose: cross-site requests, prefetches, and HEAD
 * for handlers with side effects.
 * @throws AppError method_not_allowed, cross_site
 */
async function refuseUnintended<Input>(
  request: Request,
  options: RouteOptions<Input>,
  origin: Origin,
): Promise<void> {
  const allowsNavigation =
    options.access === "public" && options.allowsCrossSiteNavigation === true;
  // Next answers HEAD with the handler for GET, which is safe only if that has no side effects.
  const isUnsafe = options.access !== "public" || allowsNavigation;
  if (request.method === "HEAD" && isUnsafe) throw new AppError("method_not_allowed");
  if (requestContext().isPrefetch) throw new AppError("cross_site");
  if (allowsNavigation ? isTopLevelNavigation(request) : !isCrossSite(request)) return;
  // Records requests with a session cookie only: without that limit anybody could fill the audit.
  if (await sessionIdFromCookie()) {
    await countVisit(await currentVisitor(origin.ip));
    await recordOtherSite(origin, new URL(request.url).pathname);
  }
  throw new AppError("cross_site");
}

/** @throws AppError too_many */
async function authorizePublic(
  { budget }: { budget?: VisitorBudget | "none" },
  { ip }: Origin,
): Promise<null> {
  if (budget !== "none") await countVisit(await currentVisitor(ip), budget);
  return null;
}

/**
 * Authentication, rate limit and permission.
 * @throws AppError signed_out, too_many, not_allowed
 */
async function authorizeStaff(
  { access, budget = "searches" }: { access: Permission; budget?: PersonBudget },
  { ip }: Origin,
): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) {
    await countVisit(await currentVisitor(ip));
    throw new AppError("signed_out");
  }
  await countRequest(budget, actor.personId);
  if (actor.mustEnrol && access !== "account.manage") throw new AppError("not_allowed");
  if (!can(actor.role, access)) {
    await recordRefusedAccess(actor, access);
    throw new AppError("not_allowed");
  }
  return actor;
}

/** Query or form fields; the first value of a repeated name counts. */
async function fieldsOf(request: Request): Promise<Record<string, string>> {
  return isRead(request) ? firstValues(new URL(request.url).searchParams) : readForm(request);
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/**
 * The form fields of a request that has to wait for the rate limit or the database, so that the person
 * can submit them again. Fields of public forms are dropped, as they contain passwords.
 */
async function fieldsToKeep<Input>(
  error: unknown,
  request: Request,
  options: RouteOptions<Input>,
): Promise<Record<string, string> | undefined> {
  const { code } = refusalOf(error);
  const isWait = code === "too_many" || code === "too_many_reveals" || code === "unavailable";
  if (!isWait || options.access === "public" || isRead(request)) return undefined;
  const { afterSignIn } = options;
  if (!afterSignIn) return undefined;
  const kept = await readForm(request).then(
    (sent) => keptFields(afterSignIn, sent),
    () => ({}),
  );
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** The error code in a schema's message; any other message means `invalid_input`. */
function inputError(error: z.ZodError): ErrorCode {
  const code = error.issues[0]?.message;
  return code === "invalid_invoice_number" || code === "unknown_terminal" ? code : "invalid_input";
}
