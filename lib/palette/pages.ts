import { can, type Permission, type Role } from "#lib/account/access.ts";

/**
 * The pages by the one name that each has everywhere: in the head, the menu, the palette and the help of
 * the keys. The text of a name is `app.{name}`.
 */
export const PAGES = [
  { name: "look_up", href: "/", permission: "payment.look_up" },
  { name: "history", href: "/transactions", permission: "payment.look_up" },
  { name: "shares", href: "/shares", permission: "share.manage" },
  { name: "people", href: "/people", permission: "people.manage" },
  { name: "audit", href: "/audit", permission: "audit.read" },
] as const satisfies readonly { name: string; href: string; permission: Permission }[];

export type PageName = (typeof PAGES)[number]["name"];

/** The pages that this role may open, in the order of the head. */
export function pagesOf(role: Role): readonly (typeof PAGES)[number][] {
  return PAGES.filter(({ permission }) => can(role, permission));
}

/** The path of a page. */
export function hrefOf(page: PageName): string {
  return PAGES.find(({ name }) => name === page)?.href ?? "/";
}
