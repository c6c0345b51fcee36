import { DomainError } from '../../../errors.ts';
import type { Account } from '../../account/account.ts';
import { giveCredits } from '../../grant-credits.ts';
import type { EntryDraft } from '../../receipt.ts';
import type { EntryView, HoldView, Ref, Request } from './model.ts';
import { viewEntryRow } from './rows.ts';

export type Of<Verb extends Request['verb']> = Extract<Request, { verb: Verb }>;

/** Like the model's, but a grant is named by its id. */
export type MemoryAnswer = { entry: EntryView | null; hold: HoldView | null; grantId: string | null };

export function giveGrant(account: Account, request: Of<'grant'>, draft: EntryDraft): Partial<MemoryAnswer> {
  const dateOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at));
  const [startsAt, expiresAt] = [dateOf(request.startsAt), dateOf(request.expiresAt)];
  if (expiresAt && expiresAt <= draft.at) {
    throw new DomainError('INVALID_INPUT', '', { issues: [{ path: 'expiresAt', message: '' }] });
  }
  return viewAnswer(giveCredits(account, draft, { ...request, startsAt, expiresAt }));
}

export function setOverdraft(account: Account, { overdraftCredits }: Of<'overdraft'>): Partial<MemoryAnswer> {
  const owed = Math.max(0, -account.state.creditsRemaining);
  if (owed > overdraftCredits) throw new DomainError('OVERDRAFT_IN_USE', '', { owed });
  account.state.overdraftCredits = overdraftCredits;
  return {};
}

export function viewAnswer(answer: ReturnType<typeof giveCredits>): Partial<MemoryAnswer> {
  return { grantId: answer.grant.id, entry: answer.entry && viewEntryRow(answer.entry) };
}

export function idOf(ref: Ref, ids: Map<number, string>): string {
  return typeof ref === 'number' ? (ids.get(ref) ?? '') : ref;
}

export function priceOf(costCredits: number) {
  return { costCredits, operationType: 'CUSTOM', priceVersionId: '' } as const;
}
