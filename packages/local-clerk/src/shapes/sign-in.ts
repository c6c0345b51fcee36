import { userImageUrl } from '../avatars.ts';
import type { Context } from '../context.ts';
import type { SignInAttempt } from '../store/state.ts';

export function signInShape(ctx: Context, attempt: SignInAttempt, origin: string) {
  const user = attempt.userId ? ctx.store.users.get(attempt.userId) : undefined;
  const verified = attempt.status === 'complete';
  return {
    id: attempt.id,
    object: 'sign_in',
    status: attempt.status,
    identifier: attempt.identifier,
    supported_identifiers: ['email_address'],
    supported_first_factors: user?.passwordHash ? [{ strategy: 'password' }] : [],
    supported_second_factors: null,
    first_factor_verification: verified
      ? {
          object: 'verification',
          status: 'verified',
          strategy: attempt.strategy,
          attempts: 1,
          expire_at: null,
          error: null,
        }
      : null,
    second_factor_verification: null,
    user_data: user
      ? {
          first_name: user.firstName,
          last_name: user.lastName,
          image_url: userImageUrl(user, origin),
          has_image: user.imageName !== null,
        }
      : null,
    created_session_id: attempt.createdSessionId,
    abandon_at: attempt.abandonAt,
  };
}
