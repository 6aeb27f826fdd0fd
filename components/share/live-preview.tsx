"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

/** Waits for the next change, so that several boxes in a row ask for one preview. */
const PAUSE_MILLISECONDS = 400;

/** A form whose choices show in the preview as they change; without scripts its button does. */
export function LivePreview({ action, children }: { action: string; children: ReactNode }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <form
      action={action}
      method="get"
      onSubmit={() => clearTimeout(timer.current)}
      onChange={({ currentTarget: form }) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          const query = new URLSearchParams();
          for (const [name, value] of new FormData(form)) query.append(name, String(value));
          query.set("preview", "1");
          router.replace(`${action}?${query}`, { scroll: false });
        }, PAUSE_MILLISECONDS);
      }}
    >
      {children}
    </form>
  );
}
