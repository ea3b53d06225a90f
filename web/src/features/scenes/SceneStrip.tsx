import { Link } from '@tanstack/react-router';
import type { Scene } from '../../api/client';
import { stripColour } from './strip';

export const SceneStrip = ({ scene, isOpen }: { scene: Scene; isOpen: boolean }) => (
  <Link
    to="/scripts/$scriptId/scenes"
    params={{ scriptId: scene.script_id }}
    search={{ version: scene.version_number, scene: scene.id }}
    aria-current={isOpen ? 'true' : undefined}
    className="group ring-inset-focus relative block border-t border-line py-2.5 pr-4 pl-5 hover:bg-white/[.03] aria-[current=true]:bg-raised"
  >
    <span
      aria-hidden
      className="absolute inset-y-0 left-0 w-[5px] opacity-75 group-aria-[current=true]:w-[7px] group-aria-[current=true]:opacity-100"
      style={{ background: stripColour(scene.setting) }}
    />
    <span className="flex items-baseline gap-2">
      <span className="slate w-6 shrink-0 text-[15px]">{scene.number}</span>
      <span className="slate min-w-0 flex-1 truncate text-[13.5px]">{scene.setting}</span>
    </span>
    {(scene.goal || scene.content) && (
      <span className="mt-0.5 line-clamp-2 pl-8 text-[12px] text-dim">{scene.goal || scene.content}</span>
    )}
  </Link>
);
