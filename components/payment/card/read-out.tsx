import { useTranslations } from "next-intl";
import { useId } from "react";
import { BUTTON } from "#components/ui/button.ts";
import { spelledOut } from "#lib/copy/read-out.ts";

/**
 * A number to read out on the phone: large, in groups, each letter spelt with a word in the three
 * languages. A native popover: it opens without scripts and closes with Escape.
 */
export function ReadOut({
  items,
}: {
  items: readonly { label: string; value: string | null; gloss: string }[];
}) {
  const t = useTranslations("read_out");
  const id = useId();
  const present = items.flatMap(({ value, ...item }) => (value ? [{ ...item, value }] : []));
  if (present.length === 0) return null;
  return (
    <div className="mt-3">
      <button type="button" popoverTarget={id} className={BUTTON.plain}>
        {t("open")}
      </button>
      <div
        id={id}
        popover="auto"
        className="m-auto max-h-[90vh] w-[36rem] max-w-[94vw] overflow-y-auto rounded-lg border border-line-strong bg-surface p-5 text-ink backdrop:bg-ink/40"
      >
        {present.map(({ label, value, gloss }) => (
          <section key={label} className="mb-5 space-y-2">
            <h3 className="font-medium text-muted text-sm">{label}</h3>
            <p className="break-words font-mono text-2xl tracking-wide">
              <bdi>{grouped(value)}</bdi>
            </p>
            <Spelled value={value} />
            <p className="text-muted text-sm">{gloss}</p>
          </section>
        ))}
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          className={BUTTON.plain}
        >
          {t("close")}
        </button>
      </div>
    </div>
  );
}

/** In fours from twelve characters on, in threes below. */
function grouped(value: string): string {
  const size = value.length >= 12 ? 4 : 3;
  return value.replace(new RegExp(`(.{${size}})(?=.)`, "gu"), "$1 ");
}

function Spelled({ value }: { value: string }) {
  const lines = spelledOut(value);
  if (lines.length === 0) return null;
  return (
    <ul className="space-y-0.5 text-sm">
      {lines.map(({ locale, text }) => (
        <li key={locale} lang={locale}>
          {text}
        </li>
      ))}
    </ul>
  );
}
