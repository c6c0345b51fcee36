import { getRouteApi } from '@tanstack/react-router';
import { Playground } from '../features/playground/playground.tsx';

const route = getRouteApi('/app/playground');

export function PlaygroundScreen() {
  const { mode = 'chat' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Playground
      mode={mode}
      onModeChange={(next) => void navigate({ search: next === 'chat' ? {} : { mode: next }, replace: true })}
    />
  );
}
