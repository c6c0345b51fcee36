import { audit } from './audit.ts';
import { common } from './common.ts';
import { people } from './people.ts';
import { previews } from './previews.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { titles } from './titles.ts';
import { users } from './users.ts';

/** Brazilian Portuguese of every text, by its English. `t` knows no other texts than these. */
export const ptBr = {
  ...audit,
  ...common,
  ...people,
  ...previews,
  ...settings,
  ...shell,
  ...titles,
  ...users,
};

export type Text = keyof typeof ptBr;
