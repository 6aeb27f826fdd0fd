import type { Role } from "#lib/account/access.ts";
import type { Notice } from "#lib/account/notices.ts";

/** Types for who acts and where a request comes from; all rooms of the server use them. */

/** Where a request comes from. */
export interface Origin {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
}

/** The acting person as the audit log records them. */
export interface Author extends Origin {
  personId: string;
  email: string;
  sessionHash: string;
}

/** The signed-in person behind a request. */
export interface Actor extends Author {
  role: Role;
  /** Keys of the personal fields that were revealed to this session; see `revealKey`. */
  revealed: ReadonlySet<string>;
  /** The person must enrol a second factor before anything else. */
  mustEnrol: boolean;
  /** When the session began; it stays when the session gets a new id. */
  startedAt: Date;
  /** When the person last authenticated in this session. */
  provedAt: Date;
  /** What the person has to be told about their account. */
  notices: readonly Notice[];
}

/** One account of the staff. */
export interface Person {
  id: string;
  email: string;
  role: Role;
}
