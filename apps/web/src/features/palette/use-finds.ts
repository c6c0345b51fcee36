import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { formatExact } from '../../format/dates.ts';
import { formatChange } from '../../format/numbers.ts';
import { plural, t } from '../../i18n/t.ts';
import { useMe } from '../../shell/me.ts';
import { adminItems, userItems } from '../../shell/navigation.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { kindLabels } from '../credits/labels.ts';
import { nameOf } from '../users/user-name.ts';
import { useCommands } from './commands.ts';
import { matches } from './matches.ts';
import { useOwnCommands } from './use-own-commands.ts';

export type Find = { id: string; label: string; text?: string; go: () => void };
export type Group = { label: string; finds: Find[] };

const MOST_PER_GROUP = 6;
const PAUSE_MS = 150;

/** What the palette offers for a text; people and things only to admins, who alone may look for them. */
export function useFinds(query: string, onShowHelp: () => void): { groups: Group[]; isSearching: boolean } {
  const pages = usePages();
  const commands = [...useCommands(), ...useOwnCommands(onShowHelp)].map(({ id, label, run }) => ({
    id,
    label,
    go: run,
  }));
  const { finds: people, isSearching } = usePeople(query);
  const things = useThings();
  const filtered = (finds: Find[]) =>
    finds.filter(({ label, text }) => matches(query, `${label} ${text ?? ''}`));
  const groups = [
    { label: t('Users'), finds: people },
    { label: t('Entries'), finds: useEntryFind(query) },
    { label: t('Actions'), finds: filtered(commands) },
    { label: t('Pages'), finds: filtered(pages) },
    { label: t('Catalogue'), finds: query ? filtered(things) : [] },
  ]
    .map(({ label, finds }) => ({ label, finds: query ? finds.slice(0, MOST_PER_GROUP) : finds }))
    .filter(({ finds }) => finds.length > 0);
  return { groups, isSearching };
}

function usePages(): Find[] {
  const navigate = useNavigate();
  const isAdmin = useMe().role === 'ADMIN';
  const toFind = (items: typeof userItems, text?: string) =>
    items.map(({ to, label }) => ({
      id: `page:${to}`,
      label: t(label),
      ...(text && { text }),
      go: () => void navigate({ to }),
    }));
  return [...toFind(userItems), ...(isAdmin ? toFind(adminItems, t('Admin')) : [])];
}

function usePeople(query: string): { finds: Find[]; isSearching: boolean } {
  const navigate = useNavigate();
  const isAdmin = useMe().role === 'ADMIN';
  const [search] = useDebouncedValue(query, PAUSE_MS);
  const isAsked = isAdmin && search.length >= 2;
  const users = trpc.users.list.useQuery({ search, limit: 5 }, { enabled: isAsked });
  const items = isAsked && search === query ? (users.data?.items ?? []) : [];
  const finds = items.map((user) => ({
    id: `user:${user.id}`,
    label: nameOf(user),
    text: [user.email, plural(user.creditsRemaining, '{count} credit', '{count} credits')]
      .filter((part) => part && part !== nameOf(user))
      .join(', '),
    go: () => void navigate({ to: '/admin/users/$userId', params: { userId: user.id } }),
  }));
  return { finds, isSearching: isAdmin && query.length >= 2 && (search !== query || users.isFetching) };
}

/** An entry's id, in full, finds it on the page of its user. */
function useEntryFind(query: string): Find[] {
  const navigate = useNavigate();
  const isAdmin = useMe().role === 'ADMIN';
  const isAsked = isAdmin && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(query);
  const { data: entry } = trpc.users.findEntry.useQuery({ id: query }, { enabled: isAsked });
  if (!isAsked || !entry) return [];
  const { id, userId } = entry;
  return [
    {
      id: `entry:${id}`,
      label: t(kindLabels[entry.kind]),
      text: [formatExact(entry.timestamp), formatChange(-entry.creditsUsed)].join(', '),
      go: () => void navigate({ to: '/admin/users/$userId', params: { userId }, search: { entry: id } }),
    },
  ];
}

function useThings(): Find[] {
  const navigate = useNavigate();
  const isAdmin = useMe().role === 'ADMIN';
  const plans = trpc.plans.listAll.useQuery(undefined, { enabled: isAdmin });
  const features = trpc.features.list.useQuery(undefined, { enabled: isAdmin });
  const foundPlans = (plans.data ?? []).map(({ id, name }) => ({
    id: `plan:${id}`,
    label: name,
    text: t('Plan'),
    go: () => void navigate({ to: '/admin/plans/$planId', params: { planId: id } }),
  }));
  const foundFeatures = (features.data?.items ?? []).map(({ key, name }) => ({
    id: `feature:${key}`,
    label: name,
    text: `${t('Feature')}, ${key}`,
    go: () => void navigate({ to: '/admin/features/$key', params: { key } }),
  }));
  return [...foundFeatures, ...foundPlans];
}
