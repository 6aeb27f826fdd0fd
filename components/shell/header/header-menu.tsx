"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { CommandTrigger } from "#components/command/command-trigger.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import type { PageLink } from "./page-links.tsx";

interface MenuWords {
  menu: string;
  account: string;
  /** Null for those who may not see the settings. */
  settings: string | null;
  sign_out: string;
  /** The palette and the help of the keys; null for those who look up nothing. */
  commands: { palette: string; paletteKeys: string; help: string } | null;
}

/**
 * Who is signed in, the ways on, language and theme, help and the way out. Opens and works without
 * scripts; these close it where a person turns to something else.
 */
export function HeaderMenu({
  email,
  role,
  initials,
  pages,
  words,
  children,
}: {
  email: string;
  /** As a word. */
  role: string;
  initials: string;
  /** Shown on narrow screens, whose head has no room for them. */
  pages: readonly PageLink[];
  words: MenuWords;
  /** Language and theme. */
  children: ReactNode;
}) {
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  return (
    <details ref={menu} className="header-menu">
      <summary title={`${email}, ${role}`}>
        <span aria-hidden="true" translate="no" className="text-ink uppercase">
          {initials}
        </span>
        <span className="sr-only">{`${words.menu}: ${email}, ${role}`}</span>
        <Icon name="chevron" />
      </summary>
      <div>
        <p className="px-3 py-2 text-sm">
          <span translate="no" className="block font-medium text-ink [overflow-wrap:anywhere]">
            {email}
          </span>
          <span className="text-muted">{role}</span>
        </p>
        <ul className="border-line border-t py-1">
          {pages.map(({ href, name, isHere }) => (
            <li key={href} className="lg:hidden">
              <a href={href} aria-current={isHere ? "page" : undefined} className="menu-line">
                {name}
              </a>
            </li>
          ))}
          <li>
            <a href="/account" className="menu-line">
              {words.account}
            </a>
          </li>
          {words.settings ? (
            <li>
              <a href="/settings" className="menu-line">
                {words.settings}
              </a>
            </li>
          ) : null}
        </ul>
        <div className="border-line border-t px-3 py-2">{children}</div>
        <div className="border-line border-t py-1">
          {words.commands ? <MenuCommands words={words.commands} /> : null}
          <form action="/api/sign-out" method="post">
            <button type="submit" className="menu-line">
              {words.sign_out}
              <Icon name="leave" />
            </button>
          </form>
        </div>
      </div>
    </details>
  );
}

function MenuCommands({ words }: { words: NonNullable<MenuWords["commands"]> }) {
  return (
    <>
      <CommandTrigger command="palette" className="menu-line">
        {words.palette}
        <span aria-hidden="true" className="max-sm:hidden">
          {words.paletteKeys}
        </span>
      </CommandTrigger>
      <CommandTrigger command="help" className="menu-line">
        {words.help}
        <span aria-hidden="true" className="max-sm:hidden">
          ?
        </span>
      </CommandTrigger>
    </>
  );
}

/** Closes the menu by Escape, and where something else of the page is pressed or a command is run. */
function useClosing(menu: { current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const close = () => menu.current?.removeAttribute("open");
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape" || !menu.current?.open) return;
      close();
      menu.current.querySelector("summary")?.focus();
    };
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || !menu.current?.open) return;
      if (!menu.current.contains(target)) close();
      else if (target.closest("[data-needs-scripts]")) {
        close();
        // Where a window that opens gives the focus back to.
        menu.current.querySelector("summary")?.focus();
      }
    };
    document.addEventListener("keydown", onKey);
    // Before the command runs.
    document.addEventListener("click", onClick, true);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick, true);
    };
  }, [menu]);
}
