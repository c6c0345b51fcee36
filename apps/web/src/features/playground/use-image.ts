import type { DemoFailure, RouterOutputs } from '@scrip/api';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../trpc/trpc.ts';

export type Picture = RouterOutputs['playground']['generateImage'] & { prompt: string };

/** One picture at a time; stopping closes the connection, which refunds it. */
export function useImage() {
  const { client } = trpc.useUtils();
  const connection = useRef<AbortController | null>(null);
  const mutation = useMutation({
    async mutationFn(input: { prompt: string; demoFailure: DemoFailure | null }): Promise<Picture> {
      connection.current = new AbortController();
      const { prompt, demoFailure } = input;
      const request = { prompt, idempotencyKey: crypto.randomUUID(), ...(demoFailure && { demoFailure }) };
      const answer = await client.playground.generateImage.mutate(request, {
        signal: connection.current.signal,
      });
      return { ...answer, prompt };
    },
  });
  return {
    picture: mutation.data ?? null,
    isPainting: mutation.isPending,
    error: mutation.error,
    wasStopped: mutation.isError && connection.current?.signal.aborted === true,
    paint: mutation.mutate,
    stop: () => connection.current?.abort(),
  };
}
