"use client";
import { type ComponentProps, useRef } from "react";
import type { CommandId } from "#lib/palette/commands.ts";
import { useCommands } from "./registry.ts";

/** A button that a command presses too, so that both do and show the same. */
export function CommandButton({
  command,
  ...button
}: ComponentProps<"button"> & { command: CommandId }) {
  const element = useRef<HTMLButtonElement>(null);
  useCommands({ [command]: () => element.current?.click() });
  return <button ref={element} {...button} />;
}
