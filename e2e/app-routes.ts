import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Every route of the app folder, so that a new one cannot be forgotten by a test. */

export interface AppRoute {
  is: "page" | "handler";
  /** An address that leads to it. */
  path: string;
  /** What it answers to. */
  methods: readonly string[];
  /** Does it speak to anybody? */
  isPublic: boolean;
}

/** What stands in an address for each changing part. */
const PARTS: Record<string, string> = {
  "[invoiceId]": "205218074",
  "[...invoice]": "205218074",
  "[token]": "a".repeat(43),
  "[...nextauth]": "csrf",
  "[...path]": "nowhere",
};

const PUBLIC_PAGES = ["/sign-in", "/set-up/", "/s/"];

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
  // Pages are read; one is opened by a press of its own button.
  const methods = source.includes("isSameOriginPost(") ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"];
  return { is: "page", path: address, methods, isPublic };
}

function handlerAt(address: string, source: string): AppRoute {
  const isPublic = /access: "public"/.test(source) || address.startsWith("/api/auth/");
  const named = ["GET", "POST"].filter((method) =>
    new RegExp(`export const ${method}\\b|as ${method}\\b`).test(source),
  );
  // HEAD is for those that only read, and that anybody may read.
  const readsOnly = isPublic && named.includes("GET") && !address.startsWith("/api/auth/");
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
