import { t } from '../../i18n/t.ts';
import { FormSection } from './form-section.tsx';
import type { PlanForm } from './use-plan-form.ts';
import { WholeField } from './whole-field.tsx';

export function FileFields({ form }: { form: PlanForm }) {
  return (
    <FormSection title={t('Files')} text={t('What its subscribers may store. Empty: as the settings say.')}>
      <WholeField form={form} field="uploadMegabytes" label={t('Largest file (MB)')} />
      <WholeField form={form} field="quotaMegabytes" label={t('Storage of one user (MB)')} />
      <WholeField form={form} field="quotaFiles" label={t('Files of one user')} />
    </FormSection>
  );
}
