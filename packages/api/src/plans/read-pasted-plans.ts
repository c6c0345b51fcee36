import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { ClerkPlan } from './clerk-plan.ts';

const MAX_ISSUES = 10;

const aValue = 'a value: a "text", a number, true, false, null, [ or {';

/** By the names of the parser's errors. */
const expectedAt: Record<string, string> = {
  InvalidSymbol: aValue,
  InvalidNumberFormat: 'a number',
  PropertyNameExpected: 'a "property name" in quotes, or }',
  ValueExpected: aValue,
  ColonExpected: 'a colon after the property name',
  CommaExpected: 'a comma before the next element',
  CloseBraceExpected: 'a closing }',
  CloseBracketExpected: 'a closing ]',
  EndOfFileExpected: 'nothing more after the end of the list',
  InvalidCommentToken: 'JSON without comments',
  UnexpectedEndOfComment: 'JSON without comments',
  UnexpectedEndOfString: 'a closing " on the same line',
  UnexpectedEndOfNumber: 'a whole number',
  InvalidUnicode: 'four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'one of " \\ / b f n r t u after a backslash',
  InvalidCharacter: 'a text without control characters: write line breaks as \\n',
};

type Place = { offset: number; message: string };

/**
 * Reads the plan list of Clerk's Backend API as somebody pasted it: its whole answer, or the list alone.
 *
 * @throws INVALID_INPUT whose messages name the line, the column and what was expected there.
 */
export function readPastedPlans(text: string): ClerkPlan[] {
  const { tree, first } = parse(text);
  if (first)
    throw refusal(text, [{ offset: first.offset, message: `expected ${expectedBy(text, first, tree)}` }]);
  if (!tree) throw refusal(text, [{ offset: 0, message: 'expected the list of plans' }]);

  const { value, path } = findList(JSON.parse(text));
  const parsed = z.array(ClerkPlan).safeParse(value);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => placeOf(tree, path, issue));
    throw refusal(text, places);
  }
  const plans = parsed.data;
  const twice = plans.findIndex((plan, index) => plans.findIndex(({ id }) => id === plan.id) < index);
  if (twice >= 0) {
    const { offset } = nearest(tree, [...path, twice, 'id']).node;
    const message = `expected every plan once, and ${plans[twice]?.id} is here for the second time`;
    throw refusal(text, [{ offset, message }]);
  }
  return plans;
}

function parse(text: string): { tree?: Node | undefined; first?: ParseError | undefined } {
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, { disallowComments: true, allowEmptyContent: false });
    return { tree, first: errors[0] };
  } catch (error) {
    // The parser calls itself for every level; no plan list has thousands.
    if (error instanceof RangeError) return {};
    throw error;
  }
}

function expectedBy(text: string, { error, offset }: ParseError, tree: Node | undefined): string {
  const name = printParseErrorCode(error);
  const end = tree ? tree.offset + tree.length : 0;
  const isBehindList = end > 0 && offset >= end && /[\]}]$/.test(text.slice(0, end));
  return (
    (isBehindList && name === 'InvalidSymbol' ? expectedAt.EndOfFileExpected : expectedAt[name]) ?? 'JSON'
  );
}

function findList(value: unknown): { value: unknown; path: JSONPath } {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && 'data' in value ? { value: value.data, path: ['data'] } : { value, path: [] };
}

function placeOf(tree: Node, base: JSONPath, issue: z.core.$ZodIssue): Place {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const { node, isExact } = nearest(tree, path);
  if (path.length === base.length && issue.code === 'invalid_type') {
    return { offset: node.offset, message: 'expected the list of plans: [ ... ] or { "data": [ ... ] }' };
  }
  const field = path.slice(base.length + 1).join('.');
  const message =
    issue.code === 'invalid_type' && field === ''
      ? 'expected a plan: { "id": ..., "name": ... }'
      : `expected ${field ? `“${field}” to be ` : ''}${issue.message}${isExact ? '' : ', and it is missing'}`;
  return { offset: node.offset, message };
}

/** The node at `path`, or the innermost one around it that exists. */
function nearest(tree: Node, path: JSONPath): { node: Node; isExact: boolean } {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return { node, isExact: length === path.length };
  }
  return { node: tree, isExact: path.length === 0 };
}

function refusal(text: string, places: Place[]): DomainError<'INVALID_INPUT'> {
  const issues = places.slice(0, MAX_ISSUES).map(({ offset, message }) => {
    const before = text.slice(0, offset).split(/\r\n|\r|\n/);
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { path: 'json', message: `Line ${before.length}, column ${column}: ${message}.` };
  });
  return new DomainError('INVALID_INPUT', issues.map(({ message }) => message).join(' '), { issues });
}
