import {
  accountFor,
  balanceSet,
  burnSet,
  corruptedUserId,
  dropConstraint,
  entryId,
  entrySet,
  grantId,
  grantSet,
  settleNewest,
} from './corruption-statements.ts';
import type { Corruption } from './corruptions.ts';

const theirs = `"userId" = '${corruptedUserId}'`;

export const settlementCorruptions: Corruption[] = [
  {
    law: 8,
    rule: 'unpaid',
    place: 'entry 8',
    expected: '1',
    found: '0',
    sql: `DELETE FROM "GrantBurn" WHERE ${theirs} AND "toSeq" = 8; ${accountFor(grantId(1), 1)}`,
  },
  {
    law: 8,
    rule: 'unpaid',
    place: 'entry 13',
    expected: '-2',
    found: '0',
    sql: `${balanceSet(`"nextExpiryAt" = '2026-11-30T12:00:00Z'`)};
       DELETE FROM "CreditGrant" WHERE ${theirs} AND "entryId" = ${entryId(13)};
       ${grantSet(1, '"remainingCredits" = "remainingCredits" + 2')}; ${accountFor(grantId(1), -2)}`,
  },
  {
    law: 8,
    rule: 'burn',
    place: 'entry 8',
    expected: '97 to 96',
    found: '98 to 97',
    sql: burnSet(8, '"ownedFrom" = "ownedFrom" + 1, "ownedTo" = "ownedTo" + 1'),
  },
  {
    law: 8,
    rule: 'burn-grant',
    place: 'entry 8',
    expected: 'a grant of this user',
    found: 'grant gone',
    sql: `${dropConstraint('GrantBurn', 'userId_grantId_fkey')};
       ${burnSet(8, `"grantId" = 'gone'`)}; ${accountFor(grantId(1), 1)}`,
  },
  {
    law: 8,
    rule: 'burn-range',
    place: 'entry 8',
    expected: 'entries 8 to 15',
    found: 'entries 7 to 8',
    sql: `${burnSet(8, '"fromSeq" = 6, "ownedFrom" = 100')}; ${accountFor(grantId(1), -3)}`,
  },
  {
    law: 8,
    rule: 'unsettled',
    place: 'entry 16',
    expected: 'only spends without a hold after entry 15',
    found: 'ADJUSTMENT',
    sql: entrySet(16, `"kind" = 'ADJUSTMENT'`),
  },
  {
    law: 8,
    rule: 'settled',
    place: null,
    expected: '0 to 16',
    found: '17',
    sql: `${dropConstraint('CreditBalance', 'settledSeq_check')}; ${settleNewest}; ${balanceSet('"settledSeq" = 17')}`,
  },
  {
    law: 8,
    rule: 'settled-balance',
    place: null,
    expected: '98',
    found: '99',
    sql: `${grantSet(1, '"remainingCredits" = "remainingCredits" + 1')}; ${accountFor(grantId(1), -1)}`,
  },
  {
    law: 8,
    rule: 'due',
    place: null,
    expected: /^at most 2026-11-24T14:/,
    found: 'never',
    sql: balanceSet('"nextExpiryAt" = NULL'),
  },
  {
    law: 8,
    rule: 'due',
    place: null,
    expected: /^at most 2026-11-24T14:/,
    found: '2026-11-30T00:00:00.000Z',
    sql: balanceSet(`"nextExpiryAt" = '2026-11-30T00:00:00Z'`),
  },
];
