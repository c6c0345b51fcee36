/** Somebody who was asked to sign up. */
export type Invitation = {
  id: string;
  email: string;
  status: 'pending' | 'accepted' | 'revoked' | 'expired';
  createdAt: Date;
};

/** Clerk's invitations. Every call @throws CLERK_FAILED. */
export type ClerkInvitations = {
  /** Sends the mail. An address that was invited already is invited anew. */
  invite(email: string): Promise<Invitation>;
  /** The newest hundred. */
  list(): Promise<Invitation[]>;
};
