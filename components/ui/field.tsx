import type { ComponentProps } from "react";
import { INPUT } from "./button.ts";

/** A labelled one-line input of a plain form, with an optional hint below it. */
export function Field({
  label,
  hint,
  width = "w-full",
  ...input
}: ComponentProps<"input"> & {
  name: string;
  label: string;
  hint?: string;
  /** Class names for the input's width. */
  width?: string;
}) {
  const hintId = hint ? `${input.name}-hint` : undefined;
  return (
    <div className="space-y-1 text-sm">
      <label className="block space-y-1">
        <span className="block font-medium">{label}</span>
        <input aria-describedby={hintId} className={`${INPUT} ${width}`} {...input} />
      </label>
      {hint ? (
        <p id={hintId} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
