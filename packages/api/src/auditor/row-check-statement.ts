import { Prisma } from '@scrip/database';
import type { RowRule } from './audit-rules.ts';

/** A row rule in SQL: which rows break it, and what to tell of one, as text. */
export type RowCheck = { rule: RowRule; broken: Prisma.Sql; tell: [Prisma.Sql, Prisma.Sql, Prisma.Sql] };

// As text, numbers sort like numbers only at equal length.
export const seq = Prisma.sql`lpad("seq"::text, 10, '0')`;

/** A JSON object with the places of each rule that is broken somewhere: `{}` for rows in order. */
export function placesOf(checks: RowCheck[]): Prisma.Sql {
  const places = checks.map(
    ({ rule, broken, tell: [row, expected, found] }) => Prisma.sql`${rule}::text,
      CASE WHEN COUNT(*) FILTER (WHERE ${broken}) > 0 THEN jsonb_build_object(
        'count', COUNT(*) FILTER (WHERE ${broken}),
        'first', MIN(ARRAY[(${row})::text, (${expected})::text, (${found})::text]) FILTER (WHERE ${broken})) END`,
  );
  return Prisma.sql`jsonb_strip_nulls(jsonb_build_object(${Prisma.join(places)})) AS "places"`;
}
