// On or off, said in words beside it.
import { Switch } from 'react-aria-components';

interface Props {
  children: string;
  isSelected: boolean;
  onChange: (on: boolean) => void;
}

export const Toggle = ({ children, ...props }: Props) => (
  <Switch {...props} className="group flex min-h-8 items-center gap-2 text-[12.5px] text-ink-2">
    <span className="flex h-[16px] w-[28px] items-center rounded-full border border-edge px-[2px] group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-tungsten group-data-selected:border-tungsten group-data-selected:bg-tungsten">
      <span className="size-[10px] rounded-full bg-ink-2 transition-transform group-data-selected:translate-x-[12px] group-data-selected:bg-on-tungsten" />
    </span>
    {children}
  </Switch>
);
