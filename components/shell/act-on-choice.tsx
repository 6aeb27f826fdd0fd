"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { savePreferences } from "#lib/palette/api.ts";
import { type Choice, onChoice } from "#lib/preferences/choice.ts";

/**
 * Acts on a choice of theme or language in the place: no bank is asked, nothing typed is lost and the
 * page does not jump. Without scripts, and where the choice could not be kept, the form does it.
 */
export function ActOnChoice({
  form,
  language,
}: {
  /** Id of the form. */
  form: string;
  /** Of the page as it is drawn. */
  language: string;
}) {
  const showLanguage = useLanguage(language);
  const act = useEffectEvent(async (choice: Choice) => {
    const isKept = await savePreferences(choice).then(
      () => true,
      () => false,
    );
    if (!isKept || (choice.language && isTranslated())) return sendForm(form, choice);
    if (choice.theme) showTheme(choice.theme);
    if (choice.language) showLanguage(choice.language);
  });
  useEffect(() => {
    const onSubmit = (event: SubmitEvent) => {
      const { target, submitter } = event;
      if (!(target instanceof HTMLFormElement) || target.id !== form) return;
      if (!(submitter instanceof HTMLButtonElement)) return;
      event.preventDefault();
      act({ [submitter.name]: submitter.value });
    };
    document.addEventListener("submit", onSubmit);
    const stop = onChoice((choice) => act(choice));
    return () => {
      document.removeEventListener("submit", onSubmit);
      stop();
    };
  }, [form]);
  return null;
}

/** Whether a browser's translator has replaced our text nodes, which React could not change then. */
function isTranslated(): boolean {
  return document.querySelector("font, ya-tr-span") !== null;
}

function sendForm(id: string, choice: Choice): void {
  const form = document.getElementById(id);
  if (!(form instanceof HTMLFormElement)) return;
  for (const [name, value] of Object.entries(choice)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.submit();
}

/** The style sheet shows the theme's own button, which leads on to the next theme. */
function showTheme(theme: string): void {
  const root = document.documentElement;
  const hadFocus = document.activeElement?.matches("[data-theme-button]");
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  if (!hadFocus) return;
  document.querySelector<HTMLElement>(`[data-theme-button=${theme}]`)?.focus();
}

/** How often it is tried, and how long a try may take. */
const TICK_MILLISECONDS = 500;
const TRY_MILLISECONDS = 5_000;

/**
 * Has the page drawn again until it comes in the wanted language. A try can be lost: Next drops a
 * navigation on its way when the page names its own address meanwhile (permalink.tsx).
 */
function useLanguage(shown: string): (wanted: string) => void {
  const router = useRouter();
  const [wanted, setWanted] = useState(shown);
  useEffect(() => {
    document.documentElement.lang = shown;
  }, [shown]);
  useEffect(() => {
    if (wanted === shown) return;
    let triedAt = Number.NEGATIVE_INFINITY;
    const attempt = () => {
      const isAwaitingBank = document.querySelector("[data-awaiting-bank]") !== null;
      if (isAwaitingBank || performance.now() - triedAt < TRY_MILLISECONDS) return;
      triedAt = performance.now();
      drawAgain(router);
    };
    attempt();
    const timer = setInterval(attempt, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [wanted, shown, router]);
  return setWanted;
}

/** A look-up that is shown is named in the address, so that it is drawn again and no bank is asked. */
function drawAgain(router: ReturnType<typeof useRouter>): void {
  const shown = document.querySelector<HTMLElement>("[data-observation]")?.dataset.observation;
  if (!shown) {
    router.refresh();
    return;
  }
  const url = new URL(window.location.href);
  url.searchParams.set("observation", shown);
  url.searchParams.set("still", "1");
  // A refresh at a changed address would scroll to the top.
  router.replace(`${url.pathname}${url.search}`, { scroll: false });
}
