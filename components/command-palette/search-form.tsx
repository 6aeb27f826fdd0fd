"use client";
import type { ReactNode, Ref } from "react";
import { Icon } from "#components/ui/icon/icon.tsx";
import { CloseButton } from "./parts.tsx";

/** The head of the palette: a form that looks up whatever its box holds. */
export function SearchForm({
  box,
  close,
  ref,
}: {
  box: ReactNode;
  /** Name of the button that closes the window. */
  close: string;
  ref?: Ref<HTMLFormElement>;
}) {
  return (
    <form
      ref={ref}
      action="/api/find"
      method="post"
      className="flex items-center gap-3 border-line border-b px-4 sm:px-5"
    >
      <Icon name="magnifier" className="size-5 shrink-0 text-muted" />
      {box}
      <CloseButton name={close} />
    </form>
  );
}
