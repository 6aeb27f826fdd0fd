import "server-only";
import { environmentMark } from "#lib/payment/environment.ts";
import { settings } from "#lib/server/config/settings.ts";

/**
 * The header content-disposition of a downloaded file. `name` holds ASCII letters, digits and hyphens;
 * a file that speaks of no real money says so before it.
 */
export function attachment(name: string, extension: string): string {
  const mark = environmentMark(settings().environment);
  return `attachment; filename="${mark ? `${mark}-` : ""}${name}.${extension}"`;
}
