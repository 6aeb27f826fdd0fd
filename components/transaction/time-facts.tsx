import { useTranslations } from "next-intl";
import { Facts, Foreign } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { Payment } from "#lib/payment.ts";

/** When it was made: in our zone, and as the bank wrote it with its own offset. */
export function TimeFacts({ payment: { createdAt } }: { payment: Payment }) {
  const t = useTranslations();
  const time = useTime();
  return (
    <Section title={t("sections.time")}>
      <Facts
        missing={t("transaction.not_provided")}
        facts={[
          {
            label: t("fields.created_at"),
            value: createdAt?.instant ? time(createdAt.instant) : null,
          },
          {
            label: t("fields.created_at_bank"),
            value: createdAt && (
              <span className="font-mono">
                <Foreign>{createdAt.raw}</Foreign>
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}
