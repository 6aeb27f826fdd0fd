import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { NO_FORMAT_DETECTION } from "#lib/http/page-policy.ts";
import { parseTheme, THEME_COOKIE } from "#lib/preferences/theme.ts";
import { requestContext } from "#lib/server/http/request-context.ts";
import { siteMetadata } from "./site-metadata.ts";
import "./globals.css";

export function generateMetadata(): Promise<Metadata> {
  return siteMetadata();
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Every page depends on its viewer, so no page is prerendered or cached. */
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html
      lang={await getLocale()}
      data-theme={theme === "system" ? undefined : theme}
      // For the error page, which is rendered in the browser.
      data-reference={requestContext().id}
    >
      <head>
        {/* iOS would make links to call out of invoice numbers, and so change our markup. */}
        <meta name="format-detection" content={NO_FORMAT_DETECTION} />
        <link
          rel="search"
          type="application/opensearchdescription+xml"
          title="Anyqta"
          href="/opensearch.xml"
        />
        <noscript>
          <link rel="stylesheet" href="/no-scripts.css" />
        </noscript>
      </head>
      <body className="min-h-screen bg-canvas font-sans text-base text-ink antialiased">
        {children}
      </body>
    </html>
  );
}
