import { useEffect, useState } from "react";

/** The box above the list: drawn by the server, perhaps typed into before this code came. */
export function paletteBox(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("#palette input[name=text]");
}

/** What stands in the box. When the list goes, the box is emptied for the next time. */
export function useBoxText(): string {
  const [text, setText] = useState(() => paletteBox()?.value ?? "");
  useEffect(() => {
    const box = paletteBox();
    if (!box) return;
    const read = () => setText(box.value);
    read();
    box.addEventListener("input", read);
    return () => {
      box.removeEventListener("input", read);
      box.form?.reset();
    };
  }, []);
  return text;
}

/** Tells readers of the screen which option is meant (WAI-ARIA 1.2, combobox). */
export function useActiveDescendant(id: string | undefined): void {
  useEffect(() => {
    const box = paletteBox();
    if (!box || !id) return;
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-activedescendant", id);
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
    return () => {
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
  }, [id]);
}
