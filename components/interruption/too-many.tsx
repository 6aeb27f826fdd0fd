import { useMessages, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { RefreshCountdown } from "./refresh-countdown.tsx";

/** Says that the bank was not asked because of the rate limit, and counts down to the next try. */
export function TooMany({ seconds }: { seconds: number }) {
  const t = useTranslations();
  const [before, after] = useMessages().interruption.asked_in.split("{seconds}");
  return (
    <Notice tone="amber" title={t("errors.too_many_title")}>
      <noscript>
        <meta httpEquiv="refresh" content={String(seconds + 1)} />
      </noscript>
      <p>
        {before}
        <RefreshCountdown seconds={seconds} />
        {after}
      </p>
    </Notice>
  );
}
