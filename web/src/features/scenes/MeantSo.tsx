// Under the scene's fields: what differs on purpose in it, and the way to say so.
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Scene } from '../../api/client';
import { Button } from '../../ui/Button';
import { DeclareChange } from './DeclareChange';
import { DeclaredChanges } from './DeclaredChanges';

export function MeantSo({ scene }: { scene: Scene }) {
  const [declaring, setDeclaring] = useState(false);
  return (
    <section aria-labelledby="meant-so" className="mt-7 border-t border-line pt-5">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1">
          <h3 id="meant-so" className="section-title">
            Declared changes
          </h3>
          <p className="hint mt-0.5">What differs here on purpose: frames lose no points for it.</p>
        </div>
        <Button onPress={() => setDeclaring(true)}>
          <Plus size={13} aria-hidden /> Declare a change
        </Button>
      </div>
      <DeclaredChanges scene={scene} className="mt-3" />
      {declaring && <DeclareChange scene={scene} onClose={() => setDeclaring(false)} />}
    </section>
  );
}
