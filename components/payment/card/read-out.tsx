import { useMessages } from "next-intl";
import { spelledOut } from "#lib/copy/read-out.ts";
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
    value ? [{ ...item, number: grouped(value), lines: spelledOut(value) }] : [],
  );
  if (present.length === 0) return null;
  return <ReadOutWindow items={present} words={{ open, close }} />;
}

/** In fours from twelve characters on, in threes below. */
function grouped(value: string): string {
  const size = value.length >= 12 ? 4 : 3;
  return value.replace(new RegExp(`(.{${size}})(?=.)`, "gu"), "$1 ");
}
