import { useTranslations } from "next-intl";

/** The practice bank's invoice numbers with their scenarios, by group. */
export function PracticeNumbers({
  groups,
}: {
  groups: readonly {
    title: string;
    numbers: readonly { invoice: string; href: string; title: string }[];
  }[];
}) {
  const t = useTranslations("look_up");
  return (
    <details className="card">
      <summary className="font-semibold text-ink text-sm">{t("practice_numbers")}</summary>
      <div className="mt-4 grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 font-medium text-muted text-xs">{group.title}</h3>
            <ul>
              {group.numbers.map(({ invoice, href, title }) => (
                <li key={invoice}>
                  <a
                    href={href}
                    className="-mx-2 flex gap-3 rounded-md px-2 py-1.5 text-sm hover:bg-sunken"
                  >
                    <span className="shrink-0 font-mono text-accent">{invoice}</span>
                    <span className="min-w-0 text-ink">{title}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}
