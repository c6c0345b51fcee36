import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { AppSettings, type SettingsView, UpdateSettingsInput } from './app-settings-schema.ts';
import { findSettings, lockSettings, type SettingsRow, updateSettings } from './repository.ts';

/** What is stored, with the default where it says nothing or nothing valid. */
function readSettings(stored: unknown): AppSettings {
  const fields = typeof stored === 'object' && stored !== null ? stored : {};
  const read = Object.entries(AppSettings.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(Reflect.get(fields, name));
    return [name, parsed.success ? parsed.data : schema.parse(undefined)];
  });
  return AppSettings.parse(Object.fromEntries(read));
}

/** What holds now. */
export async function getAppSettings({ db }: Pick<ServiceContext, 'db'>): Promise<AppSettings> {
  return readSettings((await findSettings(db))?.settings);
}

function toView({ storage }: ServiceContext, row: SettingsRow | null): SettingsView {
  return {
    configured: storage ? { ...storage.limits, types: [...storage.limits.types] } : null,
    settings: readSettings(row?.settings),
    version: row?.settingsVersion ?? 1,
    updatedAt: row?.updatedAt ?? null,
  };
}

/** @throws FORBIDDEN to non-admins. */
export async function viewSettings(ctx: ServiceContext): Promise<SettingsView> {
  requireAdmin(ctx);
  return toView(ctx, await findSettings(ctx.db));
}

/**
 * Changes the settings that are named. They hold from the next use on, in every process. Audited with what changed; what changes nothing
 * leaves no trace.
 *
 * @throws OUT_OF_DATE when they are not the version that the change is based on, INVALID_INPUT, FORBIDDEN to non-admins.
 */
export async function updateAppSettings(
  ctx: ServiceContext,
  input: UpdateSettingsInput,
): Promise<SettingsView> {
  requireAdmin(ctx);
  const { settings, version, reason } = parseInput(UpdateSettingsInput, input);
  return withTransaction(ctx.db, async (tx) => {
    const row = await lockSettings(tx, ctx.now());
    if (row.settingsVersion !== version) {
      const message = 'The settings were changed meanwhile. Look at them again before you change them.';
      throw new DomainError('OUT_OF_DATE', message, { current: String(row.settingsVersion) });
    }
    const before = readSettings(row.settings);
    const named = Object.entries(settings).filter(([, value]) => value !== undefined);
    const next = AppSettings.parse({ ...before, ...Object.fromEntries(named) });
    const changed = Object.keys(next).filter(
      (name) => canonicalJson(Reflect.get(before, name)) !== canonicalJson(Reflect.get(next, name)),
    );
    if (changed.length === 0) return toView(ctx, row);
    const pick = (from: object) => Object.fromEntries(changed.map((name) => [name, Reflect.get(from, name)]));
    const updated = await updateSettings(tx, next, ctx.now());
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: 'settings.update',
        targetType: 'settings',
        targetId: 'singleton',
        reason,
        before: pick(before),
        after: pick(next),
      },
    );
    return toView(ctx, updated);
  });
}
