import "server-only";
import type { z } from "zod";
import { can, type Permission } from "#lib/account/access.ts";
import { AppError, type ErrorCode } from "#lib/http/errors.ts";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { recordOtherSite, recordRefusedAccess } from "#lib/server/audit/denied.ts";
import { currentActor, sessionIdFromCookie } from "#lib/server/auth/current-actor.ts";
import { firstOfEach, readForm } from "#lib/server/http/body.ts";
import { refusal } from "#lib/server/http/error-response.ts";
import {
  isFromOtherSite,
  isNavigation,
  isOpenedByPerson,
} from "#lib/server/http/fetch-metadata.ts";
import {
  type PersonBudget,
  spend,
  spendAsVisitor,
  type VisitorBudget,
} from "#lib/server/http/rate-limit.ts";
import { originOf, requestContext } from "#lib/server/http/request-context.ts";
import { type AfterSignInOf, leadToSignIn } from "./signed-out.ts";

/** What a handler gets: everything in it was checked. */
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
  /** The budget that a call spends from, by network prefix, besides the visit that every call is. */
  budget?: VisitorBudget;
  /** Whether another site may lead here: only on the way back from the identity provider. */
  isArrival?: boolean;
  /** Validates path parameters and query (GET) or form fields (POST) together. */
  input: z.ZodType<Input>;
}

/** A handler for signed-in people with a permission. */
interface StaffRoute<Input> {
  access: Permission;
  /** The budget that a call spends from, by person; `searches` by default. */
  budget?: PersonBudget;
  input: z.ZodType<Input>;
  /** Where a person goes on whose session had ended; the look-up page by default. */
  afterSignIn?: AfterSignInOf;
}

type RouteOptions<Input> = PublicRoute<Input> | StaffRoute<Input>;
type Handler<Input, Who> = (context: RouteContext<Input, Who>) => Promise<Response>;
type Public<Input> = [options: PublicRoute<Input>, handler: Handler<Input, null>];
type Staff<Input> = [options: StaffRoute<Input>, handler: Handler<Input, Actor>];
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };
type NextHandler = (request: Request, context: NextContext) => Promise<Response>;

/**
 * Makes every handler. The order is fixed: other sites, who, how often, may they, input, handler.
 * An error becomes its code and the request's reference, nothing else.
 */
export function route<Input>(...given: Public<Input>): NextHandler;
export function route<Input>(...given: Staff<Input>): NextHandler;
export function route<Input>(...given: Public<Input> | Staff<Input>): NextHandler {
  return isPublic(given) ? answering(given, admitVisitor) : answering(given, admitPerson);
}

function isPublic<Input>(given: Public<Input> | Staff<Input>): given is Public<Input> {
  return given[0].access === "public";
}

function answering<Input, Options extends RouteOptions<Input>, Who extends Actor | null>(
  [options, handler]: [Options, Handler<Input, Who>],
  admit: (options: Options, origin: Origin) => Promise<Who>,
): NextHandler {
  return async (request, { params }) => {
    try {
      const { arrivedAt } = requestContext();
      const origin = originOf(request.headers);
      await refuseUnwanted(request, options, origin);
      const actor = await admit(options, origin);
      const parsed = options.input.safeParse({ ...(await fieldsOf(request)), ...(await params) });
      if (!parsed.success) throw new AppError(inputError(parsed.error));
      const input = parsed.data;
      return await handler({ request, input, actor, origin: actor ?? origin, arrivedAt });
    } catch (error) {
      return refused(error, request, options);
    }
  };
}

/** The answer to an error; a signed-out person is asked to sign in and goes on with what they sent. */
async function refused<Input>(
  error: unknown,
  request: Request,
  options: RouteOptions<Input>,
): Promise<Response> {
  const isSignedOut = error instanceof AppError && error.code === "signed_out";
  if (!isSignedOut || options.access === "public" || !isNavigation(request)) {
    return refusal(error, { request, fields: await fieldsToKeep(error, request, options) });
  }
  return leadToSignIn(request, options.afterSignIn).catch((other: unknown) =>
    refusal(other, { request }),
  );
}

/**
 * Refuses what no person of ours can have wanted.
 * @throws AppError method_not_allowed, cross_site
 */
async function refuseUnwanted<Input>(
  request: Request,
  options: RouteOptions<Input>,
  origin: Origin,
): Promise<void> {
  const isArrival = options.access === "public" && options.isArrival === true;
  // Next answers HEAD by the handler for GET, which is fine where that reads only.
  const isUnsafe = options.access !== "public" || isArrival;
  if (request.method === "HEAD" && isUnsafe) throw new AppError("method_not_allowed");
  if (requestContext().isPrefetch) throw new AppError("cross_site");
  if (isArrival ? isOpenedByPerson(request) : !isFromOtherSite(request)) return;
  // Only a request with a session of ours is recorded: strangers could fill the audit.
  if (await sessionIdFromCookie()) {
    await spendAsVisitor(origin.ip);
    await recordOtherSite(origin, new URL(request.url).pathname);
  }
  throw new AppError("cross_site");
}

/** @throws AppError too_many */
async function admitVisitor({ budget }: { budget?: VisitorBudget }, { ip }: Origin): Promise<null> {
  await spendAsVisitor(ip, budget);
  return null;
}

/**
 * Who, how often, may they.
 * @throws AppError signed_out, too_many, not_allowed
 */
async function admitPerson(
  { access, budget = "searches" }: { access: Permission; budget?: PersonBudget },
  { ip }: Origin,
): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) {
    await spendAsVisitor(ip);
    throw new AppError("signed_out");
  }
  await spend(budget, actor.personId);
  if (actor.mustEnrol && access !== "account.manage") throw new AppError("not_allowed");
  if (!can(actor.role, access)) {
    await recordRefusedAccess(actor, access);
    throw new AppError("not_allowed");
  }
  return actor;
}

/** Query or form fields; of a repeated name the first counts. */
async function fieldsOf(request: Request): Promise<Record<string, string>> {
  return isRead(request) ? firstOfEach(new URL(request.url).searchParams) : readForm(request);
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** The form of a person who has to wait, so that they can send it again; public forms hold passwords. */
async function fieldsToKeep<Input>(
  error: unknown,
  request: Request,
  { access }: RouteOptions<Input>,
): Promise<Record<string, string> | undefined> {
  const isWait = error instanceof AppError && error.code === "too_many";
  if (!isWait || access === "public" || isRead(request)) return undefined;
  return readForm(request).catch(() => undefined);
}

/** The code that a schema names in its message; any other fault is plain invalid input. */
function inputError(error: z.ZodError): ErrorCode {
  const code = error.issues[0]?.message;
  return code === "invalid_invoice_number" || code === "unknown_terminal" ? code : "invalid_input";
}
