import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/controls.css';
import './theme/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applyColorScheme } from './theme/color-scheme.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with the id "root".');

applyColorScheme();
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
