"use client";
import {
  Clock,
  Copy,
  Keyboard,
  Languages,
  Link,
  List,
  ListTree,
  LogOut,
  MessageSquareQuote,
  Monitor,
  Moon,
  Printer,
  RefreshCw,
  Search,
  Sun,
} from "lucide-react";
import type { ComponentType } from "react";
import type { PaletteIcon } from "#lib/palette/palette.ts";

/** Apart from the page's own icons, so that these come only with the palette. */
const ICONS: Record<PaletteIcon, ComponentType<{ className?: string }>> = {
  recent: Clock,
  look_up: Search,
  history: List,
  copy_customer: MessageSquareQuote,
  copy_link: Link,
  check_again: RefreshCw,
  open_details: ListTree,
  copy_invoice: Copy,
  print: Printer,
  language: Languages,
  theme_light: Sun,
  theme_dark: Moon,
  theme_system: Monitor,
  help: Keyboard,
  sign_out: LogOut,
};

export function OptionIcon({ name }: { name: PaletteIcon }) {
  const Drawn = ICONS[name];
  return <Drawn className="size-4 shrink-0 text-muted" aria-hidden="true" />;
}
