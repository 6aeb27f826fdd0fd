import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { ARROW } from "#components/ui/icon/arrow.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import type { ShownAnswer } from "#lib/payment/look-up.ts";

/**
 * The terminals that were asked in turn with their answers; the one that knows the payment is last.
 */
export function TerminalsAsked({ answer }: { answer: ShownAnswer }) {
  const t = useTranslations("transaction");
  if (answer.asked.length < 2) return null;
  const isFound = answer.class !== "no_answer";
  return (
    <div className="card text-sm">
      <p className="font-medium text-ink">
        {isFound ? t("found_at", { terminal: answer.terminal }) : t("found_nowhere")}
      </p>
      <ol className="mt-1 flex flex-wrap items-center gap-2">
        {answer.asked.map(({ terminal, kind }, place) => (
          <li key={terminal} className="inline-flex items-center gap-2">
            {place > 0 ? <Icon name="arrow" className={`${ARROW.onward} text-muted`} /> : null}
            <span translate="no" className="text-muted">
              {terminal}
            </span>
            {/* Where none knows it, the title says so of all. */}
            {kind === "not_found" && !isFound ? null : (
              <StatusBadge
                answer={
                  terminal === answer.terminal
                    ? answer
                    : { kind, class: "no_answer", statusName: null, resultCode: null }
                }
              />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
