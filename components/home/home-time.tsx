import { useTimeZone } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import { dayOf } from "#lib/time/zone.ts";

/** A moment in few characters: the time of today, the date of any other day. The title has all of it. */
export function HomeTime({ at, now }: { at: string | Date; now: Date }) {
  const time = useTime();
  const zone = useTimeZone() ?? "UTC";
  const moment = new Date(at);
  const isToday = dayOf(moment, zone) === dayOf(now, zone);
  return (
    <time dateTime={moment.toISOString()} title={time(moment)} className="whitespace-nowrap">
      {time(moment, isToday ? "minute" : "day")}
    </time>
  );
}
