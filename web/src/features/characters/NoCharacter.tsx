import { Link } from '@tanstack/react-router';
import { Empty } from '../../ui/Empty';

export const NoCharacter = () => (
  <Empty
    title="Choose a character"
    action={
      <Link to="/characters/new" className="btn">
        New character
      </Link>
    }
  >
    Their personality, goals and voice go into the prompt of every script they are in.
  </Empty>
);
