import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { INPUT } from "#components/ui/button.ts";
import { ShowPassword } from "./show-password.tsx";

/** A labelled field for a password, which can be shown while it is typed. */
export function PasswordField({
  label,
  name,
  ...input
}: Omit<ComponentProps<"input">, "type"> & { label: string; name: string }) {
  const t = useTranslations("sign_in");
  return (
    <div className="space-y-1 text-sm">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={`field-${name}`} className="font-medium">
          {label}
        </label>
        <ShowPassword show={t("show_password")} hide={t("hide_password")} />
      </div>
      <input
        id={`field-${name}`}
        name={name}
        type="password"
        className={`${INPUT} w-full`}
        {...input}
      />
    </div>
  );
}
