import { useTranslations } from "next-intl";
import { presetFor, RECIPIENTS, recipientOf } from "#lib/share/presets.ts";
import { previewPath, type ShareChoice } from "#lib/share/share.ts";

/** One press chooses what a recipient usually needs, and shows the preview. */
export function Recipients({
  payment,
  choice,
}: {
  payment: Parameters<typeof previewPath>[0];
  choice: ShareChoice;
}) {
  const t = useTranslations("share.recipients");
  const current = recipientOf(choice);
  return (
    <nav aria-label={t("title")}>
      <p className="mb-2 font-medium text-ink text-sm">{t("title")}</p>
      <ul className="grid gap-2 sm:grid-cols-3 lg:grid-cols-1 xl:grid-cols-3">
        {RECIPIENTS.map((recipient) => (
          <li key={recipient} className="flex">
            <a
              href={previewPath(payment, presetFor(recipient, choice))}
              aria-current={recipient === current ? "true" : undefined}
              className="flex min-h-11 w-full flex-col justify-center rounded-md border border-line bg-surface px-3 py-2 text-sm hover:border-line-strong hover:bg-sunken aria-[current=true]:border-accent aria-[current=true]:bg-sunken"
            >
              <span className="font-medium text-ink">{t(`${recipient}.name`)}</span>
              <span className="text-muted text-xs">{t(`${recipient}.gets`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
