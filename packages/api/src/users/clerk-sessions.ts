/** The sessions that Clerk keeps. Every call @throws CLERK_FAILED. */
export type ClerkSessions = {
  /** Signs somebody out everywhere. Whoever has no session, or no account any more, is signed out already. */
  endAll(clerkUserId: string): Promise<void>;
};
