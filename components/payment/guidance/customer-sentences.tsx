"use client";
import { type Shop, signed } from "#lib/shop/shop.ts";

interface Sentence {
  locale: string;
  /** The language's name in itself. */
  name: string;
  /** Its first letters, for the tab. */
  short: string;
  text: string;
}

/**
 * A sentence in several languages behind tabs, each with its copy button; a key copies the one that is
 * shown. The tabs are radio buttons and a style shows what is chosen, so they work without scripts. A
 * browser component, so that a sentence goes to the browser as its text and not once more as elements.
 */
export function CustomerSentences({
  title,
  shown,
  sentences,
  shop,
  words,
}: {
  title: string;
  /** The language that is chosen at first. */
  shown: string;
  sentences: readonly Sentence[];
  /** Who signs the text that is copied. */
  shop: Shop;
  words: {
    /** Names the tabs. */
    languages: string;
    /** What the buttons do; the language follows. */
    copy: string;
    /** Announced after copying. */
    copied: string;
  };
}) {
  return (
    <section className="card say">
      <div>
        <h2>{title}</h2>
        <fieldset>
          <legend>{words.languages}</legend>
          {sentences.map(({ locale, name, short }) => (
            <label key={locale} lang={locale} title={name}>
              <input
                type="radio"
                name="say"
                value={locale}
                defaultChecked={locale === shown}
                autoComplete="off"
              />
              {short}
            </label>
          ))}
        </fieldset>
      </div>
      {sentences.map(({ locale, name, text }) => (
        <div key={locale} data-say={locale}>
          <p id={`customer-${locale}`} lang={locale} translate="no">
            {text}
          </p>
          <button
            type="button"
            // Not in the HTML, where the text would stand twice: without scripts no button copies.
            ref={(element) => {
              const copied = { copy: signed(text, shop), copyDone: words.copied };
              if (element) Object.assign(element.dataset, copied);
            }}
            data-command="copy_customer"
            data-needs-scripts=""
            aria-label={`${words.copy} (${name})`}
            className="button-plain"
          >
            <span className="copy-icon" />
            {words.copy}
          </button>
        </div>
      ))}
    </section>
  );
}
