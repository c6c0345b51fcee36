import type { RouterOutputs } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { authorization } from '../../trpc/client.ts';

export type Sent = RouterOutputs['files']['finishUpload'];

/** A refusal that a person can read. */
export class SendError extends Error {
  override readonly name = 'SendError';
}

type Request = { method: string; url: string; headers: Record<string, string>; body: File };
type Watch = { signal: AbortSignal; onProgress: (sentBytes: number) => void };

/** Sends a file through the server. XMLHttpRequest, since fetch does not tell how much it has sent. */
export async function sendFile(file: File, watch: Watch): Promise<Sent> {
  const url = `/api/files?${new URLSearchParams({ name: file.name })}`;
  const headers = { ...(await authorization()), 'content-type': 'application/octet-stream' };
  const answer: unknown = JSON.parse(await send({ method: 'POST', url, headers, body: file }, watch));
  // The server checks its answer against the same type.
  return answer as Sent;
}

/** Rejects with SendError, or AbortError. Resolves with what the other side answered. */
export function send(
  { method, url, headers, body }: Request,
  { signal, onProgress }: Watch,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.responseText);
      else reject(new SendError(refusalOf(request.responseText)));
    };
    request.onerror = () => reject(new SendError(t('The connection broke off.')));
    request.onabort = () => reject(new DOMException('The upload was canceled.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) return reject(new DOMException('The upload was canceled.', 'AbortError'));
    request.send(body);
  });
}

function refusalOf(text: string): string {
  try {
    const { error } = JSON.parse(text);
    if (typeof error.message === 'string') return error.message;
  } catch {
    // Not an answer of ours.
  }
  return t('The file was not taken.');
}
