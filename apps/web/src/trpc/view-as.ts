const STORED_AS = 'scrip-view-as';

/** As it was when the app was loaded: what the page before it still fetches while it is left is fetched as before. */
let view = sessionStorage.getItem(STORED_AS);

/** The token of a view that this tab shows: an admin looks at the app as a user sees it. */
export function currentView(): string | null {
  return view;
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
  view = null;
  sessionStorage.removeItem(STORED_AS);
}
