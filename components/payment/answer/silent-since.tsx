import { useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";

/** In this time the hour alone is clear. */
const SAME_DAY_MILLISECONDS = 12 * 3_600_000;

/** Since when the bank has not answered, and whether it is being asked again. */
export function SilentSince({
  since,
  now,
  isAsking = false,
}: {
  since: string;
  /** Milliseconds since the epoch. */
  now: number;
  isAsking?: boolean;
}) {
  const t = useTranslations("explain.silent");
  const time = useTime();
  const isRecent = now - Date.parse(since) < SAME_DAY_MILLISECONDS;
  return t(isAsking ? "since_asking" : "since", { time: time(since, isRecent ? "clock" : "long") });
}
