/** Parses license files: copyright lines, and texts that many packages share. */

/** The copyright lines of a license file, and its text without them. */
export interface LicenseFile {
  copyright: string[];
  text: string;
}

/** A copyright line at the top of a license, but not the template within the Apache License. */
const COPYRIGHT = /^[\s*#]*((?:Copyright|©|\([cC]\) ?\d)(?! (?:\[|\{|License|notice)).*?)\s*$/;

/** The end of the Apache License, which a template follows. */
const END_OF_TERMS = "END OF TERMS AND CONDITIONS";

/** Splits a license file into its copyright lines and the rest. */
export function licenseFile(content: string): LicenseFile {
  const [terms = "", template] = content.replaceAll("\r\n", "\n").split(END_OF_TERMS);
  const lines = terms.split("\n");
  const rest = lines.filter((line, at) => !COPYRIGHT.test(line) || goesOn(lines[at + 1]));
  return {
    copyright: [...lines, ...(template?.split("\n") ?? [])].flatMap(
      (line) => COPYRIGHT.exec(line)?.[1] ?? [],
    ),
    text: `${rest.join("\n")}${template === undefined ? "" : END_OF_TERMS}`
      .replace(/\n{3,}/g, "\n\n")
      .replace(/^\n+|\s+$/g, ""),
  };
}

/** Whether the line after a copyright line continues its sentence. */
function goesOn(next = ""): boolean {
  return next.trim() !== "" && !COPYRIGHT.test(next) && !/^\W*all rights reserved/i.test(next);
}

/** Numbers texts in the order of their first use. Texts that differ only in layout count as one. */
export class TextList {
  readonly #texts = new Map<string, { number: number; text: string }>();

  /** Adds a text if it is new; gives a Markdown link to its section. */
  link(text: string): string {
    const key = withoutLayout(text);
    const known = this.#texts.get(key);
    const number = known?.number ?? this.#texts.size + 1;
    if (!known) this.#texts.set(key, { number, text });
    return `[text ${number}](#text-${number})`;
  }

  /** Markdown lines: a heading and the text for each. */
  sections(): string[] {
    return [...this.#texts.values()].flatMap(({ number, text }) => [
      ...["", `### Text ${number}`, ""],
      ...text.split("\n").map((line) => `    ${line}`.trimEnd()),
    ]);
  }
}

/** The text without its title, white space and quotation marks, which differ between packages. */
function withoutLayout(text: string): string {
  return text
    .replace(/^\W*(the )?(mit|isc|apache|bsd)[^\n]{0,40}\n/i, "")
    .replace(/[\s*#>`'"“”‘’-]/g, "")
    .toLowerCase();
}
