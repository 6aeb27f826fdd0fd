/** What a browser may do with a page: run our own scripts only, and make no links of its own. */

/** Content of the meta element by which iOS leaves numbers, dates and addresses as they are. */
export const NO_FORMAT_DETECTION = "telephone=no, date=no, address=no, email=no";

const NONCE_BYTES = 18;

/** A new nonce of 144 random bits. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));
}

/** The policy of one page. In development hot reload needs `eval` and inline styles. */
export function pagePolicy(nonce: string, { development }: { development: boolean }): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}
