"use client";
import type { ComponentProps } from "react";
import type { CommandId } from "#lib/palette/commands.ts";
import { runCommand } from "./registry.ts";

/** A button that runs a command which another part of the page offers. */
export function CommandTrigger({
  command,
  ...button
}: ComponentProps<"button"> & { command: CommandId }) {
  const run = () => runCommand(command);
  return <button type="button" data-needs-scripts="" onClick={run} {...button} />;
}
