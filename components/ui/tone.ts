import type { Tone } from "#lib/payment/status/badge.ts";

/** Class names of text, background and border by tone, spelt out so that Tailwind finds them. */
export const TONE: Record<Tone, string> = {
  emerald: "text-emerald-ink bg-emerald-tint border-emerald-edge",
  sky: "text-sky-ink bg-sky-tint border-sky-edge",
  violet: "text-violet-ink bg-violet-tint border-violet-edge",
  slate: "text-slate-ink bg-slate-tint border-slate-edge",
  amber: "text-amber-ink bg-amber-tint border-amber-edge",
  orange: "text-orange-ink bg-orange-tint border-orange-edge",
  red: "text-red-ink bg-red-tint border-red-edge",
};
