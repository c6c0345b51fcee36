import type { RouterOutputs } from '@scrip/api';
import { Panel } from '../../components/panel.tsx';
import { t } from '../../i18n/t.ts';
import classes from './about-model.module.css';

type PlaygroundConfig = RouterOutputs['playground']['config'];

/** Who answers, and by which rules an answer is refunded. */
export function AboutModel({ config }: { config: PlaygroundConfig }) {
  const { isDemo, provider, chatModelName, imageModelName, limits } = config;
  const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;
  return (
    <Panel title={isDemo ? t('About the demo model') : provider}>
      <p className={classes.text}>
        {isDemo
          ? t(
              'No key of a provider is set, so Scrip answers with a few set texts and engraves pictures itself. Charges and refunds are real. Choose below the message how it fails, and watch your credits come back.',
            )
          : t('Answers come from {chat}, pictures from {image}.', {
              chat: chatModelName,
              image: imageModelName,
            })}
      </p>
      <p className={classes.text}>
        {t(
          'You get the credits back when the model fails, says nothing, needs more than {time} to begin, or you stop it.',
          { time: seconds(limits.firstTokenMs) },
        )}
      </p>
      {isDemo && (
        <p className={classes.text}>
          {t('For a real model, start the server with one of these:')} <code>OPENAI_API_KEY</code>,{' '}
          <code>OPENROUTER_API_KEY</code>.
        </p>
      )}
    </Panel>
  );
}
