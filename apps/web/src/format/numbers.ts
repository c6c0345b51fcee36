const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

const MINUS = '−';

function withTrueMinus(text: string): string {
  return text.replace('-', MINUS);
}

export function formatNumber(value: number): string {
  return withTrueMinus(whole.format(value));
}

/** For rates and averages. */
export function formatDecimal(value: number): string {
  return withTrueMinus(oneDecimal.format(value));
}

/** For axes and other narrow places: 12.5K. */
export function formatCompact(value: number): string {
  return withTrueMinus(compact.format(value));
}

/** A change, always with its sign: +5, −12, 0. */
export function formatChange(value: number): string {
  return value > 0 ? `+${whole.format(value)}` : formatNumber(value);
}

export function formatCredits(value: number): string {
  return `${formatNumber(value)} ${Math.abs(value) === 1 ? 'credit' : 'credits'}`;
}
