import { signInRoute } from "#lib/server/auth/next-auth-handler.ts";

/** Sign-in and its anti-forgery tokens, by next-auth; anybody may come. */
export { signInRoute as GET, signInRoute as POST };
