import type { Locale } from "#lib/i18n/locale.ts";
import { type PasteReading, seenFirst } from "#lib/paste/paste.ts";
import type { SearchField, SearchTerm } from "#lib/paste/search-term.ts";

export interface ReadingWords {
  /** With {count} and {what}. */
  reads: Record<"invoices" | "search" | "seen_first", string>;
  fields: Record<SearchField, string>;
  /** In which sums are written. */
  locale: Locale;
}

/** What the box takes its text for, piece by piece; null where it goes without saying. */
export function Reading({ reading, words }: { reading: PasteReading; words: ReadingWords }) {
  const { reads, fields } = words;
  const namesOf = (terms: readonly SearchTerm[]) =>
    [...new Set(terms.map(({ field }) => fields[field]))].join(", ");
  switch (reading.is) {
    case "invoice": {
      const first = seenFirst(reading);
      const number = { field: "invoice", value: reading.invoiceId } as const;
      return (
        <>
          <Pieces terms={[number, ...reading.beside]} words={words} />
          {first.length > 0 ? (
            <span>{reads.seen_first.replace("{what}", namesOf(first))}</span>
          ) : null}
        </>
      );
    }
    case "invoices":
      return reads.invoices.replace("{count}", String(reading.invoiceIds.length));
    case "search":
      return (
        <>
          <span>{reads.search.replace("{what}", namesOf(reading.terms))}</span>
          <Pieces terms={reading.terms.filter(({ field }) => field !== "words")} words={words} />
        </>
      );
    default:
      return null;
  }
}

/** Whether there is anything to say that the text itself does not. */
export function isTelling(reading: PasteReading, text: string): boolean {
  switch (reading.is) {
    case "invoice":
      return (
        reading.invoiceId !== text || reading.beside.length > 0 || seenFirst(reading).length > 0
      );
    case "invoices":
    case "search":
      return true;
    default:
      return false;
  }
}

function Pieces({ terms, words }: { terms: readonly SearchTerm[]; words: ReadingWords }) {
  return terms.map((term) => (
    <span
      key={`${term.field} ${term.value}`}
      className="inline-flex max-w-full items-center rounded-md border border-line bg-sunken px-2 py-0.5 text-ink"
    >
      <span className="sr-only">{`${words.fields[term.field]}: `}</span>
      <bdi translate="no" className="min-w-0 [overflow-wrap:anywhere]">
        {shown(term, words)}
      </bdi>
    </span>
  ));
}

function shown({ field, value }: SearchTerm, words: ReadingWords): string {
  switch (field) {
    case "invoice":
      return `№\u00a0${value}`;
    case "last_four":
      return `••\u00a0${value}`;
    case "card":
      return value.replace("*", " •• ");
    case "rrn":
      return `RRN\u00a0${value}`;
    case "phone":
      return `+${value}`;
    case "amount":
      return sumOf(value, words);
    default:
      return value;
  }
}

/** By hand, since servers and browsers may write a sum differently, and this is drawn by both. */
function sumOf(minorUnits: string, { locale }: ReadingWords): string {
  const [thousands, decimal] = locale === "en" ? [",", "."] : ["\u00a0", ","];
  const digits = minorUnits.padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, thousands);
  const fraction = digits.slice(-2);
  return fraction === "00" ? whole : whole + decimal + fraction;
}
