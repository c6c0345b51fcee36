import { userImageUrl } from '../avatars.ts';
import type { UserRecord } from '../store/state.ts';

function emailAddressShape(user: UserRecord) {
  const verification = {
    object: 'verification_admin',
    id: `ver_${user.emailId}`,
    status: 'verified',
    strategy: 'admin',
    attempts: null,
    expire_at: null,
    verified_at_client: '',
    error: null,
  };
  return {
    id: user.emailId,
    object: 'email_address',
    email_address: user.email,
    // There is no mail on this machine: an address counts as verified once it is given.
    verification,
    linked_to: [],
    matches_sso_connection: false,
    reserved: false,
    created_at: user.createdAt,
    updated_at: user.createdAt,
  };
}

/** A user as the browser may see it. */
export function userShape(user: UserRecord, origin: string) {
  return {
    id: user.id,
    object: 'user',
    external_id: user.externalId,
    username: null,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: userImageUrl(user, origin),
    profile_image_url: userImageUrl(user, origin),
    profile_image_id: user.imageName ?? '',
    has_image: user.imageName !== null,
    primary_email_address_id: user.emailId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: [emailAddressShape(user)],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    passkeys: [],
    organization_memberships: [],
    password_enabled: user.passwordHash !== null,
    totp_enabled: false,
    backup_code_enabled: false,
    two_factor_enabled: false,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    create_organization_enabled: false,
    create_organizations_limit: null,
    delete_self_enabled: true,
    legal_accepted_at: null,
    last_sign_in_at: user.lastSignInAt,
    last_active_at: user.lastActiveAt,
    locale: null,
    timezone: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

/** A user as a server that holds the secret key may see it. */
export function backendUserShape(user: UserRecord, origin: string) {
  return {
    ...userShape(user, origin),
    private_metadata: user.privateMetadata,
    password_last_updated_at: user.passwordUpdatedAt,
    banned: user.banned,
    locked: user.locked,
    deprovisioned: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
  };
}
