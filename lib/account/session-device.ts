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

/**
 * The kind of browser behind a user agent: its name and system without versions, which updates change
 * in a living session; for programs the first word.
 */
export function browserFamily(userAgent: string | null): string {
  return deviceName(userAgent) ?? userAgent?.split(/[\s/]/, 1)[0]?.slice(0, 50) ?? "";
}

/** The browser and system of a user agent, e.g. "Chrome, Windows"; null when neither is known. */
export function deviceName(userAgent: string | null): string | null {
  const find = (names: readonly [RegExp, string][]) =>
    names.find(([sign]) => sign.test(userAgent ?? ""))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(", ") || null;
}
