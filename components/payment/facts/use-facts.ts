import { useMessages, useTranslations } from "next-intl";
import type { Fact, FactWords } from "#components/ui/facts/facts.tsx";
import type { Messages } from "#lib/i18n/messages.ts";
import type { PageCommand } from "#lib/palette/commands.ts";

/** Terms that are explained; each names its text. */
type HelpTerm = Exclude<keyof Messages["help"], "about">;

/** The explanation of a term, for the "?" beside its label. */
export function useHelp(): (about: HelpTerm) => string {
  return useTranslations("help");
}

/** Makes a fact of a code, with a copy button named after its label. */
export function useCopyFact(): (
  label: string,
  value: string | null,
  options?: { command?: PageCommand; about?: HelpTerm },
) => Fact {
  const help = useHelp();
  return (label, value, { command, about } = {}) => ({
    label,
    value,
    is: "code",
    copy: command ?? true,
    ...(about && { help: help(about) }),
  });
}

const made = new WeakMap<object, FactWords>();

/**
 * The words of a payment's facts. The same object in all sections, because React sends an object to
 * the browser once.
 */
export function useFactWords(): FactWords {
  const messages = useMessages();
  const { transaction, copy, help } = messages;
  const words = made.get(messages) ?? {
    missing: transaction.not_provided,
    copy: { name: copy.copy, done: copy.copied },
    about: help.about,
  };
  made.set(messages, words);
  return words;
}
