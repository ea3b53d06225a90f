// What is asked of a scene less often, and with more words.
import { Ellipsis, Film, GitCompareArrows, Images } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

export type SheetOf = 'draw' | 'film' | 'declare';

const ITEMS = [
  { id: 'draw', label: 'Draw frames with settings', icon: Images },
  { id: 'film', label: 'Film scene with settings', icon: Film },
  { id: 'declare', label: 'Declare a change', icon: GitCompareArrows },
] as const satisfies readonly { id: SheetOf; label: string; icon: unknown }[];

interface Props {
  number: number;
  onOpen: (sheet: SheetOf) => void;
}

export const SceneMenu = ({ number, onOpen }: Props) => (
  <MenuTrigger>
    <Button aria-label={`More of scene ${number}`} className="btn w-[34px] px-0">
      <Ellipsis size={15} aria-hidden />
    </Button>
    <Popover className="popover w-56 p-1.5" placement="bottom end">
      <Menu aria-label={`Scene ${number}`} className="outline-none" onAction={(id) => onOpen(id as SheetOf)}>
        {ITEMS.map(({ id, label, icon: Icon }) => (
          <MenuItem key={id} id={id} textValue={label} className="option">
            <Icon size={14} aria-hidden className="text-dim" /> {label}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
);
