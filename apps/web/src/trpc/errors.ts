import type { AppRouter, DomainErrorCode, DomainErrorShape } from '@scrip/api';
import { TRPCClientError } from '@trpc/client';
import { t } from '../i18n/t.ts';

export function isApiError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

/** The refusal that the server sent with this error; null when it did not refuse but failed. */
export function domainErrorOf(error: unknown): DomainErrorShape | null {
  return isApiError(error) ? (error.data?.domain ?? null) : null;
}

export function hasDomainCode(error: unknown, code: DomainErrorCode): boolean {
  return domainErrorOf(error)?.code === code;
}

/** No answer of ours arrived: the network, a proxy or the server is down. */
export function isUnreachable(error: unknown): boolean {
  return isApiError(error) && error.data === undefined;
}

/** One sentence for people. */
export function sentenceOfError(error: unknown): string {
  if (isUnreachable(error)) return t('The server cannot be reached.');
  if (isApiError(error)) return error.message;
  return t('Something went wrong in this page.');
}
