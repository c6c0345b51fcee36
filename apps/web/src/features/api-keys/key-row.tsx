import { Button, Group, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatDateTime } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { nameOf } from '../users/user-name.ts';
import classes from './api-keys.module.css';
import type { ApiKey, KeyAction } from './key-search.ts';
import { capWords, limitWords, scopeWords, stateLabels } from './key-words.ts';

type KeyRowProps = { hasOwner: boolean; apiKey: ApiKey; onAction: (action: KeyAction) => void };

export function KeyRow({ hasOwner, apiKey, onAction }: KeyRowProps) {
  const { name, prefix, scopes, state, lastUsedAt, expiresAt, previous } = apiKey;
  return (
    <tr>
      <th scope="row">
        <div className={classes.key}>
          <div className={classes.name}>{name}</div>
          <code className={classes.prefix}>{prefix}…</code>
          {previous && (
            <div className={classes.hint}>
              {t('{prefix}… until {end}', { prefix: previous.prefix, end: formatDateTime(previous.endsAt) })}
            </div>
          )}
        </div>
      </th>
      {hasOwner && (
        <td>
          <Owner apiKey={apiKey} />
        </td>
      )}
      <td>
        <div className={classes.may}>
          {scopes.map((scope) => t(scopeWords[scope].label)).join(', ')}
          <div className={classes.hint}>{limitWords(apiKey)}</div>
        </div>
      </td>
      <td>
        <KeyState apiKey={apiKey} />
      </td>
      <td>{lastUsedAt ? <TimeText instant={lastUsedAt} mode="relative" /> : t('Never')}</td>
      <td>{expiresAt ? <TimeText instant={expiresAt} /> : t('Never')}</td>
      <td className={tableClasses.number}>{capWords(apiKey)}</td>
      <td>
        {state !== 'revoked' && (
          <Group gap={6} wrap="nowrap" justify="flex-end">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('Rotate {name}', { name })}
              onClick={() => onAction({ verb: 'rotate', key: apiKey })}
            >
              {t('Rotate')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('Revoke {name}', { name })}
              onClick={() => onAction({ verb: 'revoke', key: apiKey })}
            >
              {t('Revoke')}
            </Button>
          </Group>
        )}
      </td>
    </tr>
  );
}

function Owner({ apiKey: { user } }: { apiKey: ApiKey }) {
  if (!user) return t('An app');
  return (
    <Link to="/admin/users/$userId" params={{ userId: user.id }} className={classes.user}>
      {nameOf(user)}
    </Link>
  );
}

function KeyState({ apiKey: { state, revokedReason } }: { apiKey: ApiKey }) {
  const text = (
    <span className={classes.state} data-state={state}>
      {t(stateLabels[state])}
    </span>
  );
  return revokedReason ? <Tooltip label={revokedReason}>{text}</Tooltip> : text;
}
