import { formatNumber } from '../format/whole-number.ts';
import { currentCatalogue } from './language.ts';
import type { Text } from './pt-br/texts.ts';

/** A text without values. */
export type PlainText = Exclude<Text, `${string}{${string}`>;

type NamesIn<Written extends string> = Written extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Values<Names extends string> = Record<Names, string | number>;
type Arguments<Written extends string> = [NamesIn<Written>] extends [never]
  ? []
  : [values: Values<NamesIn<Written>>];

/**
 * A text in the reader's language: English is the text itself, any other comes from its catalogue, and one without a
 * translation does not compile. `{name}` stands for a value; whole numbers are written as the reader does.
 */
export function t<const Written extends Text>(written: Written, ...[values]: Arguments<Written>): string {
  return fill(currentCatalogue()?.[written] ?? written, values);
}

/** A count in words, as `{count}`. Both languages have one form for 1 and another for all else. */
export function plural<const One extends Text, const Other extends Text>(
  count: number,
  one: One,
  other: Other,
  ...[values]: [Exclude<NamesIn<One | Other>, 'count'>] extends [never]
    ? []
    : [values: Values<Exclude<NamesIn<One | Other>, 'count'>>]
): string {
  const written = Math.abs(count) === 1 ? one : other;
  return fill(currentCatalogue()?.[written] ?? written, { ...values, count });
}

function fill(text: string, values: Record<string, string | number> | undefined): string {
  if (!values) return text;
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? formatNumber(value) : (value ?? placeholder);
  });
}
