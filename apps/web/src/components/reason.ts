const MIN_REASON = 3;

/** What is wrong with the reason of an admin's action; null: nothing. */
export function checkReason(reason: string): string | null {
  return reason.trim().length < MIN_REASON ? `Give a reason of at least ${MIN_REASON} characters.` : null;
}
