import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";

/**
 * A chip above the list that opens a panel below itself, on a phone at the bottom of the screen. Only one
 * is open at a time. A chip of a filter in use says its value and has a link that removes it.
 */
export function Panel({
  title,
  value,
  without,
  children,
}: {
  title: string;
  /** Value of the filter, if it is in use. */
  value?: string;
  /** The list without the filter. */
  without?: string;
  children: ReactNode;
}) {
  const t = useTranslations("history");
  const panel = (
    <details name="list-panel" data-panel="" className="panel">
      <summary className="chip">
        <span className="min-w-0 truncate">
          {title}
          {value ? (
            <>
              : <Foreign>{value}</Foreign>
            </>
          ) : null}
        </span>
        <span aria-hidden="true">▾</span>
      </summary>
      <div className="panel-body">{children}</div>
    </details>
  );
  if (!value || !without) return panel;
  const remove = t("remove", { filter: `${title}: ${value}` });
  return (
    <div className="chip-in-use">
      {panel}
      <a href={without} aria-label={remove} title={remove} className="chip-remove">
        <Icon name="cross" className="size-3.5" />
      </a>
    </div>
  );
}
