import { expect, test } from 'vitest';
import { toCsvLine } from './users-csv.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
])('the text %j is no formula in a spreadsheet', (text, written) => {
  expect(toCsvLine([text])).toBe(`${written}\r\n`);
});

test('quotes, commas and line breaks stay inside their field', () => {
  expect(toCsvLine(['a "b", c\nd', '=x,y', null, -5, true])).toBe(`"a ""b"", c\nd","'=x,y",,-5,true\r\n`);
});
