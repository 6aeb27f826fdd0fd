/** Thrown by a page that answers like a missing one. */
export class MissingPage extends Error {
  override readonly name = "MissingPage";
}

/**
 * Ends a page that does not exist, or not for this person. It is drawn as `app/missing-page.tsx`, with
 * status 404.
 * @throws MissingPage always.
 */
export function missingPage(): never {
  throw new MissingPage("this page is missing");
}
