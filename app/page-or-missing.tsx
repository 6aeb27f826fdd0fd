import type { Metadata } from "next";
import type { ReactElement } from "react";
import { can, type Permission } from "#lib/account/access.ts";
import { AppError } from "#lib/http/errors.ts";
import { currentActor } from "#lib/server/auth/current-actor.ts";
import { answerNotFound } from "#lib/server/http/request-context.ts";
import NotFound, { generateMetadata as missingTitle } from "./not-found.tsx";

export { missingTitle };

type Page<Props> = (props: Props) => Promise<ReactElement>;

/**
 * Makes a page that shows `Missing` with status 404 where it throws AppError `not_found`. Next's own
 * `notFound()` sends an empty document that only scripts fill (github.com/vercel/next.js/issues/62228).
 */
export function pageOrMissing<Props>(
  render: Page<Props>,
  Missing: () => Promise<ReactElement> = NotFound,
): Page<Props> {
  return async function PageOrMissing(props) {
    try {
      return await render(props);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "not_found")) throw error;
      answerNotFound();
      return <Missing />;
    }
  };
}

/** A page's title, or that of a missing page for a person without the permission. */
export async function titleFor(permission: Permission, title: string): Promise<Metadata> {
  const actor = await currentActor();
  return actor && !can(actor.role, permission) ? missingTitle() : { title };
}
