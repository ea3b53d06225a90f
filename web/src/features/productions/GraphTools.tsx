// Nearer, farther, all of it; and the stacks that were opened.
import { Layers, Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { JobKind } from '../../api/client';
import { percent } from '../../lib/format';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { kindWord } from '../jobs/state';

interface Props {
  scale: number;
  onZoom: (by: number) => void;
  onFit: () => void;
  /** Kinds that could be stacked and are not. */
  opened: readonly JobKind[];
  onStack: (kind: JobKind) => void;
}

export const STEP = 1.25;

export const GraphTools = ({ scale, onZoom, onFit, opened, onStack }: Props) => (
  <div className="flex flex-wrap items-center gap-1">
    {opened.map((kind) => (
      <Button key={kind} tone="quiet" onPress={() => onStack(kind)}>
        <Layers size={13} aria-hidden /> Stack {kindWord(kind).toLowerCase()}
      </Button>
    ))}
    <IconButton label="Zoom out" onPress={() => onZoom(1 / STEP)}>
      <ZoomOut size={15} />
    </IconButton>
    <span className="w-10 text-center text-[12px] text-dim" data-testid="zoom">
      {percent(scale)}
    </span>
    <IconButton label="Zoom in" onPress={() => onZoom(STEP)}>
      <ZoomIn size={15} />
    </IconButton>
    <IconButton label="Show all of it" onPress={onFit}>
      <Maximize size={15} />
    </IconButton>
  </div>
);
