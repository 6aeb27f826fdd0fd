"use client";

/** A button with words that copies a text which is not in the page's HTML. */
export function CopyText({ text, label, done }: { text: string; label: string; done: string }) {
  return (
    <button
      type="button"
      data-needs-scripts=""
      ref={(element) => {
        if (element) Object.assign(element.dataset, { copy: text, copyDone: done });
      }}
      className="button-plain"
    >
      <span className="copy-icon" />
      {label}
    </button>
  );
}
