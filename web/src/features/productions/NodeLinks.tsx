// Nodes that the open one hangs on, or that hang on it.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { GraphNode } from '../../api/client';
import { FaceMark } from './FaceMark';
import { faceOf, LOOKS } from './faces';

const FEW = 6;

interface Props {
  title: string;
  nodes: readonly GraphNode[];
  onOpen: (id: string) => void;
}

export function NodeLinks({ title, nodes, onOpen }: Props) {
  const [all, setAll] = useState(false);
  if (nodes.length === 0) return null;
  const shown = all ? nodes : nodes.slice(0, FEW);
  return (
    <section>
      <h3 className="section-title mb-1">{title}</h3>
      <ul className="-mx-1.5">
        {shown.map((node) => (
          <li key={node.job_id}>
            <Button
              onPress={() => onOpen(node.job_id)}
              className="flex min-h-8 w-full items-center gap-2 rounded-[3px] px-1.5 text-left text-[13px] data-hovered:bg-white/5 pointer-coarse:min-h-10"
            >
              <FaceMark face={faceOf(node)} size={13} />
              <span className="min-w-0 flex-1 truncate">{node.label}</span>
              <span className="shrink-0 text-[12px] text-dim">{LOOKS[faceOf(node)].word}</span>
            </Button>
          </li>
        ))}
      </ul>
      {nodes.length > shown.length && (
        <Button onPress={() => setAll(true)} className="link mt-1 text-[12.5px]">
          All {nodes.length}
        </Button>
      )}
    </section>
  );
}
