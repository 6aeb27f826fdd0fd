import { useLocale, useMessages, useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { localeSchema } from "#lib/i18n/locale.ts";
import { ALL_TERMINALS } from "#lib/preferences/terminal-choice.ts";
import { PasteBox } from "./paste-box.tsx";

/**
 * The search box of the look-up page. A plain form that works without scripts. It posts its text,
 * which may be a customer's e-mail address and must not get into a URL.
 */
export function LookUpForm({
  typed,
  problem,
  terminals,
  terminal,
}: {
  typed: string;
  /** Why the text cannot be read, as a sentence. */
  problem: string | null;
  /** Aliases of the terminals; with a single one there is no choice. */
  terminals: readonly string[];
  /** The chosen alias; undefined for all terminals. */
  terminal: string | undefined;
}) {
  const t = useTranslations("look_up");
  const { look_up, paste } = useMessages();
  const locale = useLocale();
  return (
    <form action="/api/find" method="post" className="space-y-2">
      <label htmlFor="invoice" className="block font-medium text-ink text-sm">
        {t("label")}
      </label>
      <PasteBox
        typed={typed}
        problem={problem}
        hint={t("hint")}
        words={{
          reads: look_up.reads,
          refusals: {
            card_number: t("problem.card_number"),
            mistyped_card: t("problem.mistyped_card"),
          },
          ownNumber: t("own_number"),
          picture: t("problem.picture"),
          fields: paste.fields,
          locale: localeSchema.parse(locale),
        }}
        below={
          terminals.length > 1 ? <TerminalChoice terminals={terminals} chosen={terminal} /> : null
        }
      >
        <button type="submit" className={`${BUTTON.primary} min-h-14 grow sm:grow-0`}>
          <Icon name="magnifier" />
          {t("submit")}
        </button>
      </PasteBox>
    </form>
  );
}

/** Small, since all terminals are right nearly always. */
function TerminalChoice({
  terminals,
  chosen,
}: {
  terminals: readonly string[];
  chosen: string | undefined;
}) {
  const t = useTranslations("look_up");
  return (
    <label className="ml-auto inline-flex items-center gap-2 text-muted text-sm">
      {t("terminal")}
      <select
        name="terminal"
        defaultValue={chosen ?? ALL_TERMINALS}
        className="min-h-9 rounded-md border border-line bg-surface px-2 text-ink text-sm pointer-coarse:min-h-11"
      >
        <option value={ALL_TERMINALS}>{t("all_terminals")}</option>
        {terminals.map((alias) => (
          <option key={alias} value={alias}>
            {alias}
          </option>
        ))}
      </select>
    </label>
  );
}
