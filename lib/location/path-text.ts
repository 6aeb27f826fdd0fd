import type { GeoContext } from "d3-geo";

/** Steps shorter than this are invisible. */
const NEAR_PIXELS = 0.9;

/**
 * Writes lines as short SVG path data (SVG 1.1, 8.3): relative steps to the nearest half pixel,
 * without invisible ones. The map is far coarser, and has a twelfth of the size of d3's output.
 */
export class PathText implements GeoContext {
  #paths = "";
  #ring: [number, number][] = [];

  beginPath(): void {}

  arc(): void {}

  moveTo(x: number, y: number): void {
    this.#ring = [[tenths(x), tenths(y)]];
  }

  lineTo(x: number, y: number): void {
    const [fromX, fromY] = this.#ring.at(-1) ?? [0, 0];
    const to: [number, number] = [tenths(x), tenths(y)];
    if (Math.hypot(to[0] - fromX, to[1] - fromY) >= NEAR_PIXELS * 10) this.#ring.push(to);
  }

  closePath(): void {
    const [first, ...rest] = this.#ring;
    this.#ring = [];
    if (!first || rest.length < 2) return;
    let [x, y] = first;
    const steps = rest.map(([toX, toY]) => {
      const step = pair(toX - x, toY - y);
      [x, y] = [toX, toY];
      return step;
    });
    this.#paths += `M${pair(...first)}l${joined(steps)}z`;
  }

  toString(): string {
    return this.#paths;
  }
}

/** The nearest half pixel, in tenths of a pixel. */
function tenths(pixels: number): number {
  return Math.round(pixels * 2) * 5;
}

/** Two numbers; a minus sign separates them like a blank: "1.2-3". */
function pair(x: number, y: number): string {
  return joined([number(x), number(y)]);
}

function joined(parts: readonly string[]): string {
  return parts.reduce(
    (text, part) => `${text}${part.startsWith("-") || !text ? "" : " "}${part}`,
    "",
  );
}

/** A number without a leading zero: ".5". */
function number(inTenths: number): string {
  return String(inTenths / 10).replace(/^(-?)0\./, "$1.");
}
