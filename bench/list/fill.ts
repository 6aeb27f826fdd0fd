import { indexOf } from "#lib/list/search-index.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { chanceOf } from "../million/chance.ts";
import type { Filled, OpenDatabase } from "../million/database.ts";
import { madePayment } from "./made-payments.ts";

/** Fills a database with made-up payments, in bulk, as many look-ups would have over the years. */

/** The one that a demo shows. */
export const ENVIRONMENT = "practice";
/** Payments in one statement. */
const BATCH = 4_000;
const STAFF = 12;

/** Leaves a database alone that has as many already. */
export async function fill(database: OpenDatabase, count: number): Promise<Filled> {
  const run = (text: string, ...values: unknown[]) => database.query({ text, values });
  const begun = performance.now();
  const [found] = await run("select count(*)::int as count from payments");
  const isFull = found?.count === count;
  if (!isFull) {
    await run("truncate payments, observations, people, choices, sessions, saved_views cascade");
    await run("set maintenance_work_mem = '256MB'");
    const indexes = await dropIndexes(run);
    await addPeople(run);
    // The references are right by how the rows are made: looking each up would take minutes.
    await run("set session_replication_role = replica");
    for (let from = 0; from < count; from += BATCH) {
      await add(run, from, Math.min(count, from + BATCH), count);
    }
    await run("set session_replication_role = origin");
    for (const definition of indexes) await run(definition);
    await addChoices(run);
    await run("vacuum analyze payments");
    await run("vacuum analyze observations");
    await run("analyze");
    await run("checkpoint");
  }
  const [size] = await run("select pg_database_size(current_database())::float8 as bytes");
  return { milliseconds: isFull ? null : performance.now() - begun, bytes: Number(size?.bytes) };
}

type Run = (text: string, ...values: unknown[]) => Promise<Record<string, unknown>[]>;

/** Indexes are built more quickly than kept up; gives how to make them again. */
async function dropIndexes(run: Run): Promise<string[]> {
  const rows = await run(
    `select indexname, indexdef from pg_indexes
     where tablename in ('payments', 'observations') and indexname not like '%pkey'`,
  );
  for (const { indexname } of rows) await run(`drop index "${indexname}"`);
  return rows.map(({ indexdef }) => String(indexdef));
}

/** The id of the n-th of the staff. */
export function personId(place: number): string {
  return `00000000-0000-4000-a000-${String(place).padStart(12, "0")}`;
}

async function addPeople(run: Run): Promise<void> {
  for (let place = 0; place < STAFF; place += 1) {
    await run(
      "insert into people (id, email, role, created_at) values ($1, $2, 'clerk', now())",
      personId(place),
      `clerk${place}@example.kz`,
    );
  }
}

async function add(run: Run, from: number, to: number, all: number): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, n) =>
    rowOf(from + n, madePayment(from + n, all)),
  );
  await run(
    `with made as materialized (
       select * from json_to_recordset($1::json) as row (
         id uuid, terminal text, service text, invoice text, bank text, person uuid, looked timestamptz,
         paid timestamptz, amount bigint, kind text, class text, milliseconds int, answer jsonb, terms text[],
         words_public text, words_personal text)),
     seen as (
       insert into observations (id, environment, terminal, service, invoice_id, asked_by, checked_at,
         bank_milliseconds, kind, class, answer)
       select id, $2, terminal, service, invoice, person, looked, milliseconds, kind, class, answer from made)
     insert into payments (environment, terminal, service, invoice_id, bank_id, observation_id, looked_at,
       paid_at, amount, terms, words_public, words_personal)
     select $2, terminal, service, invoice, bank, id, looked, paid, amount, terms, words_public, words_personal
     from made`,
    JSON.stringify(rows),
    ENVIRONMENT,
  );
}

function rowOf(place: number, answer: LookUpAnswer): Record<string, unknown> {
  const { observationId, invoiceId, terminal, service, checkedAt, bankMilliseconds, ...said } =
    answer;
  const person = personId(Math.floor(STAFF ** chanceOf(place).next()) - 1);
  const harmlessKeys = new Set<string>();
  const { terms, wordsPublic, wordsPersonal, paidAt, amount } = indexOf(answer, {
    lookedBy: person,
    harmlessKeys,
  });
  return {
    id: observationId,
    terminal,
    service,
    invoice: invoiceId,
    bank: answer.payment?.bankId ?? "",
    person,
    looked: checkedAt,
    paid: paidAt,
    amount,
    kind: said.kind,
    class: said.class,
    milliseconds: bankMilliseconds,
    answer: said,
    terms,
    words_public: wordsPublic,
    words_personal: wordsPersonal,
  };
}

async function addChoices(run: Run): Promise<void> {
  await run(
    `insert into choices (environment, term)
     select distinct $1, term from payments, unnest(terms) as term
     where term ~ '^(currency|brand|issuer|country):'`,
    ENVIRONMENT,
  );
}
