import { useMessages, useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
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
          cardNumber: t("problem.card_number"),
          ownNumber: t("own_number"),
          picture: t("problem.picture"),
          fields: paste.fields,
        }}
      >
        {terminals.length > 1 ? (
          <select
            name="terminal"
            defaultValue={terminal ?? ALL_TERMINALS}
            aria-label={t("terminal")}
            className={`${INPUT} grow sm:grow-0`}
          >
            <option value={ALL_TERMINALS}>{t("all_terminals")}</option>
            {terminals.map((alias) => (
              <option key={alias} value={alias}>
                {alias}
              </option>
            ))}
          </select>
        ) : null}
        <button type="submit" className={`${BUTTON.primary} grow sm:grow-0`}>
          <Icon name="magnifier" />
          {t("submit")}
        </button>
      </PasteBox>
    </form>
  );
}
