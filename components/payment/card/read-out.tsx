import { useMessages } from "next-intl";
import { digitByDigit, spelledOut } from "#lib/copy/read-out.ts";
import { ReadOutWindow } from "./read-out-window.tsx";

/**
 * A number to read out on the phone: large, in groups, each letter spelt with a word in the three
 * languages. A native popover: it opens without scripts and closes with Escape.
 */
export function ReadOut({
  items,
}: {
  items: readonly { label: string; value: string | null; gloss: string }[];
}) {
  const { open, close } = useMessages().read_out;
  const present = items.flatMap(({ value, ...item }) =>
    value ? [{ ...item, number: digitByDigit(value), lines: spelledOut(value) }] : [],
  );
  if (present.length === 0) return null;
  return <ReadOutWindow items={present} words={{ open, close }} />;
}
