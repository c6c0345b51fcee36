import type { RouterInputs, RouterOutputs } from '@scrip/api';
import { formatNumber } from '../../format/numbers.ts';
import { readWhole } from '../../format/read-whole.ts';
import { type PlainText, t } from '../../i18n/t.ts';

export type SettingsView = RouterOutputs['settings']['get'];
type Settings = SettingsView['settings'];

/** As it is typed; types stand one on a line. */
export type SettingsDraft = Record<keyof Settings, string>;
type NumberName = Exclude<keyof Settings, 'uploadTypes'>;

type Field = { label: PlainText; text: PlainText; least: number; most: number };

export const accountFields = {
  signUpCredits: {
    label: 'Sign-up credits',
    text: 'The first grant of every new account. 0: none. Accounts that exist keep theirs.',
    least: 0,
    most: 2_147_483_647,
  },
  lowBalancePercent: {
    label: 'Low balance (%)',
    text: 'A balance counts as low at or below this share of what was last granted, unless its owner chose a number.',
    least: 0,
    most: 100,
  },
} as const satisfies Record<string, Field>;

/** Empty: as the server is configured. */
export const fileFields = {
  uploadMegabytes: { label: 'Largest file (MB)', text: 'Of one upload.', least: 1, most: 2_000 },
  quotaMegabytes: {
    label: 'Storage of one user (MB)',
    text: 'Who has more keeps it, and stores nothing more.',
    least: 0,
    most: 100_000_000,
  },
  quotaFiles: {
    label: 'Files of one user',
    text: 'Who has more keeps them, and stores no more.',
    least: 0,
    most: 1_000_000,
  },
  retentionDays: {
    label: 'Deleted files are kept (days)',
    text: 'So long they can be restored. Holds for what is deleted from now on.',
    least: 0,
    most: 365,
  },
} as const satisfies Record<string, Field>;

const numberFields: Record<NumberName, Field> = { ...accountFields, ...fileFields };
const numberNames = Object.keys(numberFields) as NumberName[];
const isOptional = (name: NumberName) => name in fileFields;

export const TYPES_LABEL = 'Types that may be stored';

export function toDraft({ uploadTypes, ...numbers }: Settings): SettingsDraft {
  const texts = Object.fromEntries(numberNames.map((name) => [name, String(numbers[name] ?? '')]));
  // Every name of a number has its text.
  return { ...(texts as Record<NumberName, string>), uploadTypes: (uploadTypes ?? []).join('\n') };
}

function readTypes(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((type) => type.toLowerCase())
    .filter(Boolean);
}

/** What is wrong, by field. */
export function checkDraft(draft: SettingsDraft): Partial<SettingsDraft> {
  const problems: Partial<SettingsDraft> = {};
  for (const name of numberNames) {
    if (isOptional(name) && draft[name].trim() === '') continue;
    const { least, most } = numberFields[name];
    const value = readWhole(draft[name]);
    if (value === null || value < least || value > most)
      problems[name] = t('Enter a whole number from {least} to {most}.', { least, most });
  }
  const odd = readTypes(draft.uploadTypes).find((type) => !/^[\w.+-]+\/[\w.+-]+$/.test(type));
  if (odd) problems.uploadTypes = t('“{type}” is no type. One is written like image/png.', { type: odd });
  return problems;
}

/** Only for a draft without problems. */
export function toSettings(draft: SettingsDraft): RouterInputs['settings']['update']['settings'] {
  const types = [...new Set(readTypes(draft.uploadTypes))];
  return {
    signUpCredits: readWhole(draft.signUpCredits) ?? 0,
    lowBalancePercent: readWhole(draft.lowBalancePercent) ?? 0,
    uploadMegabytes: readWhole(draft.uploadMegabytes),
    quotaMegabytes: readWhole(draft.quotaMegabytes),
    quotaFiles: readWhole(draft.quotaFiles),
    retentionDays: readWhole(draft.retentionDays),
    uploadTypes: types.length > 0 ? types : null,
  };
}

/** What another admin has changed, a line for each. */
export function describeChanges(before: Settings, after: Settings): string[] {
  const [old, now] = [toDraft(before), toDraft(after)];
  const shown = (text: string) => (text === '' ? t('as configured') : text.replaceAll('\n', ', '));
  const names: (keyof Settings)[] = [...numberNames, 'uploadTypes'];
  return names
    .filter((name) => old[name] !== now[name])
    .map((name) =>
      t('{name}: {before} → {after}', {
        name: t(name === 'uploadTypes' ? TYPES_LABEL : numberFields[name].label),
        before: shown(old[name]),
        after: shown(now[name]),
      }),
    );
}

/** What holds where a field of files is empty. */
export function configuredText(configured: NonNullable<SettingsView['configured']>): SettingsDraft {
  const megabytes = (bytes: number) => formatNumber(Math.round(bytes / 1024 / 1024));
  return {
    signUpCredits: '',
    lowBalancePercent: '',
    uploadMegabytes: megabytes(configured.uploadBytes),
    quotaMegabytes: megabytes(configured.quotaBytes),
    quotaFiles: formatNumber(configured.quotaFiles),
    retentionDays: formatNumber(configured.retentionDays),
    uploadTypes: configured.types.join('\n'),
  };
}
