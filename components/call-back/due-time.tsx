import { useTimeZone, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon/icon.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { dayOf } from "#lib/time/zone.ts";

/** By when somebody promised to call: amber once it has passed, and a word that says so. */
export function DueTime({ at, now }: { at: Date; now: Date }) {
  const t = useTranslations("call_back");
  const time = useTime();
  const zone = useTimeZone() ?? "UTC";
  const isToday = dayOf(at, zone) === dayOf(now, zone);
  const isLate = at < now;
  const clock = time(at, "minute");
  const when = isToday ? clock : `${time(at, "day")} ${clock}`;
  const shown = (
    <time
      dateTime={at.toISOString()}
      title={time(at)}
      className={isLate ? "" : "whitespace-nowrap"}
    >
      {t(isLate ? "late" : "by", { time: when })}
    </time>
  );
  if (!isLate) return shown;
  return (
    <span data-tone="amber" className="badge border-amber-edge bg-amber-tint text-amber-ink">
      <Icon name="clock" />
      <span>{shown}</span>
    </span>
  );
}
