import { Checkbox } from '@mantine/core';
import { ApiKeyScope, apiKeyScopes, ownKeyScopes } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import classes from './api-keys.module.css';
import { scopeWords } from './key-words.ts';

type ScopesFieldProps = {
  kind: 'APP' | 'USER';
  value: ApiKeyScope[];
  error: string | undefined;
  onChange: (scopes: ApiKeyScope[]) => void;
};

/** What the key may do. Only an app's key may make credits. */
export function ScopesField({ kind, value, error, onChange }: ScopesFieldProps) {
  const offered = kind === 'APP' ? apiKeyScopes : ownKeyScopes;
  return (
    <Checkbox.Group
      label={t('The key may')}
      required
      value={value}
      onChange={(chosen) => onChange(ApiKeyScope.array().parse(chosen))}
      error={error}
    >
      <div className={classes.scopes}>
        {offered.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            size="xs"
            label={t(scopeWords[scope].label)}
            description={t(scopeWords[scope].allows)}
            aria-invalid={error !== undefined}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}
