/**
 * The headers of every answer, whatever makes it. Pages get a policy of their own (page-policy.ts)
 * in place of this one, which lets a browser do nothing at all with JSON, files and redirects.
 */

export const STATIC_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** All that a page could ask a browser for and ours do not need; copying needs clipboard-write. */
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

/** Two years, for every name below ours; only where Anyqta is served over https (RFC 6797 7.2). */
export const TRANSPORT_HEADER = [
  "strict-transport-security",
  "max-age=63072000; includeSubDomains",
] as const;
