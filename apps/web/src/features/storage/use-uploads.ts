import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { SendError, type Sent, send, sendFile } from './send-file.ts';
import { useFilesChanged } from './use-files.ts';

const AT_ONCE = 3;

export type UploadState = 'waiting' | 'sending' | 'done' | 'duplicate' | 'failed';

export type UploadItem = {
  key: number;
  file: File;
  state: UploadState;
  sentBytes: number;
  /** What the file became, or why it did not. */
  note: string | null;
};

let lastKey = 0;

/** Uploads of this visit, three at once; each can be canceled and tried again. */
export function useUploads(isDirect: boolean) {
  const { client } = trpc.useUtils();
  const filesChanged = useFilesChanged();
  const [items, setItems] = useState<UploadItem[]>([]);
  const running = useRef(new Map<number, AbortController>());

  const change = (key: number, changed: Partial<UploadItem>) =>
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...changed } : item)));

  const run = async ({ key, file }: UploadItem) => {
    const leaving = new AbortController();
    running.current.set(key, leaving);
    const watch = { signal: leaving.signal, onProgress: (sentBytes: number) => change(key, { sentBytes }) };
    try {
      const sent = await (isDirect ? sendDirectly(file, watch) : sendFile(file, watch));
      const note = sent.isDuplicate
        ? t('You have this file already: {name}', { name: sent.file.name })
        : null;
      change(key, { state: sent.isDuplicate ? 'duplicate' : 'done', sentBytes: file.size, note });
      void filesChanged();
    } catch (error) {
      if (leaving.signal.aborted) setItems((all) => all.filter((item) => item.key !== key));
      else
        change(key, {
          state: 'failed',
          note: error instanceof SendError ? error.message : sentenceOfError(error),
        });
    } finally {
      running.current.delete(key);
    }
  };

  /** Bytes go to the store; the server looks at what has arrived there. */
  const sendDirectly = async (file: File, watch: Parameters<typeof send>[1]): Promise<Sent> => {
    const announced = { name: file.name, sizeBytes: file.size, contentType: file.type || 'text/plain' };
    const { uploadId, target } = await client.files.startUpload.mutate(announced);
    await send({ ...target, body: file }, watch);
    return client.files.finishUpload.mutate({ uploadId });
  };

  useEffect(() => {
    const free = AT_ONCE - items.filter(({ state }) => state === 'sending').length;
    const next = items.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free));
    if (next.length === 0) return;
    const keys = new Set(next.map(({ key }) => key));
    setItems((all) => all.map((item) => (keys.has(item.key) ? { ...item, state: 'sending' } : item)));
    for (const item of next) void run(item);
  });

  useEffect(() => {
    const { current } = running;
    return () => {
      for (const leaving of current.values()) leaving.abort();
    };
  }, []);

  const add = (files: Iterable<File>) => {
    const added = [...files].map((file): UploadItem => {
      lastKey += 1;
      return { key: lastKey, file, state: 'waiting', sentBytes: 0, note: null };
    });
    setItems((all) => [...added, ...all]);
  };
  const cancel = (key: number) => {
    const leaving = running.current.get(key);
    if (leaving) leaving.abort();
    else setItems((all) => all.filter((item) => item.key !== key));
  };
  const retry = (key: number) => change(key, { state: 'waiting', sentBytes: 0, note: null });
  const clear = () =>
    setItems((all) => all.filter(({ state }) => state === 'waiting' || state === 'sending'));
  return { items, add, cancel, retry, clear };
}
