"use client";

/**
 * The practice bank's invoice numbers with their scenarios, by group. A browser component, so that a
 * number goes to the browser as its few words and not once more as elements.
 */
export function PracticeNumbers({
  title,
  groups,
}: {
  title: string;
  groups: readonly {
    title: string;
    numbers: readonly { invoice: string; href: string; title: string }[];
  }[];
}) {
  return (
    <details className="card">
      <summary className="font-semibold text-ink text-sm">{title}</summary>
      <div className="mt-4 grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 font-medium text-muted text-xs">{group.title}</h3>
            <ul>
              {group.numbers.map(({ invoice, href, title: what }) => (
                <li key={invoice}>
                  <a href={href} className="numbered-link">
                    <span translate="no">{invoice}</span>
                    <span>{what}</span>
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
