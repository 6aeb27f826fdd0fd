"use client";
import { type ComponentProps, useRef } from "react";
import { useCommands } from "#components/command/registry.ts";

/** An input that the key for the page's box leads to. */
export function SearchInput(props: ComponentProps<"input">) {
  const input = useRef<HTMLInputElement>(null);
  useCommands({
    field() {
      input.current?.focus();
      input.current?.select();
    },
  });
  return <input ref={input} {...props} />;
}
