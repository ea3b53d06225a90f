// A table of figures that scrolls by itself where it is wider than its room.
import type { ReactNode } from 'react';
import { ScrollArea } from '../../ui/ScrollArea';

export interface Column<T> {
  title: string;
  cell: (row: T, at: number) => ReactNode;
  /** Figures stand right, under each other. */
  figure?: boolean;
  /** Names its row. */
  names?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
}

export const DataTable = <T,>({ label, columns, rows }: Props<T>) => (
  <ScrollArea label={label} className="overflow-x-auto">
    <table className="w-full border-collapse text-[13px]">
      <caption className="sr-only">{label}</caption>
      <thead>
        <tr className="border-b border-line-2 text-left text-[12px] text-dim">
          {columns.map(({ title, figure }) => (
            <th
              key={title}
              scope="col"
              className={`px-2 py-1.5 font-normal first:pl-0 last:pr-0 ${figure ? 'text-right' : ''}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are in the order of the script and never move
          <tr key={at} className="border-b border-line align-baseline last:border-0">
            {columns.map(({ title, cell, figure, names }) => {
              const look = `px-2 py-1.5 first:pl-0 last:pr-0 ${figure ? 'text-right whitespace-nowrap' : ''}`;
              return names ? (
                <th key={title} scope="row" className={`${look} text-left font-normal`}>
                  {cell(row, at)}
                </th>
              ) : (
                <td key={title} className={`${look} text-ink-2`}>
                  {cell(row, at)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollArea>
);
