import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";

/**
 * The one set of tokens: every colour, size and radius of the product, for both themes. Components
 * use these names only. The tones' pairs of text and tint keep WCAG contrast 4.5:1 (a test measures
 * them).
 */

type Palette = Record<string, string>;

export const LIGHT: Palette = {
  canvas: "#f5f7fa",
  surface: "#ffffff",
  sunken: "#eef2f6",
  line: "#dde3ea",
  "line-strong": "#7d8a9c",
  ink: "#14213d",
  muted: "#4f5d73",
  accent: "#0b5c7a",
  "accent-ink": "#ffffff",
  focus: "#0e7fa8",
  "emerald-ink": "#065f46",
  "emerald-tint": "#ecfdf5",
  "emerald-edge": "#059669",
  "sky-ink": "#075985",
  "sky-tint": "#f0f9ff",
  "sky-edge": "#0284c7",
  "violet-ink": "#5b21b6",
  "violet-tint": "#f5f3ff",
  "violet-edge": "#7c3aed",
  "slate-ink": "#334155",
  "slate-tint": "#f1f5f9",
  "slate-edge": "#64748b",
  "amber-ink": "#78350f",
  "amber-tint": "#fffbeb",
  "amber-edge": "#b45309",
  "orange-ink": "#7c2d12",
  "orange-tint": "#fff7ed",
  "orange-edge": "#c2410c",
  "red-ink": "#991b1b",
  "red-tint": "#fef2f2",
  "red-edge": "#dc2626",
};

export const DARK: Palette = {
  canvas: "#0d1219",
  surface: "#151c26",
  sunken: "#1d2632",
  line: "#2b3645",
  "line-strong": "#75849a",
  ink: "#e8edf4",
  muted: "#a3b0c2",
  accent: "#7cc7e3",
  "accent-ink": "#06202b",
  focus: "#7cc7e3",
  "emerald-ink": "#6ee7b7",
  "emerald-tint": "#022c22",
  "emerald-edge": "#10b981",
  "sky-ink": "#7dd3fc",
  "sky-tint": "#082f49",
  "sky-edge": "#0ea5e9",
  "violet-ink": "#c4b5fd",
  "violet-tint": "#2e1065",
  "violet-edge": "#8b5cf6",
  "slate-ink": "#cbd5e1",
  "slate-tint": "#1e293b",
  "slate-edge": "#94a3b8",
  "amber-ink": "#fcd34d",
  "amber-tint": "#451a03",
  "amber-edge": "#d97706",
  "orange-ink": "#fdba74",
  "orange-tint": "#431407",
  "orange-edge": "#ea580c",
  "red-ink": "#fca5a5",
  "red-tint": "#450a0a",
  "red-edge": "#ef4444",
};

const variables = (palette: Palette): Palette =>
  Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--${name}`, value]));

const colors: Palette = Object.fromEntries(
  Object.keys(LIGHT).map((name) => [name, `var(--${name})`]),
);

export default {
  theme: {
    colors: { ...colors, transparent: "transparent", current: "currentColor" },
    // System faces with full Kazakh coverage (ә ғ қ ң ө ұ ү һ і) and the tenge sign; nothing is fetched.
    fontFamily: {
      sans: [
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "Roboto",
        "Noto Sans",
        "DejaVu Sans",
        "sans-serif",
      ],
      mono: [
        "ui-monospace",
        "SF Mono",
        "Cascadia Mono",
        "Consolas",
        "DejaVu Sans Mono",
        "monospace",
      ],
    },
    fontSize: {
      xs: ["0.75rem", "1.125rem"],
      sm: ["0.875rem", "1.25rem"],
      base: ["1rem", "1.5rem"],
      lg: ["1.125rem", "1.625rem"],
      xl: ["1.375rem", "1.875rem"],
      "2xl": ["2rem", "2.5rem"],
    },
    borderRadius: { none: "0", sm: "0.25rem", md: "0.5rem", lg: "0.75rem", full: "9999px" },
    extend: {
      boxShadow: {
        card: "0 1px 2px rgb(20 33 61 / 0.06)",
        window: "0 1.5rem 4rem rgb(6 12 24 / 0.3)",
      },
    },
  },
  plugins: [
    plugin(({ addBase }) => {
      addBase({
        ":root": { ...variables(LIGHT), colorScheme: "light" },
        '[data-theme="dark"]': { ...variables(DARK), colorScheme: "dark" },
        "@media (prefers-color-scheme: dark)": {
          ':root:not([data-theme="light"])': { ...variables(DARK), colorScheme: "dark" },
        },
      });
    }),
  ],
} satisfies Config;
