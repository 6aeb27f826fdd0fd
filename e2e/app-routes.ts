import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Lists every route of the app folder, so that tests cover new ones, too. */

/** A page or a handler. */
export interface AppRoute {
  is: "page" | "handler";
  /** A path that matches it. */
  path: string;
  /** The methods that it allows. */
  methods: readonly string[];
  /** Whether it needs no session. */
  isPublic: boolean;
}

/** The values of dynamic segments. */
const PARTS: Record<string, string> = {
  "[invoiceId]": "205218074",
  "[...invoice]": "205218074",
  "[token]": "a".repeat(43),
  "[...path]": "nowhere",
};

const PUBLIC_PAGES = ["/sign-in", "/set-up/", "/s/"];

/** Reads all routes from the sources. */
export function appRoutes(): AppRoute[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => {
      const address = addressOf(path.dirname(file));
      const source = readFileSync(path.join("app", file), "utf8");
      return file.endsWith("page.tsx") ? pageAt(address, source) : handlerAt(address, source);
    });
}

function pageAt(address: string, source: string): AppRoute {
  const isPublic = PUBLIC_PAGES.some((start) => address.startsWith(start));
  // Only the page of a share link allows POST.
  const methods = source.includes("isSameOriginPost(") ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"];
  return { is: "page", path: address, methods, isPublic };
}

function handlerAt(address: string, source: string): AppRoute {
  const isPublic = /access: "public"/.test(source) || address.startsWith("/api/auth/");
  const named = ["GET", "POST"].filter((method) =>
    new RegExp(`export const ${method}\\b|as ${method}\\b`).test(source),
  );
  // HEAD is allowed where GET is public and changes nothing.
  const readsOnly =
    isPublic && named.includes("GET") && !source.includes("allowsCrossSiteNavigation");
  return {
    is: "handler",
    path: address,
    methods: readsOnly ? [...named, "HEAD"] : named,
    isPublic,
  };
}

function addressOf(folder: string): string {
  const parts = folder.split("/").filter((part) => part !== "." && !part.startsWith("("));
  const filled = parts.map((part) => {
    const given = part.startsWith("[") ? PARTS[part] : part;
    if (given === undefined) throw new Error(`e2e/app-routes.ts: what stands for ${part}?`);
    return given;
  });
  return `/${filled.join("/")}`;
}
