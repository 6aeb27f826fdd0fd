import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Database } from "./client.ts";

/**
 * Statements that run at every look-up: their text is made once, and PostgreSQL reads it once for each
 * connection (`prepare`). Rows are one parameter, so the text is the same for any number of them.
 */

/**
 * Makes a statement that gives nothing back. The values are those of its placeholders. A name belongs to one
 * text.
 */
export function statement(
  name: string,
  text: SQL,
): (db: Database, values: Record<string, unknown>) => Promise<void> {
  const query = new PgDialect().sqlToQuery(text);
  return async (db, values) => {
    await db._.session.prepareQuery(query, undefined, name, false).execute(values);
  };
}

/**
 * Prepares a query once for each database or transaction: for those that run at every request, as making the
 * text of a query with a builder takes longer than sending it.
 */
export function preparedOnce<Query>(prepare: (db: Database) => Query): (db: Database) => Query {
  const queries = new WeakMap<Database, Query>();
  return (db) => {
    const query = queries.get(db) ?? prepare(db);
    queries.set(db, query);
    return query;
  };
}

/** Makes a statement that gives rows, as the schema reads them; otherwise like `statement`. */
export function question<Row>(
  name: string,
  text: SQL,
  row: z.ZodType<Row>,
): (db: Database, values: Record<string, unknown>) => Promise<Row[]> {
  const query = new PgDialect().sqlToQuery(text);
  const answerSchema = z.object({ rows: z.array(row) });
  return async (db, values) => {
    const prepared = db._.session.prepareQuery(query, undefined, name, false);
    return answerSchema.parse(await prepared.execute(values)).rows;
  };
}

/** An `insert` into a table of the rows that the placeholder stands for; see `rowsAsJson`. */
export function insertOfRows(table: PgTable, placeholder: string): SQL {
  const names = sql.join(
    givenColumns(table).map(([, name]) => sql.identifier(name)),
    sql`, `,
  );
  return sql`insert into ${table} (${names}) select ${names}
    from json_populate_recordset(null::${table}, ${sql.placeholder(placeholder)}::json)`;
}

/**
 * Rows as the value of that placeholder. A column that a row leaves out becomes null, so those with defaults
 * must be given. Texts must be what PostgreSQL can store: no NUL and no half of a surrogate pair.
 */
export function rowsAsJson<Table extends PgTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
): string {
  const columns = givenColumns(table);
  return JSON.stringify(
    rows.map((row: Record<string, unknown>) =>
      Object.fromEntries(columns.map(([key, name]) => [name, row[key]])),
    ),
  );
}

/** Keys and names of the columns that PostgreSQL does not number by itself. */
function givenColumns(table: PgTable): [key: string, name: string][] {
  return Object.entries(getTableColumns(table))
    .filter(([, { generatedIdentity }]) => generatedIdentity?.type !== "always")
    .map(([key, { name }]) => [key, name]);
}
