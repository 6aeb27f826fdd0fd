import { AttentionList } from "#components/home/attention-list.tsx";
import { HourChart } from "#components/home/hour-chart.tsx";
import { SetUpList } from "#components/home/set-up-list.tsx";
import { TeamCard } from "#components/home/team-card.tsx";
import { Tiles } from "#components/home/tiles.tsx";
import { can } from "#lib/account/access.ts";
import type { BankHealth } from "#lib/home/bank-health.ts";
import type { Actor } from "#lib/server/actor.ts";
import { attention } from "#lib/server/home/attention.ts";
import { checklist } from "#lib/server/home/checklist.ts";
import { dayFigures } from "#lib/server/home/day-figures.ts";

/**
 * The shop's day for those who may see who looks at payments: what needs somebody, and the day's figures;
 * for administrators what is still to be set up.
 */
export async function ShopDay({
  actor,
  health,
  now,
}: {
  actor: Actor;
  health: BankHealth;
  now: Date;
}) {
  const [urgent, figures, steps] = await Promise.all([
    attention(actor),
    dayFigures(),
    can(actor.role, "people.manage") ? checklist(actor) : null,
  ]);
  return (
    <>
      {steps ? <SetUpList steps={steps} /> : null}
      <Tiles attention={urgent} health={health} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <AttentionList rows={urgent.rows} now={now} />
        <div className="space-y-4">
          <HourChart hours={figures.hours} reasons={figures.reasons} />
          <TeamCard team={figures.team} />
        </div>
      </div>
    </>
  );
}
