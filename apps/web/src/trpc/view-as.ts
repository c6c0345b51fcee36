const STORED_AS = 'scrip-view-as';

/** The token of a view that this tab shows: an admin looks at the app as a user sees it. */
export function currentView(): string | null {
  return sessionStorage.getItem(STORED_AS);
}

/** Loads the app anew, as the user sees it: nothing that was loaded before is shown as theirs. */
export function enterView(token: string): void {
  sessionStorage.setItem(STORED_AS, token);
  window.location.assign('/');
}

export function leaveView(to: string): void {
  sessionStorage.removeItem(STORED_AS);
  window.location.assign(to);
}

/** The next calls are the admin's own; the screen stays. */
export function forgetView(): void {
  sessionStorage.removeItem(STORED_AS);
}
