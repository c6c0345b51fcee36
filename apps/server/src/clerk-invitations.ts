import type { ClerkInvitations, Invitation } from '@scrip/api/server';
import { askClerk, type Client, createBackendClient } from './clerk-plans.ts';
import type { ClerkConnection } from './deps.ts';

type SdkInvitation = Awaited<ReturnType<Client['invitations']['createInvitation']>>;

/** Clerk's invitations by its Backend API. */
export function createClerkInvitations(clerk: ClerkConnection): ClerkInvitations {
  const client = createBackendClient(clerk);
  return {
    invite: (emailAddress) =>
      askClerk(async () =>
        toInvitation(await client.invitations.createInvitation({ emailAddress, ignoreExisting: true })),
      ),
    list: () =>
      askClerk(async () => {
        const { data } = await client.invitations.getInvitationList({ limit: 100 });
        return data.map(toInvitation);
      }),
  };
}

function toInvitation({ id, emailAddress, status, createdAt }: SdkInvitation): Invitation {
  return { id, email: emailAddress, status, createdAt: new Date(createdAt) };
}
