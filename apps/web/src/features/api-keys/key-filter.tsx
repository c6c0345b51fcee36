import { skipToken } from '@tanstack/react-query';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

const MOST = 200;
const STALE_MS = 60_000;

type KeyFilterProps = {
  /** Whose entries an admin looks at; without it, one's own. */
  userId: string | undefined;
  /** The keys of all users and apps, for an admin. */
  isOfAll: boolean;
  value: string[];
  onChange: (value: string[]) => void;
};

/** Which API keys entries were made with; not there while there are no keys. */
export function KeyFilter({ userId, isOfAll, value, onChange }: KeyFilterProps) {
  const keys = useKeysOf(userId, isOfAll);
  // An app's key can be in the address although its users cannot list it.
  const others = value.filter((id) => keys.every((key) => key.id !== id));
  const options = [
    ...keys.map(({ id, name, kind }) => ({
      value: id,
      label: kind === 'APP' ? t('{name} (app)', { name }) : name,
    })),
    ...others.map((id) => ({ value: id, label: t('Key {end}', { end: id.slice(-6) }) })),
  ];
  if (options.length === 0) return null;
  return <FilterMenu label={t('API key')} options={options} value={value} onChange={onChange} />;
}

function useKeysOf(userId: string | undefined, isOfAll: boolean) {
  const isOwn = userId === undefined && !isOfAll;
  const page = { limit: MOST };
  const options = { staleTime: STALE_MS };
  const own = trpc.apiKeys.list.useQuery(isOwn ? page : skipToken, options);
  const theirs = trpc.adminApiKeys.list.useQuery(
    isOwn ? skipToken : { ...page, ...(userId !== undefined && { userId }) },
    options,
  );
  const apps = trpc.adminApiKeys.list.useQuery(
    userId === undefined ? skipToken : { ...page, kind: 'APP' },
    options,
  );
  return [own, theirs, apps].flatMap(({ data }) => data?.items ?? []);
}
