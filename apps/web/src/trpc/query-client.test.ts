import { onlineManager } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { createQueryClient } from './query-client.ts';

afterEach(() => onlineManager.setOnline(true));

test('a mutation made offline fails at once instead of waiting for the network', async () => {
  onlineManager.setOnline(false);
  const client = createQueryClient();
  const mutation = client.getMutationCache().build(client, {
    mutationFn: () => Promise.reject(new Error('no network')),
  });

  await expect(mutation.execute(undefined)).rejects.toThrow('no network');
  expect(mutation.state.isPaused).toBe(false);
});
