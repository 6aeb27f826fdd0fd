"use client";
import {
  ArrowLeft,
  CircleCheck,
  CircleQuestionMark,
  CircleX,
  Clock,
  Landmark,
  LockKeyhole,
  LockKeyholeOpen,
  LogOut,
  Monitor,
  Moon,
  Search,
  ShieldX,
  Sun,
  TriangleAlert,
  Undo2,
  Wrench,
} from "lucide-react";
import type { ComponentType } from "react";
import { CardTick, CrossedHourglass, HalfArrow } from "./own-icons.tsx";

/**
 * Icons by name. A client component, like all components with SVG: React may split the server's
 * stream between any two elements, and a split inside an SVG needs an inline style, which the
 * content security policy forbids.
 */
const ICONS = {
  tick: CircleCheck,
  padlock: LockKeyhole,
  "arrow-back": Undo2,
  "half-arrow": HalfArrow,
  "open-padlock": LockKeyholeOpen,
  "crossed-hourglass": CrossedHourglass,
  clock: Clock,
  "card-tick": CardTick,
  "shield-cross": ShieldX,
  cross: CircleX,
  magnifier: Search,
  bank: Landmark,
  spanner: Wrench,
  question: CircleQuestionMark,
  warning: TriangleAlert,
  leave: LogOut,
  arrow: ArrowLeft,
  light: Sun,
  dark: Moon,
  system: Monitor,
} as const satisfies Record<string, ComponentType<{ className?: string }>>;

export function Icon({
  name,
  className = "size-4",
}: {
  name: keyof typeof ICONS;
  className?: string;
}) {
  const Drawn = ICONS[name];
  return <Drawn className={className} aria-hidden="true" />;
}
