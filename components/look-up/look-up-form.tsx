import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon.tsx";

/** The one large box. A plain GET form: focus, paste, Enter, with or without scripts. */
export function LookUpForm({
  typed = "",
  problem,
  terminals,
  terminal,
}: {
  typed?: string | undefined;
  /** What is wrong with what was typed, as a sentence. */
  problem?: string | undefined;
  /** Aliases to choose from; no choice is offered where there is only one. */
  terminals: readonly string[];
  terminal?: string | undefined;
}) {
  const t = useTranslations("look_up");
  return (
    <form action="/" method="get" className="space-y-2">
      <label htmlFor="invoice" className="block font-medium text-ink text-sm">
        {t("label")}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id="invoice"
          name="invoice"
          defaultValue={typed}
          // The page's one purpose, and nothing stands before it: focus at once.
          autoFocus
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={200}
          aria-describedby={problem ? "invoice-problem" : "invoice-hint"}
          aria-invalid={problem ? true : undefined}
          className={`${INPUT} min-w-0 flex-1 basis-56 text-lg`}
        />
        {terminals.length > 1 ? (
          <select
            name="terminal"
            defaultValue={terminal ?? terminals[0]}
            aria-label={t("terminal")}
            className={`${INPUT} grow sm:grow-0`}
          >
            {terminals.map((alias) => (
              <option key={alias}>{alias}</option>
            ))}
          </select>
        ) : null}
        <button type="submit" className={`${BUTTON.primary} grow sm:grow-0`}>
          <Icon name="magnifier" />
          {t("submit")}
        </button>
      </div>
      {problem ? (
        <p id="invoice-problem" role="alert" className="text-red-ink text-sm">
          {problem}
        </p>
      ) : (
        <p id="invoice-hint" className="text-muted text-sm">
          {t("hint")}
        </p>
      )}
    </form>
  );
}
