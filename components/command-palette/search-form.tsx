import type { ReactNode, Ref } from "react";

/** The head of the palette: a form that looks up whatever its box holds. */
export function SearchForm({
  icon,
  box,
  close,
  ref,
}: Record<"icon" | "box" | "close", ReactNode> & { ref?: Ref<HTMLFormElement> }) {
  return (
    <form
      ref={ref}
      action="/api/find"
      method="post"
      className="flex items-center gap-3 border-line border-b px-4 sm:px-5"
    >
      {icon}
      {box}
      {close}
    </form>
  );
}
