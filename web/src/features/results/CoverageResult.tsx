// What a reader says of the whole.
import { words } from '../../lib/format';
import { Grade } from './Grade';
import type { Coverage } from './made';
import { Passage } from './Passage';

const TONE: Record<string, string> = {
  recommend: 'border-ok text-ok',
  consider: 'border-tungsten text-tungsten',
  pass: 'border-bad text-bad',
};

export const CoverageResult = ({ coverage }: { coverage: Coverage }) => (
  <div className="flex flex-col gap-5">
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {coverage.verdict && (
        <span
          className={`wide rounded-[2px] border px-2.5 py-0.5 text-[14px] ${TONE[coverage.verdict] ?? 'border-line-2'}`}
        >
          {words(coverage.verdict)}
        </span>
      )}
      <Grade value={coverage.grade} />
    </div>
    <Passage title="Synopsis">{coverage.synopsis}</Passage>
    <Passage title="Strengths">{coverage.strengths}</Passage>
    <Passage title="Weaknesses">{coverage.weaknesses}</Passage>
    {coverage.scenes.length > 0 && (
      <section>
        <h3 className="section-title mb-1.5">Scene by scene</h3>
        <ol className="flex flex-col">
          {coverage.scenes.map((scene, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the scenes of a coverage never move
            <li key={at} className="flex flex-col gap-1 border-t border-line py-2.5 text-[13px]">
              <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <span className="slate">Scene {at + 1}</span>
                <Grade value={scene.grade} />
              </span>
              <span className="max-w-[68ch] text-ink-2 wrap-anywhere">{scene.summary}</span>
              {scene.change && (
                <span className="max-w-[68ch] text-dim wrap-anywhere">To change: {scene.change}</span>
              )}
            </li>
          ))}
        </ol>
      </section>
    )}
  </div>
);
