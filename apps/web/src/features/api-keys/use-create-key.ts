import type { CreateKeyInput, RouterOutputs } from '@scrip/api';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { KeyReach } from './key-search.ts';
import { useKeysChanged } from './use-keys.ts';

export type NewKeyInput = CreateKeyInput;

export type NewKey = RouterOutputs['apiKeys']['create'];

/** Makes a key, one at a time: a second click would make a second key. */
export function useCreateKey(reach: KeyReach, onCreated: (made: NewKey) => void) {
  const { begin, end } = useOnceAtATime();
  const keysChanged = useKeysChanged();
  const ends = {
    onSuccess: onCreated,
    onSettled: () => {
      end();
      keysChanged();
    },
  };
  const own = trpc.apiKeys.create.useMutation(ends);
  const any = trpc.adminApiKeys.create.useMutation(ends);
  const { error, isPending, reset } = reach === 'own' ? own : any;
  const send = ({ userId, ...input }: NewKeyInput) => {
    if (!begin()) return;
    if (reach === 'own') own.mutate(input);
    else any.mutate({ userId, ...input });
  };
  return { send, error, isPending, reset };
}
