import type { MoneyWords } from "#lib/copy/money-words.ts";
import { AmountBar, Swatch } from "./amount-bar.tsx";

/**
 * Where the money is: each part with its sum, for the line of the outcome. The same on every page that
 * shows an answer; `MoneyBar` draws it.
 */
export function MoneyFigures({ words }: { words: MoneyWords }) {
  if (!words) return null;
  if (words.is === "asked") return <p className="text-muted text-sm">{words.text}</p>;
  return (
    <ul className="money-figures">
      {words.parts.map(({ name, label, sum }) => (
        <li key={`${name} ${sum}`}>
          <Swatch name={name} />
          {label}
          {sum ? <bdi translate="no">{sum}</bdi> : null}
        </li>
      ))}
    </ul>
  );
}

/** The parts as a bar; nothing where no money moved. */
export function MoneyBar({ words, isMoving = false }: { words: MoneyWords; isMoving?: boolean }) {
  if (words?.is !== "parts") return null;
  const label = words.parts.map((part) => [part.label, part.sum].filter(Boolean).join(" "));
  return (
    <div className={isMoving ? "moving-bar" : undefined}>
      <AmountBar parts={words.parts} label={label.join(", ")} />
    </div>
  );
}
