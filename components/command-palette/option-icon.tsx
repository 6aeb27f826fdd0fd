"use client";
import {
  Clock,
  Copy,
  FileText,
  Keyboard,
  Languages,
  Link,
  List,
  ListTree,
  LogOut,
  Mail,
  MessageSquareQuote,
  Monitor,
  Moon,
  Printer,
  RefreshCw,
  ScrollText,
  Search,
  Share2,
  Sun,
  User,
  Users,
} from "lucide-react";
import type { ComponentType } from "react";
import type { PaletteIcon } from "#lib/palette/palette.ts";

/** Apart from the page's own icons, so that these come only with the palette. */
const ICONS: Record<PaletteIcon, ComponentType<{ className?: string }>> = {
  recent: Clock,
  look_up: Search,
  history: List,
  shares: Link,
  people: Users,
  audit: ScrollText,
  account: User,
  copy_customer: MessageSquareQuote,
  bank_message: Mail,
  pdf: FileText,
  create_link: Share2,
  open_details: ListTree,
  copy_link: Link,
  check_again: RefreshCw,
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
