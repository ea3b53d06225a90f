// One more for the cast, from those who are not in it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { charactersQuery } from './queries';

interface Props {
  taken: string[];
  onAttach: (id: string) => void;
}

export function AttachCharacter({ taken, onAttach }: Props) {
  const all = useQuery(charactersQuery({ limit: 100 })).data?.items ?? [];
  const free = all.filter((one) => !taken.includes(one.id));
  if (free.length === 0)
    return (
      <Link to="/characters/new" className="btn self-start">
        <Plus size={14} aria-hidden /> New character
      </Link>
    );
  return (
    <MenuTrigger>
      <Button className="btn self-start">
        <Plus size={14} aria-hidden /> Add to the cast
      </Button>
      <Popover className="popover max-h-80 min-w-56 overflow-auto p-1">
        <Menu items={free} onAction={(id) => onAttach(String(id))} className="outline-none">
          {(one) => (
            <MenuItem id={one.id} textValue={one.name} className="option">
              {one.name}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
