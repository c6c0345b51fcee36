import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/controls.css';
import './theme/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './i18n/language.ts';
import { applyColorScheme } from './theme/color-scheme.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with the id "root".');

applyColorScheme();
// A reader of another language still gets the English texts when its own cannot be loaded.
await startLanguage().catch(() => undefined);
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
