import { useTranslations } from "next-intl";
import { BUTTON, FIND_INPUT, INPUT } from "#components/ui/button.ts";

/** A plain form to look up a payment, for error pages. */
export function FindBox() {
  const t = useTranslations();
  return (
    <form action="/api/find" method="post" className="space-y-1.5">
      <label htmlFor="find" className="block font-medium text-ink text-sm">
        {t("interruption.looking_for")}
      </label>
      <span className="flex flex-wrap gap-2">
        <input
          id="find"
          {...FIND_INPUT}
          data-field="main"
          className={`${INPUT} min-w-0 flex-1 basis-56`}
        />
        <button type="submit" className={`${BUTTON.primary} grow sm:grow-0`}>
          {t("look_up.submit")}
        </button>
      </span>
    </form>
  );
}
