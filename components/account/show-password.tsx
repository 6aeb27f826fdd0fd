"use client";
import { type MouseEvent, useState } from "react";

/** Shows what was typed into the password field beside it, or hides it again. Needs scripts. */
export function ShowPassword({ show, hide }: { show: string; hide: string }) {
  const [isShown, setIsShown] = useState(false);
  function toggle({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    const field = currentTarget.parentElement?.parentElement?.querySelector("input");
    if (!field) return;
    field.type = isShown ? "password" : "text";
    setIsShown(!isShown);
  }
  return (
    <button
      type="button"
      data-needs-scripts=""
      onClick={toggle}
      className="button-text max-sm:min-h-11"
    >
      {isShown ? hide : show}
    </button>
  );
}
