import { AmountCredits } from '../credits/schema.ts';

const MAX_BULK_LINES = 1000;

export type BulkLine = {
  /** As an editor counts, from 1. */
  line: number;
  user: string;
  amountCredits: number | null;
  problem: string | null;
};

const columns = ['user', 'credits'];

/**
 * Reads a CSV with the columns `user` (an id, a Clerk id or an e-mail) and `credits`. Every line is judged by itself; one
 * that cannot be read has its problem.
 */
export function readBulkGrant(csv: string): BulkLine[] {
  const [header, ...rows] = splitRows(csv);
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  if (!header || names.length !== columns.length || !columns.every((name) => names.includes(name))) {
    const problem = `The first line must name the columns: ${columns.join(',')}.`;
    return [{ line: 1, user: '', amountCredits: null, problem }];
  }
  if (rows.length === 0)
    return [{ line: 1, user: '', amountCredits: null, problem: 'There is no line of data.' }];
  if (rows.length > MAX_BULK_LINES) {
    const problem = `There are ${rows.length} lines of data; at most ${MAX_BULK_LINES} go at once.`;
    return [{ line: 1, user: '', amountCredits: null, problem }];
  }
  return rows.map(({ line, cells }) => readRow(line, cells, names));
}

function readRow(line: number, cells: string[], names: string[]): BulkLine {
  if (cells.length !== names.length) {
    const problem = `This line has ${cells.length} columns, not ${names.length}.`;
    return { line, user: cells[0]?.trim() ?? '', amountCredits: null, problem };
  }
  const user = cells[names.indexOf('user')]?.trim() ?? '';
  const text = cells[names.indexOf('credits')]?.trim() ?? '';
  if (user === '') return { line, user, amountCredits: null, problem: 'The user is missing.' };
  if (!/^-?\d+(\.\d+)?$/.test(text)) {
    return { line, user, amountCredits: null, problem: 'The credits are not a number.' };
  }
  const { data, error } = AmountCredits.safeParse(Number(text));
  const problem = error?.issues[0]?.message ?? null;
  return { line, user, amountCredits: data ?? null, problem };
}

type Row = { line: number; cells: string[] };

/** Quoted cells may hold commas, line ends and doubled quotes; empty lines count, but are no rows. */
function splitRows(csv: string): Row[] {
  const rows: Row[] = [];
  let [line, startLine, cell, isQuoted] = [1, 1, '', false];
  let cells: string[] = [];
  const endRow = () => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== '') rows.push({ line: startLine, cells });
    [cells, cell] = [[], ''];
  };
  const text = csv.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isQuoted && character === '"' && text[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n' && !isQuoted) {
      endRow();
      line += 1;
      startLine = line;
    } else {
      if (character === '\n') line += 1;
      cell += character;
    }
  }
  endRow();
  return rows;
}
