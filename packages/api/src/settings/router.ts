import { adminProcedure, router } from '../trpc.ts';
import { updateAppSettings, viewSettings } from './app-settings.ts';
import { SettingsView, UpdateSettingsInput } from './app-settings-schema.ts';

/** What admins set for the whole product, for admins. */
export const settingsRouter = router({
  get: adminProcedure.output(SettingsView).query(({ ctx }) => viewSettings(ctx)),

  update: adminProcedure
    .input(UpdateSettingsInput)
    .output(SettingsView)
    .mutation(({ ctx, input }) => updateAppSettings(ctx, input)),
});
