import { readFileSync } from "node:fs";
import {
  ArrowLeft,
  ChevronDown,
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
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Icon, type IconName } from "./icon.tsx";

type OwnIcon = "half-arrow" | "crossed-hourglass" | "card-tick";

const OWN: readonly OwnIcon[] = ["half-arrow", "crossed-hourglass", "card-tick"];

const LUCIDE: Record<Exclude<IconName, OwnIcon>, ComponentType> = {
  tick: CircleCheck,
  padlock: LockKeyhole,
  "arrow-back": Undo2,
  "open-padlock": LockKeyholeOpen,
  clock: Clock,
  "shield-cross": ShieldX,
  cross: CircleX,
  magnifier: Search,
  bank: Landmark,
  spanner: Wrench,
  question: CircleQuestionMark,
  warning: TriangleAlert,
  leave: LogOut,
  arrow: ArrowLeft,
  chevron: ChevronDown,
  light: Sun,
  dark: Moon,
  system: Monitor,
};

const css = readFileSync(new URL("icons.css", import.meta.url), "utf8");

/** The shapes of an icon of the style sheet, as SVG. */
function drawn(name: string): string {
  const data = new RegExp(
    `\\.icon-${name} \\{\\s*mask-image: url\\("data:image/svg\\+xml,([^"]*)"`,
  );
  return shapesOf(decodeURIComponent(data.exec(css)?.[1] ?? "").replaceAll("'", '"'));
}

function shapesOf(svg: string): string {
  return svg.replace(/^<svg[^>]*>|<\/svg>$/g, "").replace(/><\/\w+>/g, "/>");
}

test.each(Object.entries(LUCIDE))("the icon %s is the one of Lucide", (name, Drawn) => {
  expect(drawn(name)).toBe(shapesOf(renderToStaticMarkup(<Drawn />)));
});

test.each(OWN)("the icon %s, which Lucide lacks, is drawn", (name) => {
  expect(drawn(name)).toContain("<path");
});

test("an icon is an empty element with its mask, of the usual size if nothing else is said", () => {
  const icon = <Icon name="clock" />;
  expect(renderToStaticMarkup(icon)).toBe('<span class="icon icon-clock size-4"></span>');
});
