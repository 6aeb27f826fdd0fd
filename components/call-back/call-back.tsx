import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { CALL_BACK_MINUTES, type CallBack as Promised } from "#lib/call-back/call-back.ts";
import type { Service } from "#lib/payment/look-up.ts";
import { DoneForm } from "./done-form.tsx";
import { DueTime } from "./due-time.tsx";

interface Payment {
  invoiceId: string;
  service: Service;
  /** Alias, or undefined for all terminals. */
  terminal: string | undefined;
}

/**
 * Promises to call back about one payment: who promised and by when, and the forms to promise, to change
 * the time and to say that it is done. Plain forms; it needs no scripts.
 */
export function CallBack({
  payment,
  promises,
  now,
  back,
}: {
  payment: Payment;
  /** All promises about this payment, as this person may see them. */
  promises: readonly Promised[];
  now: Date;
  /** This page's own path, to come back to. */
  back: string;
}) {
  const t = useTranslations("call_back");
  const isPromised = promises.some(({ isOwn }) => isOwn);
  return (
    <div
      id="call-back"
      className="min-w-0 space-y-2 text-sm has-[p]:basis-full has-[[open]]:basis-full print:hidden"
    >
      {promises.map((promise) => (
        <div key={promise.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-ink">
            <Who promise={promise} />
            <DueTime at={promise.dueAt} now={now} />
          </p>
          {promise.mayEnd ? (
            <DoneForm id={promise.id} invoiceId={promise.invoiceId} back={back} />
          ) : null}
        </div>
      ))}
      <details>
        <summary className={`${BUTTON.plain} w-fit list-none [&::-webkit-details-marker]:hidden`}>
          <Icon name="clock" />
          {t(isPromised ? "change" : "begin")}
        </summary>
        <div className="mt-3 space-y-3 rounded-md border border-line p-3">
          <PromiseForm payment={payment} back={back}>
            <fieldset className="flex flex-wrap gap-2">
              <legend className="mb-1 text-muted">{t("within")}</legend>
              {CALL_BACK_MINUTES.map((minutes) => (
                <button
                  key={minutes}
                  type="submit"
                  name="within"
                  value={minutes}
                  className={BUTTON.plain}
                >
                  {minutes < 60 ? t("minutes", { n: minutes }) : t("hours", { n: minutes / 60 })}
                </button>
              ))}
            </fieldset>
          </PromiseForm>
          <PromiseForm payment={payment} back={back}>
            <label className="flex flex-wrap items-center gap-2">
              <span className="text-muted">{t("at")}</span>
              <input type="time" name="at" required className={INPUT} />
            </label>
            <button type="submit" className={BUTTON.primary}>
              {t("promise")}
            </button>
          </PromiseForm>
        </div>
      </details>
    </div>
  );
}

function Who({ promise: { isOwn, who } }: { promise: Promised }) {
  const t = useTranslations("call_back");
  if (isOwn) return <span>{t("own")}</span>;
  if (who === null) return <span>{t("colleague")}</span>;
  return (
    <span>
      {t("by_whom")} <Foreign>{who}</Foreign>
    </span>
  );
}

function PromiseForm({
  payment: { invoiceId, service, terminal },
  back,
  children,
}: {
  payment: Payment;
  back: string;
  children: ReactNode;
}) {
  return (
    <form
      action="/api/call-backs"
      method="post"
      className="flex flex-wrap items-center gap-x-3 gap-y-2"
    >
      <input type="hidden" name="invoiceId" value={invoiceId} />
      <input type="hidden" name="service" value={service} />
      {terminal === undefined ? null : <input type="hidden" name="terminal" value={terminal} />}
      <input type="hidden" name="back" value={back} />
      {children}
    </form>
  );
}
