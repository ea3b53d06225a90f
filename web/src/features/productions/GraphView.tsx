// The graph of a production: boxes where the layout puts them, over the lines between them. Arrow keys go along the
// lines, Enter opens a box; plus, minus and 0 zoom, and Shift with an arrow moves the view.
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { JobGraph, JobKind } from '../../api/client';
import { collapse, manyOf, stackId } from './collapse';
import { faceOf } from './faces';
import { GraphEdges } from './GraphEdges';
import { GraphNodeButton } from './GraphNodeButton';
import { GraphTools, STEP } from './GraphTools';
import { useLayout } from './layout';
import { count, stackFace } from './stack';
import { useDragToPan } from './useDragToPan';
import { useZoom } from './useZoom';
import { isDirection, walk } from './walk';

interface Props {
  graph: JobGraph;
  open: string | undefined;
  onOpen: (id: string) => void;
}

const PAN_PX = 80;
const PAN: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-PAN_PX, 0],
  ArrowRight: [PAN_PX, 0],
  ArrowUp: [0, -PAN_PX],
  ArrowDown: [0, PAN_PX],
};

export function GraphView({ graph, open, onOpen }: Props) {
  const view = useRef<HTMLDivElement>(null);
  const [unstacked, setUnstacked] = useState<ReadonlySet<JobKind>>(new Set());
  const [current, setCurrent] = useState<string>();
  const many = useMemo(() => manyOf(graph.nodes), [graph.nodes]);
  const shown = useMemo(
    () => collapse(graph.nodes, graph.edges, new Set(many.filter((kind) => !unstacked.has(kind)))),
    [graph, many, unstacked],
  );
  const laid = useLayout(shown);
  const { scale, zoom, fitAll } = useZoom(view, laid);
  const drag = useDragToPan(view);
  const faces = useMemo(
    () =>
      new Map(
        shown.boxes.map((box) => [
          box.id,
          box.node ? faceOf(box.node) : stackFace(count(box.nodes.map(faceOf))),
        ]),
      ),
    [shown],
  );
  const face = useCallback((id: string) => faces.get(id), [faces]);
  const here = [current, open, shown.boxes[0]?.id].find((id) => id !== undefined && laid.places.has(id));

  const focus = (id: string | undefined) => {
    if (!id) return;
    setCurrent(id);
    const button = view.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`);
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const stack = (kind: JobKind, on: boolean) =>
    setUnstacked((old) => new Set(on ? [...old].filter((one) => one !== kind) : [...old, kind]));
  const press = useCallback(
    (id: string) => {
      setCurrent(id);
      const opened = many.find((kind) => stackId(kind) === id);
      if (!opened) return onOpen(id);
      setUnstacked((old) => new Set([...old, opened]));
      const first = graph.nodes.find((node) => node.kind === opened)?.job_id;
      setCurrent(first);
      if (first)
        requestAnimationFrame(() =>
          view.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(first)}"]`)?.focus(),
        );
    },
    [many, graph.nodes, onOpen],
  );
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pan = event.shiftKey ? PAN[event.key] : undefined;
    if (pan) view.current?.scrollBy({ left: pan[0], top: pan[1] });
    else if (isDirection(event.key) && here) focus(walk(laid, here, event.key));
    else if (event.key === '+' || event.key === '=') zoom(STEP);
    else if (event.key === '-') zoom(1 / STEP);
    else if (event.key === '0') fitAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-1">
        <p id="graph-keys" className="hint max-md:hidden">
          Arrow keys follow the lines, Enter opens, + − 0 zoom, Shift with an arrow moves the view.
        </p>
        <div className="ml-auto">
          <GraphTools
            scale={scale}
            onZoom={zoom}
            onFit={fitAll}
            opened={many.filter((kind) => unstacked.has(kind))}
            onStack={(kind) => stack(kind, true)}
          />
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a graph is no form, which a fieldset would make of it */}
      <div
        ref={view}
        role="group"
        aria-label="Graph"
        aria-describedby="graph-keys"
        data-testid="graph"
        onKeyDownCapture={key}
        {...drag}
        className="min-h-0 flex-1 overflow-auto bg-base max-lg:h-[62dvh] max-lg:flex-none"
      >
        <div className="relative m-auto" style={{ width: laid.width * scale, height: laid.height * scale }}>
          <div
            className="absolute top-0 left-0 origin-top-left"
            style={{ width: laid.width, height: laid.height, transform: `scale(${scale})` }}
          >
            <GraphEdges laid={laid} faceOf={face} open={open} />
            {shown.boxes.map((box) => {
              const place = laid.places.get(box.id);
              return (
                place && (
                  <GraphNodeButton
                    key={box.id}
                    box={box}
                    place={place}
                    isOpen={box.id === open}
                    isCurrent={box.id === here}
                    onPress={press}
                  />
                )
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
