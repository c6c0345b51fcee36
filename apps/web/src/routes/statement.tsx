import { getRouteApi } from '@tanstack/react-router';
import { StatementPage } from '../features/statement/statement-page.tsx';
import { UserStatement } from '../features/statement/user-statement.tsx';
import { t } from '../i18n/t.ts';
import { useMe } from '../shell/me.ts';

const ownRoute = getRouteApi('/app/statement');
const userRoute = getRouteApi('/app/admin/users/$userId/statement');

export function StatementScreen() {
  const navigate = ownRoute.useNavigate();
  return (
    <StatementPage
      owner={useMe()}
      scope="own"
      text={t('One month of your account, ready to print or to save as a PDF.')}
      month={ownRoute.useSearch().month}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}

export function UserStatementScreen() {
  const { userId } = userRoute.useParams();
  const navigate = userRoute.useNavigate();
  return (
    <UserStatement
      userId={userId}
      month={userRoute.useSearch().month}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  );
}
