"use client";
import { useEffect } from "react";

/** What can be wrong with a field, as sentences; `too_short` with {min}. */
export interface ProblemWords {
  required: string;
  choose: string;
  email: string;
  too_short: string;
  unreadable: string;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Shows the words below each field that the browser finds wrong, until it is mended. */
export function ShowFormProblems({ words }: { words: ProblemWords }) {
  useEffect(() => {
    const onInvalid = (event: Event) => {
      const field = event.target;
      if (!isField(field)) return;
      event.preventDefault();
      show(field, problemOf(field, words));
      // The first one of the form is where the person goes on.
      if (field.form?.querySelector(":invalid:not(fieldset)") === field) field.focus();
    };
    const onChange = ({ target }: Event) => {
      if (isField(target) && target.validity.valid) hide(target);
    };
    // The event does not bubble.
    document.addEventListener("invalid", onInvalid, true);
    document.addEventListener("input", onChange);
    return () => {
      document.removeEventListener("invalid", onInvalid, true);
      document.removeEventListener("input", onChange);
    };
  }, [words]);
  return null;
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}

function problemOf(field: Field, words: ProblemWords): string {
  const { validity } = field;
  // Set by a page of ours, in its own language.
  if (validity.customError) return field.validationMessage;
  if (validity.valueMissing) {
    const isChoice = field instanceof HTMLSelectElement || /radio|checkbox/.test(field.type);
    return isChoice ? words.choose : words.required;
  }
  if (validity.typeMismatch && field.type === "email") return words.email;
  if (validity.tooShort && "minLength" in field) {
    return words.too_short.replace("{min}", String(field.minLength));
  }
  return words.unreadable;
}

/** Marks the note of a field, which names the field's other descriptions to be given back. */
const NOTE = "data-problem-of";

function show(field: Field, text: string): void {
  if (isSaidAlready(field, text)) return;
  const note = noteOf(field) ?? makeNote(field);
  note.textContent = text;
  field.setAttribute("aria-invalid", "true");
}

/** A box that says by itself what is wrong with it. */
function isSaidAlready(field: Field, text: string): boolean {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
  return ids.some((id) => {
    const said = document.getElementById(id);
    return said !== null && !said.hasAttribute(NOTE) && said.textContent === text;
  });
}

function noteOf(field: Field): HTMLElement | null {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
  const notes = ids.map((id) => document.getElementById(id));
  return notes.find((note) => note?.hasAttribute(NOTE)) ?? null;
}

function makeNote(field: Field): HTMLElement {
  const note = document.createElement("p");
  const others = field.getAttribute("aria-describedby") ?? "";
  note.id = `problem-${Math.random().toString(36).slice(2)}`;
  note.setAttribute(NOTE, others);
  note.setAttribute("role", "alert");
  note.className = "mt-1 text-red-ink text-sm";
  (field.closest("label") ?? field).after(note);
  field.setAttribute("aria-describedby", `${note.id} ${others}`.trim());
  return note;
}

function hide(field: Field): void {
  const note = noteOf(field);
  if (!note) return;
  const others = note.getAttribute(NOTE);
  if (others) field.setAttribute("aria-describedby", others);
  else field.removeAttribute("aria-describedby");
  field.removeAttribute("aria-invalid");
  note.remove();
}
