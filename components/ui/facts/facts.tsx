"use client";
import type { ReactNode } from "react";
import type { CommandId } from "#lib/palette/commands.ts";
import { CopyButton } from "../copy-button.tsx";
import { Foreign, Missing, visible } from "./foreign.tsx";

export interface Fact {
  label: string;
  /** Null or empty is shown as a dash, with hidden words for screen readers. */
  value: ReactNode;
  /**
   * The value is a text of the bank or the payer, or a code of theirs, in a monospaced face; "groups"
   * shows a long code in groups of digits.
   */
  is?: "foreign" | "code" | "groups";
  /** Can the value be copied? With a command, the command presses the button too. */
  copy?: true | CommandId;
  /** What the label means, behind a "?". */
  help?: string;
  /** A further control at the end of the line. */
  action?: ReactNode;
}

/** The words of all lines; those of buttons are needed where lines have them. */
export interface FactWords {
  missing: string;
  /** Name of the copy button, and what is announced after copying, with {what}. */
  copy?: { name: string; done: string };
  /** Name of the "?", with {term}. */
  about?: string;
}

/**
 * Facts as a description list: label and value on one line, or on two on narrow screens. A browser
 * component, so that a line goes to the browser as its few words and not once more as elements.
 */
export function Facts({
  facts,
  words,
  hasForeignLabels = false,
  look = "facts",
}: {
  facts: readonly Fact[];
  words: FactWords;
  /** One below the other, or side by side with the label above. */
  look?: "facts" | "strip";
  /** Are the labels texts of the shop, and not ours? */
  hasForeignLabels?: boolean;
}) {
  return (
    <dl className={look}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>
            {hasForeignLabels ? <Foreign>{fact.label}</Foreign> : fact.label}
            {fact.help ? <Help fact={fact} words={words} /> : null}
          </dt>
          <dd>
            {isMissing(fact) ? (
              <Missing text={words.missing} />
            ) : (
              <>
                <Value fact={fact} />
                <Actions fact={fact} words={words} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isMissing({ value }: Fact): boolean {
  return value === null || value === "";
}

function Value({ fact: { value, is } }: { fact: Fact }) {
  if (!is || typeof value !== "string") return <span>{value}</span>;
  if (is === "groups") return <Groups code={visible(value)} />;
  return <Foreign isCode={is === "code"}>{value}</Foreign>;
}

/** A code in fours, in threes below eight characters: apart for the eye, without blanks in the text. */
function Groups({ code }: { code: string }) {
  const groups = code.matchAll(code.length < 8 ? /.{1,3}/gsu : /.{1,4}/gsu);
  return (
    <bdi translate="no" className="foreign groups">
      {[...groups].map(({ 0: group, index }) => (
        <span key={index}>{group}</span>
      ))}
    </bdi>
  );
}

function Actions({
  fact: { label, value, copy, action },
  words,
}: {
  fact: Fact;
  words: FactWords;
}) {
  if (!copy || !words.copy || typeof value !== "string") return action;
  const { name, done } = words.copy;
  return (
    <>
      <CopyButton
        value={visible(value)}
        command={copy === true ? undefined : copy}
        label={name.replace("{what}", label)}
        done={done.replace("{what}", label)}
      />
      {action}
    </>
  );
}

/** What a term is and who uses it, opened by a "?" beside its label; works without scripts. */
function Help({ fact: { label, help }, words }: { fact: Fact; words: FactWords }) {
  return (
    <details className="help">
      <summary aria-label={words.about?.replace("{term}", label)}>
        <span aria-hidden="true">?</span>
      </summary>
      <p>{help}</p>
    </details>
  );
}
