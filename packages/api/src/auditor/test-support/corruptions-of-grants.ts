import {
  accountFor,
  burnSet,
  corruptedUserId,
  dropConstraint,
  entryId,
  entrySet,
  grantId,
  grantSet,
  insertGrant,
  scheduledId,
} from './corruption-statements.ts';
import type { Corruption } from './corruptions.ts';

const someGrant = /^grant \S+$/;
const theirs = `"userId" = '${corruptedUserId}'`;

export const grantCorruptions: Corruption[] = [
  {
    law: 8,
    rule: 'grant-count',
    place: 'entry 6',
    expected: '1 grant',
    found: '0',
    sql: `DELETE FROM "CreditGrant" WHERE ${theirs} AND "entryId" = ${entryId(6)};
       ${grantSet(1, '"remainingCredits" = "remainingCredits" + 2')}; ${accountFor(grantId(1), -2)}`,
  },
  {
    law: 8,
    rule: 'grant-count',
    place: 'entry 6',
    expected: '1 grant',
    found: '2',
    sql: insertGrant('twin', 6, 2),
  },
  {
    law: 8,
    rule: 'grant-amount',
    place: 'entry 6',
    expected: '2',
    found: '3',
    sql: `${grantSet(6, '"amountCredits" = 3')}; ${accountFor(grantId(6), 1)}`,
  },
  {
    law: 8,
    rule: 'grant-origin',
    place: 'grant stray',
    expected: 'a GRANT, a REFUND or a positive ADJUSTMENT',
    found: /^entry \S+$/,
    sql: insertGrant('stray', 2, 5),
  },
  {
    law: 8,
    rule: 'grant-return',
    place: someGrant,
    expected: 'a REFUND and a grant of this user',
    found: 'an unknown grant',
    sql: grantSet(13, `"originGrantId" = 'gone'`),
  },
  {
    law: 8,
    rule: 'grant-return',
    place: someGrant,
    expected: 'a REFUND and a grant of this user',
    found: 'no REFUND',
    sql: grantSet(6, `"originGrantId" = ${grantId(1)}`),
  },
  {
    law: 8,
    rule: 'grant-remainder',
    place: someGrant,
    expected: '0 to 2',
    found: '3',
    sql: `${dropConstraint('CreditGrant', 'remainingCredits_check')};
       ${grantSet(6, '"remainingCredits" = 3')}; ${accountFor(grantId(6), -1)};
       ${grantSet(1, '"remainingCredits" = "remainingCredits" - 1')}; ${accountFor(grantId(1), 1, 9)}`,
  },
  {
    law: 8,
    rule: 'grant-remainder',
    place: someGrant,
    expected: '0',
    found: '2',
    sql: grantSet(6, `"voidedAt" = 'epoch'`),
  },
  {
    law: 8,
    rule: 'grant-account',
    place: someGrant,
    expected: '2',
    found: '3',
    sql: accountFor(grantId(6), 1),
  },
  {
    law: 8,
    rule: 'grant-account',
    place: someGrant,
    expected: 'nothing before it starts',
    found: '1',
    sql: accountFor(scheduledId, 1),
  },
  {
    law: 8,
    rule: 'removal',
    place: 'entry 12',
    expected: 'an expiry of an ended grant, or an adjustment of one',
    found: /^EXPIRY of a grant that ends 2100-/,
    sql: grantSet(9, `"expiresAt" = '2100-01-01'`),
  },
  {
    law: 8,
    rule: 'removal',
    place: 'entry 12',
    expected: 'an expiry of an ended grant, or an adjustment of one',
    found: 'EXPIRY of no grant',
    sql: entrySet(12, '"grantId" = NULL'),
  },
  {
    law: 8,
    rule: 'removal-payer',
    place: 'entry 12',
    expected: someGrant,
    found: someGrant,
    sql: `${burnSet(12, `"grantId" = ${grantId(1)}`)}; ${accountFor(grantId(9), 1)}; ${accountFor(grantId(1), -1, 9)}`,
  },
];
