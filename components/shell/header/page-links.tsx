"use client";

/** A page that this person may open. */
export interface PageLink {
  href: string;
  name: string;
  isHere: boolean;
}

/** The ways to the pages, on screens with room for them; elsewhere the menu has them. */
export function PageLinks({ label, pages }: { label: string; pages: readonly PageLink[] }) {
  return (
    <nav aria-label={label} className="flex shrink-0 gap-0.5 max-lg:hidden">
      {pages.map(({ href, name, isHere }) => (
        <a key={href} href={href} aria-current={isHere ? "page" : undefined} className="page-link">
          {name}
        </a>
      ))}
    </nav>
  );
}
