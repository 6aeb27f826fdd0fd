import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { type Fact, Foreign } from "#components/ui/facts.tsx";

/** Makes a line whose value can be copied, its button named for it. */
export function useCopyFact(): (label: string, value: string | null) => Fact {
  const t = useTranslations("copy");
  return (label, value) => ({
    label,
    value: value && (
      <span className="font-mono">
        <Foreign>{value}</Foreign>
      </span>
    ),
    action: value && (
      <CopyButton
        value={value}
        label={t("copy", { what: label })}
        done={t("copied", { what: label })}
      />
    ),
  });
}
