// What the keys do, where there is a keyboard.
import { Fold } from '../../ui/Fold';
import { SAID_OF_KEYS } from './acts';

export const Keys = () => (
  <div className="border-t border-line max-lg:hidden">
    <Fold title="Keys">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5 px-4 pb-4 text-[12.5px]">
        {SAID_OF_KEYS.map(([keys, said]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="kbd">{keys}</kbd>
            </dt>
            <dd className="text-ink-2">{said}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  </div>
);
