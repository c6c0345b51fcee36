import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('quotes, commas, line breaks and what looks like a formula are made harmless; numbers stay numbers', () => {
  expect(
    toCsv([
      ['a', 'say "hi"', 'x,y', 'two\nlines'],
      ['=1+1', '@cmd', '+5', '-5'],
      [-5, 0, null, '🙂'],
    ]),
  ).toBe(`a,"say ""hi""","x,y","two\nlines"\r\n'=1+1,'@cmd,'+5,'-5\r\n-5,0,,🙂\r\n`);
});
