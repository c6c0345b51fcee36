import { accounts } from './accounts.ts';
import { apiKeys } from './api-keys.ts';
import { audit } from './audit.ts';
import { billing } from './billing.ts';
import { common } from './common.ts';
import { credits } from './credits.ts';
import { labels } from './labels.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { plans } from './plans.ts';
import { playground } from './playground.ts';
import { previews } from './previews.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { statement } from './statement.ts';
import { storage } from './storage.ts';
import { subscriptions } from './subscriptions.ts';
import { system } from './system.ts';
import { titles } from './titles.ts';
import { usage } from './usage.ts';
import { users } from './users.ts';

/** Brazilian Portuguese of every text, by its English. `t` knows no other texts than these. */
export const ptBr = {
  ...accounts,
  ...apiKeys,
  ...audit,
  ...billing,
  ...common,
  ...credits,
  ...labels,
  ...overview,
  ...people,
  ...plans,
  ...playground,
  ...previews,
  ...settings,
  ...shell,
  ...statement,
  ...storage,
  ...subscriptions,
  ...system,
  ...titles,
  ...usage,
  ...users,
};

export type Text = keyof typeof ptBr;
