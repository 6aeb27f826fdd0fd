/**
 * The headers of every answer. Their content security policy allows nothing, which is enough for
 * JSON, files and redirects; pages have a policy of their own (page-policy.ts).
 */

export const STATIC_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Browser features that our pages do not use; copying needs clipboard-write. */
const DENIED = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

export const BASELINE_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["content-security-policy", STATIC_POLICY],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", DENIED.map((feature) => `${feature}=()`).join(", ")],
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
];

/** HSTS for two years with subdomains; sent over https only (RFC 6797 7.2). */
export const TRANSPORT_HEADER = [
  "strict-transport-security",
  "max-age=63072000; includeSubDomains",
] as const;
