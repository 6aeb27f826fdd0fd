import { signInRoute } from "#lib/server/auth/next-auth-handler.ts";

/** Sign-in and CSRF tokens by next-auth. Public. */
export { signInRoute as GET, signInRoute as POST };
