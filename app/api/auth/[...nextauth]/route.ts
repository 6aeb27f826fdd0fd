import NextAuth from "next-auth";
import { authOptions } from "#lib/server/auth.ts";

/** Sign-in and its anti-forgery tokens, by next-auth; anybody may come. */
function handler(request: Request, context: unknown): Promise<Response> {
  return NextAuth(authOptions())(request, context);
}

export { handler as GET, handler as POST };
