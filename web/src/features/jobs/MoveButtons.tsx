// Where a waiting job stands among one's own: first, one sooner, one later.
import { ArrowDown, ArrowUp, ChevronsUp } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import type { Move } from './line';

interface Props {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (move: Move) => void;
}

export const MoveButtons = ({ name, isFirst, isLast, onMove }: Props) => (
  <>
    <IconButton
      label={`Move ${name} first`}
      data-move="first"
      isDisabled={isFirst}
      onPress={() => onMove('first')}
    >
      <ChevronsUp size={14} />
    </IconButton>
    <IconButton
      label={`Move ${name} sooner`}
      data-move="sooner"
      isDisabled={isFirst}
      onPress={() => onMove('sooner')}
    >
      <ArrowUp size={14} />
    </IconButton>
    <IconButton
      label={`Move ${name} later`}
      data-move="later"
      isDisabled={isLast}
      onPress={() => onMove('later')}
    >
      <ArrowDown size={14} />
    </IconButton>
  </>
);
