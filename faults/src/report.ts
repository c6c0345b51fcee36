import type { Round } from './play.ts';
import type { Outcome } from './run.ts';

export function lineOfRound({ number, fault, counts, downMs, recoveryMs, violations }: Round): string {
  const { sent, acknowledged, recovered, refused, unanswered } = counts;
  const away = downMs === undefined ? '' : `, away ${Math.round(downMs)} ms`;
  const line =
    `  ${String(number).padStart(3)}  ${fault}${away}; serving again after ${Math.round(recoveryMs)} ms; ` +
    `${sent} sent, ${acknowledged} acknowledged (${recovered} recovered), ${refused} refused, ${unanswered} unanswered`;
  return [line, ...violations.map((violation) => `       VIOLATION: ${violation}`)].join('\n');
}

/** A line for each scenario, and the one that counts. */
export function summaryOf(outcomes: Outcome[]): string {
  const failed = outcomes.filter(hasFailed).length;
  const skipped = outcomes.filter((outcome) => 'skipped' in outcome).length;
  const passed = outcomes.length - failed - skipped;
  return [...outcomes.map(lineOfOutcome), '', `${passed} passed, ${failed} failed, ${skipped} skipped`].join(
    '\n',
  );
}

export function hasFailed(outcome: Outcome): boolean {
  return 'rounds' in outcome && outcome.rounds.some(({ violations }) => violations.length > 0);
}

function lineOfOutcome(outcome: Outcome): string {
  const name = outcome.scenario.name.padEnd(14);
  if ('skipped' in outcome) return `${name} SKIPPED: ${outcome.skipped}`;
  const { rounds } = outcome;
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0);
  const recoveries = rounds.map(({ recoveryMs }) => Math.round(recoveryMs)).sort((a, b) => a - b);
  return (
    `${name} ${hasFailed(outcome) ? 'FAILED' : 'ok'}: ${rounds.length} rounds, ${sum(({ count }) => count)} faults, ` +
    `${sum(({ counts }) => counts.acknowledged)} acknowledged, ${sum(({ counts }) => counts.recovered)} recovered, ` +
    `${sum(({ counts }) => counts.unanswered)} unanswered, ` +
    `${sum(({ violations }) => violations.length)} violations; ` +
    `serving again after ${recoveries[recoveries.length >> 1]} ms (median), ${recoveries.at(-1)} ms (worst)`
  );
}
