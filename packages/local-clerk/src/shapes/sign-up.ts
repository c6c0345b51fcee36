import type { SignUpAttempt } from '../store/state.ts';

export function missingFields(attempt: SignUpAttempt): string[] {
  return [
    ...(attempt.email === null ? ['email_address'] : []),
    ...(attempt.passwordHash === null ? ['password'] : []),
  ];
}

export function signUpShape(attempt: SignUpAttempt) {
  return {
    id: attempt.id,
    object: 'sign_up',
    status: attempt.status,
    required_fields: ['email_address', 'password'],
    optional_fields: ['first_name', 'last_name'],
    missing_fields: missingFields(attempt),
    unverified_fields: [],
    verifications: { email_address: null, phone_number: null, web3_wallet: null, external_account: null },
    username: null,
    email_address: attempt.email,
    phone_number: null,
    web3_wallet: null,
    first_name: attempt.firstName,
    last_name: attempt.lastName,
    has_password: attempt.passwordHash !== null,
    unsafe_metadata: attempt.unsafeMetadata,
    public_metadata: {},
    external_account: null,
    external_account_strategy: null,
    created_session_id: attempt.createdSessionId,
    created_user_id: attempt.createdUserId,
    abandon_at: attempt.abandonAt,
    legal_accepted_at: null,
    locale: null,
    timezone: null,
  };
}
