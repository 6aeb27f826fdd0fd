import { BadgeMark } from "#components/status/badge-mark.tsx";
import { Facts } from "#components/ui/facts/facts.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ShareSnapshot } from "#lib/share/share.ts";
import { type ShareContext, type ShareWords, shareWords } from "#lib/share/words.ts";

/** The snapshot of a payment as the recipient sees it, in the language of the link. */
export function SharedPayment({
  snapshot,
  context,
}: {
  snapshot: ShareSnapshot;
  context: ShareContext;
}) {
  const words = shareWords(snapshot, context);
  return (
    <article lang={context.locale} data-shared className="space-y-4">
      {words.warning ? <Notice tone="amber">{words.warning}</Notice> : null}
      <p className="text-muted text-sm">{words.from}</p>
      <Outcome words={words} />
      {words.doubt ? <Notice tone="amber">{words.doubt}</Notice> : null}
      <div className="card">
        <Facts
          words={{ missing: words.missing }}
          facts={words.facts.map(({ label, value }) => ({ label, value, is: "foreign" }))}
        />
        <Steps steps={words.steps} />
      </div>
      <p className="text-muted text-sm">{words.stated}</p>
    </article>
  );
}

function Outcome({ words }: { words: ShareWords }) {
  return (
    <div className="card space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {words.sum ? (
          <p className="font-semibold text-2xl text-ink">
            <bdi translate="no">{words.sum}</bdi>
          </p>
        ) : null}
        <BadgeMark badge={words.badge} word={words.state} large />
      </div>
      <p className="font-medium text-ink text-lg">{words.sentence}</p>
      {words.customer ? <p className="text-ink">{words.customer}</p> : null}
    </div>
  );
}

function Steps({ steps }: Pick<ShareWords, "steps">) {
  if (!steps) return null;
  return (
    <div className="mt-4 border-line border-t pt-4">
      <p className="mb-2 text-muted text-sm">{steps.title}</p>
      <ol className="space-y-3 border-line border-l pl-4">
        {steps.list.map(({ state, badge, at }) => (
          <li key={at} className="space-y-1 text-sm">
            <BadgeMark badge={badge} word={state} />
            <p className="text-muted">{at}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
