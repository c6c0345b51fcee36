import { corruptedUserId, dropConstraint, entrySet, holdId, holdSet } from './corruption-statements.ts';
import type { Corruption } from './corruptions.ts';

const someHold = /^hold \S+$/;
const deleteAnswer = (verb: string, status: string) =>
  `DELETE FROM "OperationKey" WHERE "userId" = '${corruptedUserId}' AND "verb" = '${verb}'
     AND "answer"->>'id' = ${holdId(status)}`;

export const holdCorruptions: Corruption[] = [
  {
    law: 1,
    rule: 'hold-shares',
    place: someHold,
    expected: 'shares of 9',
    found: '0',
    sql: holdSet('RELEASED', `"shares" = '[]'`),
  },
  {
    law: 1,
    rule: 'hold-shares',
    place: someHold,
    expected: 'shares of 9',
    found: '0',
    sql: holdSet('RELEASED', `"shares" = '"nine"'`),
  },
  {
    law: 5,
    rule: 'hold-key',
    place: someHold,
    expected: '1 hold, 0 release',
    found: '0 hold, 0 release',
    sql: deleteAnswer('hold', 'OPEN'),
  },
  {
    law: 5,
    rule: 'hold-key',
    place: someHold,
    expected: '1 hold, 1 release',
    found: '1 hold, 0 release',
    sql: deleteAnswer('release', 'RELEASED'),
  },
  {
    law: 5,
    rule: 'hold-key',
    place: 'hold gone',
    expected: 'no answer',
    found: '1 hold, 0 release',
    sql: `INSERT INTO "OperationKey" ("userId", "idempotencyKey", "verb", "requestHash", "answer")
       VALUES ('${corruptedUserId}', 'gone', 'hold', '', '{"id":"gone"}')`,
  },
  {
    law: 7,
    rule: 'hold-link',
    place: 'entry 13',
    expected: 'only spends capture holds',
    found: /^REFUND of hold \S+$/,
    sql: entrySet(13, `"holdId" = ${holdId('OPEN')}`),
  },
  {
    law: 7,
    rule: 'hold-state',
    place: someHold,
    expected: 'endedAt if ended, capturedCredits only if captured',
    found: 'RELEASED, not ended, captured 0',
    sql: `${dropConstraint('CreditHold', 'endedAt_check')}; ${holdSet('RELEASED', '"endedAt" = NULL')}`,
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: someHold,
    expected: 'CAPTURED, captured 2',
    found: '1 entry of 1',
    sql: holdSet('CAPTURED', '"capturedCredits" = 2'),
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: someHold,
    expected: 'CAPTURED, captured 1',
    found: '0 entries of 0',
    sql: entrySet(11, '"holdId" = NULL'),
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: someHold,
    expected: 'CAPTURED, captured 2',
    found: '2 entries of 2',
    sql: `${entrySet(3, `"holdId" = ${holdId('CAPTURED')}`)}; ${holdSet('CAPTURED', '"capturedCredits" = 2')}`,
  },
  {
    law: 7,
    rule: 'hold-capture',
    place: 'hold gone',
    expected: 'no such hold, captured 0',
    found: '1 entry of 1',
    sql: `${dropConstraint('UsageHistory', 'userId_holdId_fkey')}; ${entrySet(3, `"holdId" = 'gone'`)}`,
  },
  {
    law: 8,
    rule: 'hold-grants',
    place: someHold,
    expected: 'shares of grants of this user',
    found: '1 of others',
    sql: holdSet('RELEASED', `"shares" = '[{"grantId":"gone","credits":9}]'`),
  },
];
