import { EmptyState } from '../../components/empty-state.tsx';
import classes from './suggestions.module.css';

type SuggestionsProps = {
  title: string;
  text: string;
  suggestions: string[];
  onPick: (suggestion: string) => void;
};

/** In the place of the first answer: what will be here, and words to begin with. */
export function Suggestions({ title, text, suggestions, onPick }: SuggestionsProps) {
  const chips = (
    <div className={classes.chips}>
      {suggestions.map((suggestion) => (
        <button type="button" key={suggestion} className={classes.chip} onClick={() => onPick(suggestion)}>
          {suggestion}
        </button>
      ))}
    </div>
  );
  return <EmptyState title={title} text={text} headingLevel={3} action={chips} />;
}
