/** Browsers in matching order: the user agent of each also names those after it. */
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/YaBrowser\//, "Yandex"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** The browser and system of a user agent, e.g. "Chrome, Windows"; null when neither is known. */
export function deviceName(userAgent: string | null): string | null {
  const find = (names: readonly [RegExp, string][]) =>
    names.find(([sign]) => sign.test(userAgent ?? ""))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(", ") || null;
}

/**
 * Whether a request comes from the kind of browser that a session was given to. Versions do not count,
 * as updates change them in a living session. A program's session is bound to nothing.
 */
export function isSameBrowser(device: string | null, userAgent: string | null): boolean {
  return device === null || device === deviceName(userAgent);
}
