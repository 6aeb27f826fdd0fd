import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import Provider from "oidc-provider";

/** A real OpenID provider on this machine. A test names the person who signs in. */
export interface IdentityProvider {
  issuer: string;
  /** Registers the application as a client. */
  serve(application: { url: string }): void;
  /** Sets the person who signs in from now on; null cancels every sign-in. */
  seat(person: Sitter | null): void;
  stop(): Promise<void>;
}

interface Sitter {
  sub: string;
  email?: string;
  /** The claim `roles`. */
  roles?: readonly string[];
  /** The claim `amr`: the methods of authentication. */
  amr?: string[];
}

/** The settings of the client. */
export const CLIENT = { OIDC_CLIENT_ID: "anyqta", OIDC_CLIENT_SECRET: "a secret: of + the tests" };

/** Starts the provider; it answers after `serve`, because the application must know its address first. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer();
  const issuer = await listen(server);
  const known = new Map<string, Sitter>();
  let sitting: Sitter | null = null;
  return {
    issuer,
    serve({ url }) {
      const provider = makeProvider(issuer, { url, known });
      const answer = provider.callback();
      server.on("request", (request, response) => {
        if (!request.url?.startsWith("/interaction/")) {
          answer(request, response);
          return;
        }
        const login = sitting && { accountId: sitting.sub, amr: sitting.amr ?? ["pwd"] };
        const result = login
          ? { login }
          : { error: "access_denied", error_description: "the person went away" };
        provider.interactionFinished(request, response, result).catch(() => response.destroy());
      });
    },
    seat(person) {
      sitting = person;
      if (person) known.set(person.sub, person);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function makeProvider(
  issuer: string,
  { url, known }: { url: string; known: ReadonlyMap<string, Sitter> },
): Provider {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.OIDC_CLIENT_ID,
        client_secret: CLIENT.OIDC_CLIENT_SECRET,
        redirect_uris: [`${url}/api/auth/sso/callback`],
      },
    ],
    cookies: { keys: ["a key of the tests"] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    claims: {
      openid: ["sub", "roles", "amr"],
      email: ["email", "email_verified"],
    },
    conformIdTokenClaims: false,
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => {
        const { sub, email, roles } = known.get(accountId) ?? { sub: accountId };
        return { sub, email, email_verified: true, roles };
      },
    }),
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}
