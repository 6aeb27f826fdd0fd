import { useTranslations } from "next-intl";
import { useActText } from "#components/account/use-act-text.ts";
import { useFieldLabel } from "#components/payment/facts/use-field-label.ts";
import { ROLES } from "#lib/account/access.ts";
import type { Act } from "#lib/account/acts.ts";
import { BLOCK_REASONS, REVEAL_REASONS } from "#lib/payment/facts/personal.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { SentAgain, type SentField } from "./sent-again.tsx";

type Fields = Readonly<Record<string, string>>;

/**
 * Shows a form again that was sent after its session had ended, or before the proof that it needs;
 * nothing for unknown handlers.
 */
export function ActAgain({ to, fields }: { to: string; fields: Fields }) {
  switch (to) {
    case "/api/people":
      return <PersonAgain fields={fields} />;
    case "/api/views":
      return <ViewAgain fields={fields} />;
    case "/api/reveals":
      return <RevealAgain fields={fields} />;
    case "/api/call-backs":
      return <CallBackAgain fields={fields} />;
    case "/api/payer-blocks":
      return <BlockAgain fields={fields} />;
    case "/api/payer-blocks/lift":
      return <OwnAgain to={to} act="payer_unblock" hidden={fields} leave="/personal-data" />;
    case "/api/account/passkeys":
      return <OwnAgain to={to} act="passkey_remove" hidden={fields} leave="/account" />;
    case "/api/account/factor":
    case "/api/account/sso": {
      const act = ACCOUNT_ACTS.find(([form]) => form === fields.act)?.[1];
      return act ? <OwnAgain to={to} act={act} hidden={fields} leave="/account" /> : null;
    }
    default:
      return null;
  }
}

/** Buttons of the account page: what their form sends, and the act. */
const ACCOUNT_ACTS = [
  ["begin", "app_set"],
  ["codes", "codes_renew"],
  ["connect", "identity_link"],
  ["disconnect", "identity_unlink"],
] as const;

/** A button without fields to fill in. */
function OwnAgain({
  to,
  act,
  hidden,
  leave,
}: {
  to: string;
  act: Act["name"];
  hidden: Fields;
  leave: string;
}) {
  const text = useActText()({ name: act, on: "" });
  return <SentAgain to={to} title={text} button={text} fields={[]} hidden={hidden} leave={leave} />;
}

const PERSON_ACTS = ["invite", "block", "unblock", "sign_out", "reset", "reset_factor"] as const;

function PersonAgain({ fields }: { fields: Fields }) {
  const t = useTranslations("account.people");
  const role = useTranslations("app.role");
  const { act = "", email = "" } = fields;
  const known = PERSON_ACTS.find((one) => one === act);
  const label = t(known ?? "change_role");
  const roleField: SentField = {
    name: "role",
    value: fields.role ?? "clerk",
    label: t("role"),
    as: { is: "choice", options: ROLES.map((one) => ({ value: one, label: role(one) })) },
  };
  const isInvitation = act === "invite";
  return (
    <SentAgain
      to="/api/people"
      title={label}
      button={label}
      fields={[
        {
          name: "email",
          value: email,
          label: t("email"),
          as: { is: isInvitation ? "email" : "fixed" },
        },
        ...(isInvitation || act === "role" ? [roleField] : []),
      ]}
      hidden={{ act }}
      leave="/people"
    />
  );
}

function ViewAgain({ fields: { name = "", ...hidden } }: { fields: Fields }) {
  const t = useTranslations("history.views");
  return (
    <SentAgain
      to="/api/views"
      title={t("title")}
      button={t("save")}
      fields={[{ name: "name", value: name, label: t("name"), as: { is: "text" } }]}
      hidden={hidden}
      leave={`/transactions?${new URLSearchParams(hidden.query)}`}
    />
  );
}

/** The field for a reason, preset to the one that was sent. */
function reasonField(
  value: string,
  { label, options }: { label: string; options: readonly { value: string; label: string }[] },
): SentField {
  return { name: "reason", value, label, as: { is: "choice", options } };
}

function RevealAgain({ fields }: { fields: Fields }) {
  const t = useTranslations("personal");
  const { invoiceId = "", reason = "", note = "", ...hidden } = fields;
  const invoice = useInvoiceField(invoiceId);
  const fieldLabel = useFieldLabel();
  const ownWords: SentField = {
    name: "note",
    value: note,
    label: t("own_words"),
    as: { is: "text" },
  };
  return (
    <SentAgain
      to="/api/reveals"
      title={t("title", { field: fieldLabel(hidden.field ?? "") })}
      button={t("confirm")}
      fields={[
        invoice,
        reasonField(reason, {
          label: t("reason"),
          options: REVEAL_REASONS.map((one) => ({ value: one, label: t(`reasons.${one}`) })),
        }),
        ...(reason === "other" ? [ownWords] : []),
      ]}
      hidden={hidden}
      leave={paymentPath(fields)}
    />
  );
}

function BlockAgain({ fields }: { fields: Fields }) {
  const t = useTranslations("privacy.block");
  const { invoiceId = "", reason = "", ...hidden } = fields;
  const invoice = useInvoiceField(invoiceId);
  return (
    <SentAgain
      to="/api/payer-blocks"
      title={t("begin")}
      button={t("confirm")}
      fields={[
        invoice,
        reasonField(reason, {
          label: t("reason"),
          options: BLOCK_REASONS.map((one) => ({ value: one, label: t(`reasons.${one}`) })),
        }),
      ]}
      hidden={hidden}
      leave={paymentPath(fields)}
    />
  );
}

/** Minutes from now stay as they were pressed; a time of the day may be changed. */
function CallBackAgain({ fields }: { fields: Fields }) {
  const t = useTranslations("call_back");
  const { invoiceId = "", at, ...hidden } = fields;
  const invoice = useInvoiceField(invoiceId);
  const time: SentField = {
    name: "at",
    value: at ?? "",
    label: t("time_of_day"),
    as: { is: "text" },
  };
  return (
    <SentAgain
      to="/api/call-backs"
      title={t("title")}
      button={t("promise")}
      fields={at === undefined ? [invoice] : [invoice, time]}
      hidden={hidden}
      leave={paymentPath(fields)}
    />
  );
}

function useInvoiceField(invoiceId: string): SentField {
  const t = useTranslations("transaction");
  return { name: "invoiceId", value: invoiceId, label: t("invoice"), as: { is: "fixed" } };
}

/** The path of the payment's page, or of the look-up page if the fields name no payment. */
function paymentPath(fields: Fields): string {
  const { data } = lookUpInputSchema.safeParse(fields);
  return data ? transactionPath(data) : "/";
}
