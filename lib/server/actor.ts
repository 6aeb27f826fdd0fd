import type { Role } from "#lib/account/access.ts";

/** Who acts, and from where: types that every room of the server needs. */

/** From where a request comes. */
export interface Origin {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
}

/** The person who acts, as the audit log names them. */
export interface Author extends Origin {
  personId: string;
  email: string;
  sessionHash: string;
}

/** The signed-in person behind a request. */
export interface Actor extends Author {
  role: Role;
  /** Personal fields that were shown to this session, by `revealKey`. */
  revealed: ReadonlySet<string>;
  /** Has to set up a second factor before anything else. */
  mustEnrol: boolean;
  /** When the person last proved who they are in this session. */
  provedAt: Date;
}

/** One account of the staff. */
export interface Person {
  id: string;
  email: string;
  role: Role;
}
