import "server-only";
import type { Act } from "#lib/account/acts.ts";
import { AppError } from "#lib/http/errors.ts";
import { markedNotDone } from "#lib/http/own-path.ts";
import type { Actor } from "#lib/server/actor.ts";
import { sessionOwner, signInPath } from "#lib/server/auth/current-actor.ts";
import { resumePath } from "#lib/server/auth/kept-form.ts";
import { stepUpPath } from "#lib/server/auth/step-up.ts";
import { readForm } from "#lib/server/http/body.ts";
import { errorResponse } from "#lib/server/http/error-response.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

/**
 * Where a form or a link goes on after signing in, when it came after the session had ended; a form
 * also after re-authentication, when its act needs one.
 */
export type AfterSignIn =
  /** A link, or a form with these fields, that asks only: it is asked again by itself. */
  | { asksAgain: readonly string[] }
  /** A form with these fields that changes something: it is shown once more, to be pressed again. */
  | { showsAgain: readonly string[] }
  /** A form of which nothing is kept: the page that it stands on, with a line that it was not done. */
  | { page: string }
  /** What needs no more than the sign-in. */
  | { goesTo: string };

/** By the form's fields, where that depends on them. */
export type AfterSignInOf = AfterSignIn | ((fields: Record<string, string>) => AfterSignIn);

/**
 * The answer to a person without a session whose browser shows it as a page: the sign-in, which leads
 * on to what they wanted. A text that is too long for an address is given back on a page.
 * @throws AppError too_large, invalid_input
 */
export async function leadToSignIn(
  request: Request,
  after: AfterSignInOf = { goesTo: "/" },
): Promise<Response> {
  const sent = request.method === "GET" ? {} : await readForm(request);
  const way = wayOf(after, sent);
  if ("goesTo" in way) return seeOther(signInPath(way.goesTo));
  if ("page" in way) return seeOther(signInPath(markedNotDone(way.page)));
  const { path, fields } = again(request, { way, sent, owner: await sessionOwner() });
  if (path !== null) return seeOther(signInPath(path));
  const isForm = request.method !== "GET";
  return errorResponse(new AppError("signed_out"), { request, ...(isForm && { fields }) });
}

function wayOf(after: AfterSignInOf, sent: Record<string, string>): AfterSignIn {
  return typeof after === "function" ? after(sent) : after;
}

/**
 * What may be given back of a form that has to be sent again: the fields that its route names, so
 * never a password or a code.
 */
export function keptFields(
  after: AfterSignInOf,
  sent: Record<string, string>,
): Record<string, string> {
  const way = wayOf(after, sent);
  const names =
    "asksAgain" in way ? way.asksAgain : "showsAgain" in way ? way.showsAgain : NO_NAMES;
  return Object.fromEntries(Object.entries(sent).filter(([name]) => names.includes(name)));
}
const NO_NAMES: readonly string[] = [];

/**
 * The answer to a form, read in `sent`, whose act needs a proof: the page that asks for it, which leads
 * on to the form.
 */
export function leadToProof(
  request: Request,
  {
    act,
    actor,
    sent,
    after = { goesTo: "/" },
  }: { act: Act; actor: Actor; sent: Record<string, string>; after: AfterSignInOf | undefined },
): Response {
  const way = wayOf(after, sent);
  return seeOther(stepUpPath(backTo(request, { way, sent, actor }), { act, actor }));
}

function backTo(
  request: Request,
  { way, sent, actor }: { way: AfterSignIn; sent: Record<string, string>; actor: Actor },
): string {
  if ("goesTo" in way) return way.goesTo;
  if ("page" in way) return way.page;
  return again(request, { way, sent, owner: actor.personId }).path ?? "/";
}

/** The fields that a form keeps, and the path that goes on with them; null when that is too long. */
function again(
  request: Request,
  {
    way,
    sent,
    owner,
  }: {
    way: { asksAgain: readonly string[] } | { showsAgain: readonly string[] };
    sent: Record<string, string>;
    owner: string | null;
  },
): { path: string | null; fields: Record<string, string> } {
  const { pathname, search } = new URL(request.url);
  const fields = keptFields(way, sent);
  const is = "asksAgain" in way ? "question" : "act";
  return { path: resumePath({ is, owner, to: pathname + search, fields }), fields };
}
