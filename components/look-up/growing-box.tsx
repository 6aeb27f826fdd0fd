"use client";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
} from "react";
import { INPUT } from "#components/ui/button.ts";

export type Box = HTMLInputElement | HTMLTextAreaElement;

/** Longer texts, and those of several lines, get a box of several lines. */
const LINE_LENGTH = 40;

/**
 * A box of one line that becomes one of several with a longer text. Without scripts it stays as it was
 * sent: in one of a line Enter sends the form, and a script does it in the other.
 */
export function GrowingBox({
  box,
  text,
  onText,
  onPicture,
  isWrong,
  describedBy,
  list,
}: {
  box: RefObject<Box | null>;
  text: string;
  onText: (text: string) => void;
  /** A picture or another file was pasted or dropped, which holds no text to read. */
  onPicture: () => void;
  isWrong: boolean;
  describedBy: string;
  /** Id of the numbers that are offered. */
  list: string;
}) {
  const isLong = text.length > LINE_LENGTH || text.includes("\n");
  const wasLong = useRef(isLong);
  const caret = useRef(text.length);
  useEffect(() => {
    if (wasLong.current === isLong) return;
    wasLong.current = isLong;
    box.current?.focus();
    box.current?.setSelectionRange(caret.current, caret.current);
  }, [isLong, box]);

  function change(next: string, at: number) {
    caret.current = at;
    onText(next);
  }
  function onPaste(event: ClipboardEvent<Box>) {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    event.preventDefault();
    if (holdsNoText(event.clipboardData)) return onPicture();
    const before = value.slice(0, selectionStart ?? 0);
    const pasted = event.clipboardData.getData("text").replace(/\r\n?/g, "\n");
    const after = value.slice(selectionEnd ?? value.length);
    change(before + pasted + after, before.length + pasted.length);
  }
  const attributes = {
    id: "invoice",
    name: "text",
    value: text,
    onPaste,
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      if (!holdsNoText(event.dataTransfer)) return;
      // The browser would open the file in the place of the page.
      event.preventDefault();
      onPicture();
    },
    // The page's one purpose, and nothing stands before it: focus at once.
    autoFocus: true,
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
    enterKeyHint: "search",
    "aria-describedby": describedBy,
    "aria-invalid": isWrong ? true : undefined,
    className: `${INPUT} min-h-14 min-w-0 flex-1 basis-56 text-lg`,
  } as const;

  return isLong ? (
    <textarea
      {...attributes}
      ref={(element) => {
        box.current = element;
      }}
      rows={2}
      onChange={({ currentTarget }) => change(currentTarget.value, currentTarget.selectionStart)}
      onKeyDown={sendByEnter}
      className={`${attributes.className} field-sizing-content max-h-48 resize-none`}
    />
  ) : (
    <input
      {...attributes}
      ref={(element) => {
        box.current = element;
      }}
      type="text"
      list={list}
      onChange={({ currentTarget }) =>
        change(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
      }
    />
  );
}

function sendByEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** A picture or another file, which has no text to read. */
function holdsNoText(data: DataTransfer): boolean {
  return data.files.length > 0 && data.getData("text") === "";
}
