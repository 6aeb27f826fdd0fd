import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { type Fact, Foreign } from "#components/ui/facts.tsx";
import type { PageCommand } from "#lib/palette/commands.ts";
import { Help, type HelpTerm } from "./help.tsx";

interface CopyFactOptions {
  command?: PageCommand;
  /** The term that a "?" explains. */
  about?: HelpTerm;
}

/** Makes a fact with a copy button named after its label. */
export function useCopyFact(): (
  label: string,
  value: string | null,
  options?: CopyFactOptions,
) => Fact {
  const t = useTranslations("copy");
  return (label, value, { command, about } = {}) => ({
    label,
    help: about && <Help about={about} label={label} />,
    value: value && (
      <span className="font-mono">
        <Foreign>{value}</Foreign>
      </span>
    ),
    action: value && (
      <CopyButton
        value={value}
        command={command}
        label={t("copy", { what: label })}
        done={t("copied", { what: label })}
      />
    ),
  });
}
