import type { PlaygroundMessage } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { ChargeLine } from './charge-line.tsx';
import classes from './chat-message.module.css';
import { textOf } from './fit-messages.ts';

type ChatMessageProps = { message: PlaygroundMessage; isAnswering: boolean };

export function ChatMessage({ message, isAnswering }: ChatMessageProps) {
  const text = textOf(message);
  if (message.role === 'user') {
    return (
      <li className={classes.question}>
        <span className="visually-hidden">{t('You wrote:')} </span>
        {text}
      </li>
    );
  }
  const charge = message.parts.findLast((part) => part.type === 'data-charge')?.data;
  const tokens = message.metadata?.outputTokens;
  // Only the end of the stream brings metadata or a failure.
  const isCut = !isAnswering && !message.metadata && charge?.failure === null;
  return (
    <li className={classes.answer}>
      <span className="visually-hidden">{t('Answer:')} </span>
      {text && <p className={classes.text}>{text}</p>}
      {!text && isAnswering && <p className={classes.waiting}>{t('Waiting for the first word')}</p>}
      {charge && (
        <ChargeLine charge={charge} hasText={text !== ''} isCut={isCut}>
          {tokens === undefined ? null : t('{count} tokens written', { count: tokens })}
        </ChargeLine>
      )}
    </li>
  );
}
